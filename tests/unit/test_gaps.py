"""Gaps: between which snapshots of a feed posts may have been lost, and which gaps were filled."""

from __future__ import annotations

import pytest

from index import gaps
from index.gaps import Snapshot
from search.sources import Gap


def at(day: int, hour: int = 0) -> str:
    return f"2020-{1 + day // 28:02}-{1 + day % 28:02}T{hour:02}:00:00+00:00"


def snapshot(file: str, made: int, oldest: int, newest: int, *, hour: int = 0, until: int | None = None, undated: str = "",
             number: int = 0) -> Snapshot:  # fmt: skip
    """Days of 2020."""
    return Snapshot(file, at(made, hour), at(made if until is None else until, hour), at(oldest), at(newest), frozenset(undated), number)


def found(*snapshots: Snapshot) -> list[tuple[str, str, str, str]]:
    return [(gap.after, gap.before, gap.older, gap.newer) for gap in gaps.between(snapshots)]


def test_two_snapshots_one_after_the_other_that_have_no_post_in_common_leave_a_gap() -> None:
    assert found(snapshot("b", 30, 21, 30), snapshot("a", 10, 1, 10)) == [(at(10), at(21), "a", "b")]


def test_only_snapshots_one_after_the_other_leave_a_gap() -> None:
    assert found(snapshot("a", 10, 1, 10), snapshot("b", 20, 8, 20), snapshot("c", 30, 18, 30)) == []


def test_a_post_in_common_leaves_none() -> None:
    assert found(snapshot("a", 10, 1, 10), snapshot("b", 30, 10, 30)) == []
    assert found(snapshot("a", 10, 1, 10, undated="x"), snapshot("b", 30, 21, 30, undated="xy")) == []


def test_a_gap_is_not_said_of_what_was_saved_later_and_is_older() -> None:
    assert found(snapshot("a", 30, 21, 30), snapshot("b", 40, 1, 10)) == []


def test_files_saved_at_once_are_one_snapshot_and_daily_ones_are_not() -> None:
    pages = [snapshot("page1", 10, 8, 10), snapshot("page2", 10, 4, 6, hour=1), snapshot("page3", 10, 1, 2, hour=20)]
    assert found(*pages) == []
    assert found(*pages, snapshot("later", 40, 35, 40)) == [(at(10), at(35), "page1", "later")]
    assert found(snapshot("a", 10, 1, 10), snapshot("b", 11, 20, 21)) == [(at(10), at(20), "a", "b")]


def test_states_of_one_file_are_never_one_snapshot() -> None:
    """A news site fills its feed anew within hours."""
    assert found(snapshot("a", 10, 1, 5), snapshot("a", 10, 8, 10, hour=9, number=1)) == [(at(5), at(8), "a", "a")]


def test_a_file_saved_while_an_address_was_read_belongs_to_that_time() -> None:
    address = [snapshot("https", 10, 1, 30, until=30), snapshot("https", 60, 50, 60, until=90, number=1)]
    assert found(*address, snapshot("saved", 15, 2, 9)) == [(at(30), at(50), "https", "https")]


@pytest.mark.parametrize(
    ("dates", "shown", "known_until", "filled"),
    [
        ((10, 20), {}, None, False),
        ((1, 10, 15, 20, 30), {}, None, True),
        ((1, 10, 20, 30), {10: {(1, 0)}, 20: {(2, 0)}}, None, False),
        ((1, 10, 20, 30), {10: {(1, 0), (3, 0)}, 20: {(2, 0), (3, 0)}}, None, True),
        ((10, 20), {}, 19, False),
        ((10, 20), {}, 20, True),
    ],
)
def test_what_fills_a_gap(dates: tuple[int, ...], shown: dict[int, set[tuple[int, int]]], known_until: int | None, *, filled: bool) -> None:
    gap = Gap(at(10), at(20), "a", "b")
    by_date = {at(day): some for day, some in shown.items()}
    until = at(known_until) if known_until else None
    assert gaps.is_filled(gap, [at(day) for day in dates], by_date, until) is filled


def test_the_widest_gaps_are_named_in_the_order_of_time() -> None:
    many = [Gap(at(day), at(day, 1 + (day % 7)), "a", "b") for day in range(200)]
    named = gaps.widest(many)
    assert len(named) == gaps.MOST
    assert list(named) == sorted(named, key=lambda gap: gap.after)
    assert min(gap.before[11:13] for gap in named) >= "04"
    assert gaps.widest(many[:3]) == tuple(many[:3])


def test_times_at_the_end_of_the_calendar_are_times() -> None:
    first, last = "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"
    ends = [Snapshot("a", first, first, first, first), Snapshot("b", last, last, last, last)]
    assert gaps.between(ends) == [Gap(first, last, "a", "b")]
    assert gaps.widest(gaps.between(ends)) == (Gap(first, last, "a", "b"),)
