"""status.json: what is written is what is read."""

from __future__ import annotations

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
feeds = st.builds(FeedStatus, gap_count=st.integers(), first=texts, gaps=_several(st.builds(Gap)))
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
