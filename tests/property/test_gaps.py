"""Gaps: what is said of saved snapshots of a feed is true of any history of it, and the order of reading does not matter."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.backlog import Look
from index.sighting import Channel, FeedDocument, Sighting
from search.sources import Gap
from tests.feeding import BLOG, put

Saved = tuple[int, int, int]
"""A snapshot: made after so many posts (one each second day), with so many of the last ones, as file number so."""

saved = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 8), st.integers(0, 2)), min_size=1, max_size=6, unique_by=lambda one: one[0])


def _date(number: int, hour: int = 10) -> str:
    return f"2020-{1 + number * 2 // 28:02}-{1 + number * 2 % 28:02}T{hour:02}:00:00+00:00"


def _post(number: int) -> Sighting:
    name = f"https://blog.example.org/{number}"
    return Sighting(name, name, f"Post {number}", title_is_html=False, html=f"text {number}", summary_only=False, published=_date(number))


def _document(made: int, size: int) -> FeedDocument:
    channel = Channel(BLOG.title, BLOG.self_link, BLOG.link, built=_date(made, 12))
    return FeedDocument(channel, tuple(_post(number) for number in range(max(1, made - size + 1), made + 1)))


def gaps_of(documents: Iterable[tuple[str, FeedDocument]]) -> list[Gap]:
    """Return the gaps after these states of files were read in this order, their dates being those of the posts as published."""
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        for file, document in documents:
            put(archive, file, document)
        with archive.transaction():
            dates = archive._connection.execute("SELECT post, min(published) FROM sightings GROUP BY post").fetchall()
            archive.backlog.changed([Look(post, "", date, "blog.example.org") for post, date in dates], 1)
        return [gap for site in archive.write_status(Path(folder)).sites for feed in site.feeds for gap in feed.gaps]


def _lost(snapshots: Sequence[Saved]) -> list[tuple[str, str]]:
    """Return between which dates nothing was seen, from what the snapshots showed: the simplest thing that could be true.

    Snapshots are two days apart at least, so none are one. Each post is dated, so a post in common and dates that touch are the same.
    """
    shown = [(max(1, made - size + 1), made) for made, size, _ in sorted(snapshots)]
    seen = {number for oldest, newest in shown for number in range(oldest, newest + 1)}
    return [
        (_date(older[1]), _date(newer[0]))
        for older, newer in pairwise(shown)
        if older[1] < newer[0]
        and not seen & set(range(older[1] + 1, newer[0]))
        and not any(oldest <= older[1] and newer[0] <= newest for oldest, newest in shown)
    ]


@settings(max_examples=40, deadline=None)
@given(saved, st.randoms(use_true_random=False))
def test_gaps_between_files_are_those_of_their_posts_in_any_order_of_reading(snapshots: list[Saved], shuffle: random.Random) -> None:
    documents = [(f"saved-{made:02}", _document(made, size)) for made, size, _ in snapshots]
    found = gaps_of(documents)
    assert [(gap.after, gap.before) for gap in found] == _lost(snapshots)
    shuffle.shuffle(documents)
    assert gaps_of(documents) == found


def _may_be_lost(snapshots: Sequence[Saved], gap: Gap) -> bool:
    """Say whether the gap is between two posts that were seen, with none seen between them and no snapshot that shows both."""
    shown = [range(max(1, made - size + 1), made + 1) for made, size, _ in snapshots]
    seen = sorted({number for some in shown for number in some})
    ends = [(older, newer) for older, newer in pairwise(seen) if (_date(older), _date(newer)) == (gap.after, gap.before)]
    return any(not any(older in some and newer in some for some in shown) for older, newer in ends)


@settings(max_examples=40, deadline=None)
@given(saved)
def test_an_address_that_is_read_again_and_again_leaves_the_gaps_that_files_would(snapshots: list[Saved]) -> None:
    """What a state shows again replaces what older ones said; a gap is known nevertheless, and more narrowly where a later one helps."""
    states = [("feed", _document(made, size)) for made, size, _ in sorted(snapshots)]
    found = gaps_of(states)
    assert set(_lost(snapshots)) <= {(gap.after, gap.before) for gap in found}
    assert all(_may_be_lost(snapshots, gap) for gap in found)


@settings(max_examples=40, deadline=None)
@given(saved)
def test_several_files_with_several_states_leave_no_gap_that_one_of_them_fills(snapshots: list[Saved]) -> None:
    states = [(f"file-{file}", _document(made, size)) for made, size, file in sorted(snapshots)]
    assert all(_may_be_lost(snapshots, gap) for gap in gaps_of(states))
