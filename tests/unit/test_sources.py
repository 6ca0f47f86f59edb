"""status.json: what is written is what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import status
from search import sources
from search.errors import ArchiveError
from search.sources import AddressStatus, FeedStatus, Gap, History, SiteStatus, SourceStatus, Status


def _several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


texts = st.none() | st.text()
histories = st.none() | st.builds(History)
months = st.tuples(st.integers(1, 9999), st.tuples(*[st.integers(0, 99)] * 12))
feeds = st.builds(
    FeedStatus, gap_count=st.integers(), first=texts, gaps=_several(st.builds(Gap)), sources=_several(st.integers(0, 9)), error=texts
)
statuses = st.builds(
    Status,
    undated=st.integers(),
    first=texts,
    last=texts,
    sites=_several(st.builds(SiteStatus, months=_several(months), feeds=_several(feeds))),
    sources=_several(
        st.builds(
            SourceStatus,
            missing=st.booleans(),
            error=texts,
            history=histories,
            addresses=_several(st.builds(AddressStatus, error=texts, next_check=texts, history=histories)),
        )
    ),
    skipped=_several(st.tuples(st.text(), st.integers())),
)


@settings(max_examples=40, deadline=None)
@given(statuses)
def test_a_status_survives_its_text(written: Status) -> None:
    assert sources.from_json(sources.to_json(written)) == written


def test_a_file_of_an_older_release_is_read() -> None:
    """Then a feed said neither its sources nor its last check."""
    site = {
        "key": "example.org",
        "title": "",
        "url": None,
        "posts": 1,
        "feeds": [{"title": "Blog", "url": None, "posts": 1, "documents": 1}],
    }
    (read,) = sources.from_json(json.dumps({"archive": "a", "change": 1, "posts": 1, "sightings": 1, "sites": [site]})).sites
    assert read.feeds == (FeedStatus("Blog", None, 1, 1),)
    assert (read.feeds[0].sources, read.feeds[0].checked, read.feeds[0].error) == ((), None, None)


def _months(*counts: tuple[int, int]) -> tuple[int, ...]:
    return tuple(dict(counts).get(month, 0) for month in range(1, 13))


def test_months_without_posts_are_counted_from_the_first_to_the_last() -> None:
    months = ((2009, _months((11, 3), (12, 1))), (2011, _months((2, 5))))
    assert SiteStatus("a", "", None, 9, months=months).empty_months == (13, 16)
    assert SiteStatus("a", "", None, 0).empty_months == (0, 0)


def test_the_gaps_of_a_site_are_those_of_its_feeds() -> None:
    gap = Gap("2009-01-01T00:00:00+00:00", "2009-03-01T00:00:00+00:00", "a.xml", "b.xml")
    feed = FeedStatus("", None, 1, 1, gap_count=2, gaps=(gap,))
    assert SiteStatus("a", "", None, 0, feeds=(feed, feed)).gap_count == 4
    assert gap.days == 59


@pytest.mark.parametrize("wrong", [{"error": "status 404"}, {"missing": True}, {"failed": 1}])
def test_a_source_that_is_gone_or_has_errors_is_wrong(wrong: dict[str, Any]) -> None:
    assert SourceStatus("a", "file", 1, 1, **wrong).is_wrong
    assert not SourceStatus("a", "file", 1, 1).is_wrong


def test_a_status_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Status("a", 1, 0, 0), Status("b", 2, 0, 0)
    assert sources.read(tmp_path) is None
    status.write(first, tmp_path)

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ArchiveError, match="cannot be written: No space left on device"):
        status.write(second, tmp_path)
    assert sources.read(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == [sources.FILE]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sources": [1], "skipped": []}', '{"sources": [], "skipped": [], "more": 1}', "\x00"])
def test_a_text_that_is_no_status_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / sources.FILE).write_text(text)
    with pytest.raises(ArchiveError, match=r"status\.json: cannot be read"):
        sources.read(tmp_path)
