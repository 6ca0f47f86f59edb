"""Dates as people type them: ISO 8601, partial (`2009`, `2009-03`, `2009-03-01`) or full, meant in a time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

YEARS = range(1, 9999)
"""Years that can be asked for. Python ends with 9999; a period in it would have no end."""

_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)


def period(text: str, timezone: str) -> tuple[datetime, datetime] | None:
    """Return the instants [start, end) in UTC of the year, month, day, minute, second or microsecond that `text` names, or None.

    A time without an offset is one of `timezone`, an IANA name. A midnight that a clock change skips is the moment of the change.
    """
    found = _ISO.fullmatch(text)
    if found is None or int(found["year"]) not in YEARS:
        return None
    try:
        start = datetime.fromisoformat(_completed(found))
        end = _next(start, found)
    except ValueError:  # the 30th of February, 25 o'clock
        return None
    zone = start.tzinfo or ZoneInfo(timezone)
    first, last = _utc(start.replace(tzinfo=zone)), _utc(end.replace(tzinfo=zone))
    return (first, last) if first.year in YEARS else None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant (aware UTC) on the zone's clock; in UTC on the first and the last day of time, where the zone has none."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def earliest_name(start: datetime, timezone: str) -> str:
    """Return the shortest text whose period starts at the instant (aware UTC)."""
    return next(name for name in _names(start, timezone) if _starts(name, start, timezone))


def latest_name(end: datetime, timezone: str) -> str:
    """Return the shortest text whose period ends at the instant (aware UTC)."""
    return next(name for name in _names(end - timedelta(microseconds=1), timezone) if _ends(name, end, timezone))


def _completed(found: re.Match[str]) -> str:
    day = f"{found['year']}-{found['month'] or '01'}-{found['day'] or '01'}"
    time = f"{found['hour'] or '00'}:{found['minute'] or '00'}:{found['second'] or '00'}.{(found['fraction'] or '').ljust(6, '0')}"
    return f"{day}T{time}{(found['zone'] or '').upper()}"


def _next(start: datetime, found: re.Match[str]) -> datetime:
    """Return the moment after the period, on the clock that `start` is on."""
    if found["month"] is None:
        return start.replace(year=start.year + 1)
    if found["day"] is None:
        return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    if found["hour"] is None:
        return start + timedelta(days=1)
    if found["second"] is None:
        return start + timedelta(minutes=1)
    return start + (timedelta(seconds=1) if found["fraction"] is None else timedelta(microseconds=1))


def _utc(moment: datetime) -> datetime:
    """Return the instant in UTC; one that falls before the year 1 there becomes its first moment."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _names(moment: datetime, timezone: str) -> list[str]:
    """Return texts of periods that hold the instant: the year, month and day on the zone's calendar, then the microsecond in UTC."""
    exact = f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
    try:
        local = moment.astimezone(ZoneInfo(timezone)).isoformat()
    except OverflowError:  # the first hours of the year 1, west of Greenwich
        return [exact]
    return [local[:4], local[:7], local[:10], exact]


def _starts(name: str, start: datetime, timezone: str) -> bool:
    named = period(name, timezone)
    return named is not None and named[0] == start


def _ends(name: str, end: datetime, timezone: str) -> bool:
    named = period(name, timezone)
    return named is not None and named[1] == end
