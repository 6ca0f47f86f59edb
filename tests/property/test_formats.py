"""Damaged feeds: whatever happens to the bytes of a feed, the answer is posts, no feed, or one named problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import links
from index.clean import to_text, to_title
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument
from tests.reading import read

FEEDS = sorted((Path(__file__).parents[1] / "data" / "feeds").glob("*.xml"))
SCRAPS = (
    b"< > & ]]> <![CDATA[ <!-- --> <? <!DOCTYPE &#x110000; &#xD800; &#0; &nbsp; </item> <item> <entry/> encoding='idna' \xff \xed\xa0\x80"
)

DAMAGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7) | st.sampled_from(SCRAPS.split()) | st.none()), min_size=1, max_size=4
)
"""Pairs of a place in the file, 0 to 1, and what happens there: a bit flips, a scrap comes in, or (None) the file ends."""


def _damaged(data: bytes, place: float, what: int | bytes | None) -> bytes:
    at = int(place * len(data))
    match what:
        case int():
            return data[:at] + bytes([data[at] ^ 1 << what]) + data[at + 1 :] if data else data
        case bytes():
            return data[:at] + what + data[at:]
        case _:
            return data[:at]


def _read(data: bytes) -> FeedDocument | None:
    try:
        return read(data, "feed.xml")
    except NotReadable as problem:
        if "\n" in str(problem):
            raise
        return None


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.stem)
@settings(max_examples=25, deadline=None)
@given(damages=DAMAGES, codec=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_damage_never_raises_anything_else(feed: Path, damages: list[tuple[float, int | bytes | None]], codec: str) -> None:
    data = feed.read_text(encoding="utf-8").encode(codec, "replace")
    for place, what in damages:
        data = _damaged(data, place, what)
    document = _read(data)
    for sighting in document.sightings if document else ():
        assert sighting.link is None or links.canonical(sighting.link)
        assert not set("\0\ud800") & set(sighting.html + sighting.title)
        to_text(sighting.html)
        to_title(sighting.title, is_html=sighting.title_is_html)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=60) | st.binary(max_size=40).map(b"<rss><channel><item><title>".__add__))
def test_any_bytes_are_answered(data: bytes) -> None:
    document = _read(data)
    assert document is None or document.channel.title == document.channel.title.strip()
