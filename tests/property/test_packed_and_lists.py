"""Whatever bytes or text come, packed files, lists and pages are read without a crash; and what was packed comes out."""

from __future__ import annotations

import gzip
import posixpath

from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import opml, webpage
from index.formats.unpacking import is_hidden, legible
from tests.packing import SMALL, contents, tarred, zipped

SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
NAMES = st.text(SIGNS, min_size=1, max_size=40).filter(lambda name: name[-1] not in "/\\")
FILES = st.dictionaries(NAMES, st.binary(max_size=2000), min_size=1, max_size=5)
PIECES = st.sampled_from(
    [
        *("<opml>", "</opml>", "<outline", "</outline>", ">", "/>", ' xmlUrl="', "https://a.example/", '"', "'", "=", "&amp;", "&"),
        *("<html>", "<link rel=alternate type=application/rss+xml href=", "<base href=", "<meta http-equiv=refresh content="),
        *("<!--", "-->", "]]>", " ", "feed:", "[", "<?xml "),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(lambda it: "<opml>" + "".join(it))
)


@settings(max_examples=60)
@given(FILES)
def test_what_was_packed_comes_out(files: dict[str, bytes]) -> None:
    kept = [content for name, content in files.items() if not is_hidden(legible(name))]
    for data in (tarred(files), zipped(files), gzip.compress(tarred(files))):
        found = contents(data, SMALL)
        assert [content for _, content in found] == kept
        assert len({path for path, _ in found}) == len(found)


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_a_path_is_a_name_only(name: str) -> None:
    path = legible(name)
    assert path.isprintable()
    assert 0 < len(path) <= 255
    assert not posixpath.isabs(path)
    assert ".." not in path.split("/")
    path.encode()


@settings(max_examples=60)
@given(st.sampled_from([b"", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"PK\x05\x06"]), st.binary(max_size=600))
def test_any_bytes_are_read(head: bytes, rest: bytes) -> None:
    assert all(path.isprintable() for path, _ in contents(head + rest, SMALL))


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    found = opml.read(text, "https://lists.example/")
    page = webpage.read(text, "https://lists.example/")
    addresses = [feed.url for feed in found.feeds] if found else list(page.feeds) if page else []
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert len(set(addresses)) == len(addresses)
