"""Buckets: the years and months that the date facet counts and filters by, in the zone of the query.

A bucket is bounded by two instants and nothing else, so that what is counted is what a click finds, on days too when a clock is set
back over midnight. The year 1 has no beginning and the year 9999 no end, since no datetime lies beyond them in any zone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from search.errors import BadParameter
from search.page import FacetResult, FacetValue
from search.query import Filter

VALUE = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
"""A value of the date facet: `2009` or `2009-03`."""


EMPTY_YEARS = 100
"""A span of more years is listed without those that count no post: one post dated 1806 by mistake gave 220 years, 60 kB of an answer."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A year or a month: the instants from `start` (inclusive) to `end` (exclusive), aware UTC; None for an open end."""

    value: str
    start: datetime | None
    end: datetime | None

    def holds(self, moment: datetime | None) -> bool:
        """Return whether the moment lies in the bucket; None, the date of an undated post, lies in no bucket."""
        return moment is not None and (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


def days(value: str) -> tuple[date, date | None]:
    """Return the first day of the year or month and the first day after it (None where there is no such day).

    Raises BadParameter for a text that is no value of the date facet.
    """
    match = VALUE.fullmatch(value)
    if match is None:
        raise BadParameter(("date", f"{value!r} is no year (2009) and no month (2009-03)"))
    year, month = int(match[1]), int(match[2] or 1)
    after = (year, month + 1) if match[2] and month < 12 else (year + 1, 1)  # noqa: PLR2004 - months of a year
    return date(year, month, 1), date(*after, 1) if after[0] <= date.max.year else None


@functools.lru_cache(maxsize=4096)
def bucket(value: str, timezone: str) -> Bucket:
    """Return the bucket of a value of the date facet. Raises BadParameter for any other text.

    Every search asks for those of all years again: 10 us each, most of it the rules of the zone.
    """
    first, after = days(value)
    zone = ZoneInfo(timezone)
    start = None if first == date.min else _midnight(first, zone)
    return Bucket(value, start, None if after is None else _midnight(after, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def months(year: str, timezone: str) -> tuple[Bucket, ...]:
    """Return the twelve months of the year (four digits)."""
    return tuple(bucket(f"{year}-{month:02}", timezone) for month in range(1, 13))


def years(first: datetime, last: datetime, timezone: str) -> tuple[Bucket, ...]:
    """Return the years from the one that holds the moment `first` to the one that holds `last`, with all between them."""
    # A zone is less than a day off UTC, so that the year there is the year here, the one before or the one after.
    near = range(max(first.year - 1, 1), min(last.year + 1, date.max.year) + 1)
    every = (bucket(f"{year:04}", timezone) for year in near)
    return tuple(year for year in every if (year.end is None or first < year.end) and (year.start is None or year.start <= last))


def counted(chosen: Filter, span: tuple[datetime, datetime] | None, timezone: str, count: Callable[[Bucket], int]) -> FacetResult:
    """Return the date facet: years, or the twelve months where the chosen values all lie in one year.

    `span` is the first and last date of the posts that match without this facet's selection (its exclusions stay), or None where none
    is dated; `count` gives the total after the click on a bucket (law 5). Years inside the span are listed with 0 too, up to a span of
    `EMPTY_YEARS`, and so is every chosen value: years in `years`, months in `values`. A facet's size, offset and contains do not touch
    dates.
    """
    pinned = {value: bucket(value, timezone) for value in (*chosen.values, *chosen.excluded)}
    in_play = {value[:4] for value in chosen.values}
    of_year = {one.value: one for one in (years(*span, timezone) if span else ())}
    of_year |= {value: one for value, one in pinned.items() if "-" not in value}
    if len(of_year) > EMPTY_YEARS:
        of_year = {value: one for value, one in of_year.items() if value in pinned or count(one)}
    by_month = len(in_play) == 1
    shown = {one.value: one for one in months(in_play.pop(), timezone)} if by_month else dict(of_year)
    shown |= {value: one for value, one in pinned.items() if "-" in value}

    def listed(some: Iterable[Bucket]) -> tuple[FacetValue, ...]:
        return tuple(
            FacetValue(one.value, one.value, count(one), one.value in chosen.values, one.value in chosen.excluded, one.start, one.end)
            for one in sorted(some, key=lambda one: one.value)
        )

    in_years = listed(of_year.values())
    return FacetResult(
        name=chosen.facet,
        values=in_years if shown == of_year else listed(shown.values()),
        mode=chosen.mode,
        distinct=len(shown),
        interval="month" if by_month else "year",
        years=in_years,
    )
