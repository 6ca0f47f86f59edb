"""Packed files: what is in them comes out, whatever else they hold, and paths are names only."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile

import pytest

from index.formats import packed
from tests.packing import FEEDS, SMALL, checked, contents, head_of, tarred, zipped


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_gives_its_files_in_order(form: int) -> None:
    data = tarred(FEEDS, form)
    assert packed.kind(data[: packed.HEAD]) == "tar"
    assert contents(data) == contents(gzip.compress(data)) == list(FEEDS.items())


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_gives_its_files_in_order(method: int) -> None:
    data = zipped(FEEDS, method)
    assert packed.kind(data[: packed.HEAD]) == "zip"
    assert contents(data) == list(FEEDS.items())


def test_the_old_form_of_tar_has_no_magic_and_is_known_by_its_checksum() -> None:
    header = bytearray(head_of(b"\0", "old.xml", size=3))
    header[257:] = bytes(512 - 257)
    data = checked(header) + b"abc".ljust(512, b"\0") + bytes(1024)
    assert packed.kind(data) == "tar"
    assert contents(data) == [("old.xml", b"abc")]
    assert packed.kind(b"x" + data) is None


def test_the_first_half_of_a_name_may_stand_apart() -> None:
    name = "f" * 90 + "/" + "g" * 90
    assert contents(tarred({name: b"1"}, tarfile.USTAR_FORMAT)) == [(name, b"1")]


def test_a_size_before_a_member_replaces_that_in_its_header() -> None:
    record = b"10 size=3\n"
    data = head_of(b"x", size=len(record)) + record.ljust(512, b"\0") + head_of(b"0", "a", size=0) + b"abc".ljust(512, b"\0") + bytes(1024)
    assert contents(data) == [("a", b"abc")]


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_of_tar_are_read(form: int) -> None:
    name = "a/" * 60 + "b.xml"  # its first hundred characters, which the header holds, end like the name of a directory
    assert contents(tarred({name: b"1", "c": b"2"}, form)) == [(name, b"1"), ("c", b"2")]


def test_a_gzip_of_several_parts_is_one_content() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two") + bytes(700)
    assert packed.kind(data) == "gzip"
    assert contents(data) == [("", b"one two")]
    assert contents(data + b"signature") == [("", b"one two")]
    assert contents(b"".join(gzip.compress(bytes([byte])) for byte in range(256))) == [("", bytes(range(256)))]


@pytest.mark.parametrize("head", [b"", b"<rss>", b"PK", b"\x1f", b"a" * 512, bytes(512), b"BZh9", b"\xfd7zXZ\0"])
def test_what_is_not_packed_is_said_to_be_none(head: bytes) -> None:
    assert packed.kind(head) is None
    assert contents(head) == [("", "not a packed file")]


def test_what_is_no_content_is_passed_by() -> None:
    names = ("__MACOSX/._a.xml", "._a.xml", ".DS_Store", "x/.git/config", "a.xml")
    files = dict.fromkeys(names, b"x")
    assert contents(zipped({**files, "folder/": b""})) == contents(tarred({f"./{name}": b"x" for name in names})) == [("a.xml", b"x")]


def test_links_and_devices_of_tar_are_passed_by() -> None:
    kinds = (tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    specials = b"".join(head_of(kind, linkname="/etc/passwd", devmajor=1, devminor=5, size=9**9) for kind in kinds)
    assert contents(specials + tarred({"a": b"1"})) == [("a", b"1")]


def test_symbolic_links_of_zip_are_passed_by() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(link, "/etc/passwd")
        pack.writestr("a", "1")
    assert contents(out.getvalue()) == [("a", b"1")]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\win.ini", "win.ini"),
        ("a\x1b[2J\u202e.xml", "a\\x1b[2J\\u202e.xml"),
        ("x" * 300, "x" * 200 + "\u2026" + "x" * 54),
        ("./././a//b", "a/b"),
        ("..", "unnamed"),
    ],
)
def test_paths_are_names_only(name: str, path: str) -> None:
    assert contents(zipped({name: b"1"})) == contents(tarred({name: b"1"})) == [(path, b"1")]


def test_names_in_other_encodings_are_legal_text() -> None:
    latin = tarred({"caf\udce9.xml": b"1"}, tarfile.GNU_FORMAT)
    assert b"caf\xe9.xml" in latin
    assert contents(latin) == [("caf\\xe9.xml", b"1")]
    unmarked = zipped({"caf?\u00e9.xml": b"1"}).replace(struct.pack("<H", 0x800), bytes(2))
    assert contents(unmarked) == [("caf?\u00e9.xml", b"1")]


def test_members_of_one_name_are_numbered() -> None:
    twice = tarred({"a": b"1", "a (2)": b"2"})[:2048] + tarred({"./a": b"3"})[:1024] + tarred({"a": b"4"})
    assert contents(twice) == [("a", b"1"), ("a (2)", b"2"), ("a (3)", b"3"), ("a (4)", b"4")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            pack.writestr("a", "2")
    assert contents(out.getvalue()) == [("a", b"1"), ("a (2)", b"2")]


def test_a_members_file_is_closed_when_the_next_is_asked_for() -> None:
    file = io.BytesIO(zipped(FEEDS))
    found = packed.members(file, packed.meter(file, SMALL))
    first = next(found).file
    assert first is not None
    assert first.seekable()
    assert not first.closed
    next(found)
    assert first.closed


def test_nothing_is_left_open_when_a_reader_stops_early() -> None:
    file = io.BytesIO(gzip.compress(tarred(FEEDS)))
    found = packed.members(file, packed.meter(file, SMALL))
    first = next(found).file
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert first is not None
    assert first.closed
