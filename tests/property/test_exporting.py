"""What is exported and read again is the same archive: the same posts under the same ids, and the same export."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.sighting import Channel, FeedDocument, Sighting
from tests.exports import documents, export, take_in
from tests.feeding import put

HOME = "https://a.example.org"
CHANNELS = (
    Channel("Blog", f"{HOME}/feed/", f"{HOME}/", "en"),
    Channel("Blog (Atom)", f"{HOME}/atom.xml", f"{HOME}/"),
    Channel("Tag \u201cx\u201d", f"{HOME}/tag/x/feed/", f"{HOME}/"),
    Channel("Ann", f"{HOME}/author/ann/feed/", f"{HOME}/author/ann/", "de"),
    Channel("Planet", None, "https://planet.example.net/", "de"),
    Channel("No link", None, None),
)
GUIDS = ("{n}", "http://a.example.org/?p={n}", "urn:x:{n}", None)
LINKS = (f"{HOME}/{{n}}", f"{HOME}/{{n}}/?utm_source=feed", "https://proxy.example.com/{n}")
DATES = (None, "2020-01-01T00:00:00+00:00", "2021-01-01T10:00:00+09:00", "2222-01-01T00:00:00+00:00")
TEXTS = ("", "<p>Text</p> \u2028\x85 &amp;", "Long text. " * 60)
names = st.lists(st.sampled_from(("Ann", "Bo", "江户 川")), max_size=2, unique=True).map(tuple)


@st.composite
def states(draw: st.DrawFn) -> FeedDocument:
    """A state of a feed: each number is one post, whatever its text and link (the feed of a planet or a proxy has its own)."""
    numbers = draw(st.lists(st.integers(0, 7), max_size=4, unique=True))
    channel = draw(st.sampled_from(CHANNELS))
    items = []
    for n in numbers:
        guid, link = GUIDS[n % 4], draw(st.sampled_from(LINKS[: 1 if n % 4 == 3 else 3]))
        item = Sighting(
            guid and guid.format(n=n),
            link.format(n=n),
            title=f"<i>Post</i> {n} &amp; more" if n % 2 else f"Post {n}",
            title_is_html=n % 2 == 1 or draw(st.booleans()),
            html=draw(st.sampled_from(TEXTS)) + f"{n}",
            summary_only=draw(st.booleans()),
            creators=draw(names),
            categories=draw(st.lists(st.sampled_from(("Tag", "tag", "a, b", "C&amp;A")), max_size=3).map(tuple)),
            published=draw(st.sampled_from(DATES)),
            updated=draw(st.sampled_from(DATES)),
            lang=draw(st.sampled_from((None, "en", "zh"))),
            markup=draw(st.sampled_from(("html", "wordpress"))),
            creator_aliases=draw(names),
        )
        items.append(item)
    return FeedDocument(channel, tuple(items))


@settings(max_examples=40, deadline=None)
@given(st.lists(states(), min_size=1, max_size=5))
def test_an_export_read_again_is_the_same_archive(given_states: list[FeedDocument]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first", Path(folder) / "second"
        with Archive(first) as archive:
            for number, state in enumerate(given_states):
                put(archive, str(number), state)
        exported = export(first)
        take_in(second, exported)
        assert documents(second) == documents(first)
        assert export(second) == exported
