"""The state of a walk as text, and how it is told to people."""

import json
from typing import Any

import pytest

from index.walk import LONGEST, MOST, WAITING, Walk, from_json, standing, to_json

FEED = "https://blog.example.org/feed/"
MARK = "0123456789abcdef"
WALK = Walk(
    FEED, "paged", f"{FEED}?page=3", rest=(f"{FEED}?page=9",), pages=2, size=300, found=7, barren=1, seen=(MARK,), bodies=(MARK, "f" * 16)
)


def test_a_walk_is_read_back_as_it_was_written() -> None:
    assert from_json(to_json(WALK)) == WALK
    assert from_json(to_json(Walk(FEED, outcome="not offered", detail="the feed names no older pages"))).outcome == "not offered"


def test_the_text_of_the_longest_walk_is_short_enough_to_be_stored_with_each_page() -> None:
    marks = (MARK,) * MOST
    assert len(to_json(Walk(FEED, "archive", FEED, seen=marks, bodies=marks, archived=marks))) < 500_000


def _said(**changes: object) -> str:
    said: dict[str, Any] = json.loads(to_json(WALK))
    return json.dumps(said | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        "[" * 100_000,
        to_json(WALK)[:-1],
        to_json(WALK) + "\n",
        to_json(WALK).replace('"pages": 2', '"pages": 2, "pages": 2'),
        to_json(WALK).replace('"pages": 2', '"pages": 2.0'),
        to_json(WALK).replace('"pages": 2', '"pages": NaN'),
        _said(more=1),
        _said(pages=-1),
        _said(pages=True),
        _said(pages="2"),
        _said(size=None),
        _said(stuck=0),
        _said(way="sideways"),
        _said(way=None),
        _said(way=["paged"]),
        _said(outcome="done"),
        _said(next=None),
        _said(next="/feed/"),
        _said(next="file:///etc/passwd"),
        _said(next=3),
        _said(feed=None),
        _said(feed="ftp://blog.example.org/"),
        _said(rest=f"{FEED}?page=9"),
        _said(rest=["x"]),
        _said(rest=[FEED] * (WAITING + 1)),
        _said(seen=[MARK]),
        _said(seen=MARK[:-1]),
        _said(seen=MARK.upper()),
        _said(bodies=MARK * (MOST + 2)),
        _said(archived=None),
        _said(detail=None),
        _said(detail="x" * (LONGEST + 1)),
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


@pytest.mark.parametrize(
    ("walk", "text"),
    [
        (Walk(FEED, "archive", pages=34, outcome="complete"), "complete: 34 pages"),
        (Walk(FEED, "wordpress", pages=1, outcome="complete"), "complete: 1 page"),
        (Walk(FEED, "paged", outcome="complete"), "complete: there are no older pages"),
        (Walk(FEED, "complete", outcome="complete"), "complete: the feed says that it holds all its posts"),
        (
            Walk(FEED, "paged", FEED, pages=1500, outcome="limit", detail="the limit of 500 pages in one run"),
            "stopped at the limit of 500 pages in one run, 1,500 pages read so far; the next run goes on",
        ),
        (
            Walk(FEED, "paged", f"{FEED}?page=7", pages=5, outcome="error", detail="status 503"),
            f"stopped by an error at {FEED}?page=7: status 503; the next run goes on",
        ),
        (
            Walk(FEED, outcome="error", detail="its older pages are on b.example, another site", stuck=True),
            "stopped by an error: its older pages are on b.example, another site; --history tries again",
        ),
        (Walk(FEED, outcome="not offered", detail="the feed names no older pages"), "not offered: the feed names no older pages"),
        (Walk(FEED, "paged", FEED, pages=3), "not ended, 3 pages read so far; the next run goes on"),
    ],
)
def test_how_a_walk_stands(walk: Walk, text: str) -> None:
    assert standing(walk) == text


def test_only_archive_pages_fill_in() -> None:
    assert [way for way in ("archive", "complete", "paged", "wordpress", None) if Walk(FEED, way).fills_in] == ["archive"]
