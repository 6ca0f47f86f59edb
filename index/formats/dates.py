"""Dates of feeds: text in any of the usual spellings to ISO 8601 with the offset that was given."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from time import struct_time

YEARS = range(2, 9000)
"""Years that a date may have: 1 and 9999 are what programs write for no date, and what feedparser makes of 0000 and 99999."""

LONGEST = 100
"""Characters of a date; what is longer is none."""

_OFFSET = re.compile(r"(?:[T\s]\d\d?(?::\d\d){1,2}(?:[.,]\d+)?|GMT|UTC)\s*([+-])(\d\d):?(\d\d)\s*(?:\(.*)?$", re.IGNORECASE)
_ZONE = re.compile(r"[A-Z]{1,4}$")

_ZONES = {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "MET": 1, "MEST": 2, "ADT": -3, "AST": -4}
"""Hours of the zone names that feedparser reads (RFC 822 and some); it takes every other name for UTC, and so must we."""


def iso(raw: str | None, parsed: struct_time | None) -> str | None:
    """Return the date as ISO 8601 with its own offset (UTC where it gave none), or None where there is no sane date.

    `parsed` is feedparser's reading of it, in UTC. What Python reads as ISO 8601 by itself comes first: feedparser loses the minutes
    of an offset without colon (+0530).
    """
    moment = _moment((raw or "").strip(), parsed)
    return None if moment is None else moment.replace(microsecond=0).isoformat()


def written(raw: str) -> str | None:
    """Return what `iso` returns for a date that feedparser has not seen: ISO 8601, or RFC 822 as RSS has it."""
    if len(raw) > LONGEST:
        return None
    try:
        parsed = parsedate_to_datetime(raw).utctimetuple()
    except (ValueError, TypeError, IndexError, OverflowError):  # what email.utils raises on what is no date differs by release
        parsed = None
    return iso(raw, parsed)


def in_utc(date: str | None) -> str | None:
    """Return what `iso` returned as the same instant in UTC."""
    return None if date is None else datetime.fromisoformat(date).astimezone(UTC).isoformat()


def _moment(raw: str, parsed: struct_time | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        if parsed is None or parsed.tm_year not in YEARS:
            return None
        moment = datetime(*parsed[:6], tzinfo=UTC).astimezone(_offset(raw))
    if moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _offset(raw: str) -> timezone:
    if found := _OFFSET.search(raw):
        size = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-size if found[1] == "-" else size) if size < timedelta(days=1) else UTC
    name = _ZONE.search(raw)
    return timezone(timedelta(hours=_ZONES.get(name[0], 0))) if name else UTC
