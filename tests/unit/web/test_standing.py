"""status.json as the web reads it: once for each state of the file."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import status
from search import sources
from search.errors import ArchiveError
from search.sources import AddressStatus, FeedStatus, SiteStatus, SourceStatus, Status
from web.standing import Entry, Standing


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the file is read."""
    counted: list[int] = []
    real = sources.read

    def read(data: Path) -> Status | None:
        counted.append(1)
        return real(data)

    monkeypatch.setattr(sources, "read", read)
    return counted


def test_a_file_is_read_when_it_is_another_one(tmp_path: Path, reads: list[int]) -> None:
    standing = Standing()
    assert standing.read(tmp_path) is None
    status.write(Status("a", 1, 0, 0), tmp_path)
    known = standing.read(tmp_path)
    assert known
    assert known.status.change == 1
    assert standing.read(tmp_path) is known
    status.write(Status("a", 2, 0, 0), tmp_path)
    changed = standing.read(tmp_path)
    assert changed
    assert (changed.status.change, len(reads)) == (2, 2)
    (tmp_path / sources.FILE).unlink()
    assert standing.read(tmp_path) is None


def test_what_cannot_be_understood_is_an_error_until_it_is_mended(tmp_path: Path) -> None:
    standing = Standing()
    (tmp_path / sources.FILE).write_text("{")
    for _ in range(2):
        with pytest.raises(ArchiveError):
            standing.read(tmp_path)
    status.write(Status("a", 1, 0, 0), tmp_path)
    assert standing.read(tmp_path)


def test_a_file_that_goes_while_it_is_looked_at_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status.write(Status("a", 1, 0, 0), tmp_path)
    monkeypatch.setattr(sources, "read", lambda _data: None)
    assert Standing().read(tmp_path) is None


def test_many_who_ask_at_once_wait_for_one_reading(tmp_path: Path, reads: list[int]) -> None:
    status.write(Status("a", 1, 0, 0), tmp_path)
    standing, begin = Standing(), threading.Barrier(8)

    def ask(_number: int) -> int:
        begin.wait(10)
        known = standing.read(tmp_path)
        return known.status.change if known else 0

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {1}
    assert len(reads) == 1


def test_what_is_counted_and_looked_for(tmp_path: Path) -> None:
    feed = FeedStatus("Ärger", "https://example.org/feed/?key=secret", 1, 1, gap_count=2)
    listed = SourceStatus(
        "/home/ann/A.opml", "file", 1, 2, failed=1, error="x", addresses=(AddressStatus("https://B.example/x/?k=1", "feed"),)
    )
    status.write(Status("a", 1, 1, 1, sites=(SiteStatus("example.org", "Blog", None, 1, feeds=(feed, feed)),), sources=(listed,)), tmp_path)
    known = Standing().read(tmp_path)
    assert known
    assert (known.feeds, known.gaps, known.wrong) == (2, 4, 1)
    assert known.site_names == ("example.org\nblog\närger\nexample.org/feed\närger\nexample.org/feed",)
    assert known.entry_names == ("a.opml", "b.example/x")


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        (SourceStatus("a", "file", 1, 1), False),
        (SourceStatus("a", "file", 1, 1, missing=True), True),
        (SourceStatus("a", "folder", 1, 9, failed=1, error="b: x"), True),
        (SourceStatus("a", "file", 1, 9, failed=1, error="b: x", addresses=(AddressStatus("b", "failed", error="x"),)), False),
        (SourceStatus("a", "file", 1, 9, failed=2, error="b: x", addresses=(AddressStatus("b", "failed", error="x"),)), True),
    ],
)
def test_a_list_is_wrong_where_its_addresses_do_not_say_it_all(source: SourceStatus, wrong: bool) -> None:
    assert Entry(source).is_wrong is wrong


@pytest.mark.parametrize(
    ("state", "error", "wrong"), [("feed", None, False), ("new", None, False), ("gone", None, True), ("failed", "x", True)]
)
def test_an_address_is_wrong_where_it_failed_or_is_gone(state: str, error: str | None, wrong: bool) -> None:
    assert Entry(SourceStatus("a", "file", 1, 1), AddressStatus("b", state, error=error)).is_wrong is wrong
