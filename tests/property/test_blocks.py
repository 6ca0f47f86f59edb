"""A long document read in blocks is the same text as one read at once."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats.blocks import texts
from index.formats.characters import text_of

PIECES = st.sampled_from(
    ("a", "é", "日", "&", "&#", "&#x", "&#0;", "&#xD800;", "&#65;", "#", "x1F600;", "0;", "\0", "\ufeff", "\ufffe", "<", ";")
)
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "shift_jis", "iso2022_jp", "gb18030", "koi8-r")


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(PIECES, max_size=40).map("".join),
    codec=st.sampled_from(CODECS),
    declared=st.sampled_from(("", *CODECS)),
    bad=st.none() | st.integers(0, 60),
    size=st.integers(1, 30),
)
def test_characters_are_the_same_in_blocks_of_any_size(text: str, codec: str, declared: str, bad: int | None, size: int) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else "<rss>"
    data = (head + text).encode(codec, "replace")
    if bad is not None:
        data = data[:bad] + b"\xe9\x93" + data[bad:]
    assert "".join(texts(io.BytesIO(data), size=size)) == text_of(data)
