"""Dates of feeds: text in any of the usual spellings to ISO 8601 with the offset that was given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from time import struct_time

from index.formats import written_dates

YEARS = range(2, 9000)
"""Years that a date may have: 1 and 9999 are what programs write for no date, and what feedparser makes of 0000 and 99999."""

LONGEST = 200
"""Characters of a date; what is longer is none."""

_PARTIAL = re.compile(r"\d{4}(?:-\d\d|-?\d{3})?")
"""The forms of ISO 8601 that only feedparser reads: a year, a month, a day of the year by number. Of what is none of these (`12-03-2009`,
a number of seconds) it takes the first digits for one."""


def iso(raw: str | None, parsed: struct_time | None = None) -> str | None:
    """Return the date as ISO 8601 with its own offset (UTC where it gave none), or None where there is no sane date.

    `parsed` is feedparser's reading of it, in UTC: the last to be asked.
    """
    moment = _moment((raw or "").strip()[: LONGEST + 1], parsed)
    return None if moment is None else moment.replace(microsecond=0).isoformat()


def in_utc(date: str | None) -> str | None:
    """Return what `iso` returned as the same instant in UTC."""
    return None if date is None else datetime.fromisoformat(date).astimezone(UTC).isoformat()


def _moment(raw: str, parsed: struct_time | None) -> datetime | None:
    moment: datetime | None
    if len(raw) > LONGEST:
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        moment = written_dates.read(raw) or _parsed(raw, parsed)
    if moment is None or moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parsed(raw: str, parsed: struct_time | None) -> datetime | None:
    return datetime(*parsed[:6], tzinfo=UTC) if parsed is not None and parsed.tm_year in YEARS and _PARTIAL.fullmatch(raw) else None
