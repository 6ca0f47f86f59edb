from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.buckets import Bucket, bucket, counted, days, months, years
from search.dates import period
from search.errors import BadParameter
from search.page import FacetValue
from search.query import Filter

ZONES = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Apia", "America/St_Johns"])
MOST = datetime.max.replace(tzinfo=UTC)
MOMENTS = st.datetimes(timezones=st.just(UTC))


def test_a_month_is_bounded_in_the_zone() -> None:
    tokyo = bucket("2009-03", "Asia/Tokyo")
    assert tokyo.start == datetime(2009, 2, 28, 15, tzinfo=UTC)
    assert tokyo.end == datetime(2009, 3, 31, 15, tzinfo=UTC)
    assert tokyo.holds(tokyo.start)
    assert not tokyo.holds(tokyo.end)


def test_no_bucket_holds_an_undated_post() -> None:
    assert not Bucket("2009", None, None).holds(None)


@pytest.mark.parametrize("value", ["", "0000", "209", "2009-13", "2009-00", "2009-3", "2009-03-01", "٢٠٠٩", "2009 ", "2009\n", "12009"])
def test_other_texts_are_bad_parameters(value: str) -> None:
    with pytest.raises(BadParameter) as raised:
        bucket(value, "UTC")
    assert raised.value.problems[0][0] == "date"


def test_the_first_and_the_last_year_are_open() -> None:
    assert days("9999") == (date(9999, 1, 1), None)
    assert days("9999-12") == (date(9999, 12, 1), None)
    assert bucket("0001", "Asia/Tokyo").start is None
    assert bucket("9999", "America/New_York").end is None


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2, 1, 1), date(9998, 11, 30)), st.booleans(), ZONES)
def test_a_bucket_is_the_period_that_its_value_names_in_a_query(day: date, whole_year: bool, zone: str) -> None:
    value = f"{day.year:04}" if whole_year else f"{day.year:04}-{day.month:02}"
    named = bucket(value, zone)
    assert (named.start, named.end) == period(value, zone)


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=4000)), ZONES)
def test_years_and_months_part_time_without_gap(first: datetime, later: timedelta, zone: str) -> None:
    last = first + min(later, MOST - first)
    some = years(first, last, zone)
    assert some[0].holds(first)
    assert some[-1].holds(last)
    assert all(before.end == after.start for before, after in pairwise(some))
    parts = months(some[0].value, zone)
    assert (parts[0].start, parts[-1].end) == (some[0].start, some[0].end)
    assert sum(part.holds(first) for part in parts) == 1


def _values(values: tuple[FacetValue, ...]) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in values]


def _dates(*texts: str) -> list[datetime]:
    return [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in texts]


DATES = _dates("2007-01-01", "2009-03-05", "2009-03-09")


def _counted(chosen: Filter, span: bool = True) -> tuple[list[tuple[str, int]], list[tuple[str, int]], str | None]:
    result = counted(chosen, (DATES[0], DATES[-1]) if span else None, "UTC", lambda one: sum(map(one.holds, DATES)))
    return _values(result.values), _values(result.years), result.interval


def test_years_without_posts_between_are_listed() -> None:
    years_of = [("2007", 1), ("2008", 0), ("2009", 2)]
    assert _counted(Filter("date")) == (years_of, years_of, "year")


def test_no_dated_post_no_year() -> None:
    assert _counted(Filter("date"), span=False) == ([], [], "year")


@pytest.mark.parametrize("chosen", [("2009",), ("2009-03", "2009-04"), ("2009", "2009-03")])
def test_one_year_in_play_shows_its_twelve_months(chosen: tuple[str, ...]) -> None:
    values, years_of, interval = _counted(Filter("date", chosen))
    assert values == [(f"2009-{month:02}", 2 if month == 3 else 0) for month in range(1, 13)]
    assert [year for year, _count in years_of] == ["2007", "2008", "2009"]
    assert interval == "month"


def test_chosen_years_and_months_are_always_listed() -> None:
    values, years_of, interval = _counted(Filter("date", ("1999", "2009-05"), excluded=("2008-02",)))
    assert [value for value, _count in values] == ["1999", "2007", "2008", "2008-02", "2009", "2009-05"]
    assert [value for value, _count in years_of] == ["1999", "2007", "2008", "2009"]
    assert interval == "year"


def test_years_without_posts_are_left_out_of_a_long_span() -> None:
    """One post that is dated by mistake must not fill the answer with empty years; a chosen one is listed still."""
    dates = _dates("1806-02-01", "2009-03-01")
    result = counted(Filter("date", ("1900",)), (dates[0], dates[1]), "UTC", lambda one: sum(map(one.holds, dates)))
    assert _values(result.years) == [("1806", 1), ("1900", 0), ("2009", 1)]
