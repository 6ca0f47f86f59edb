"""Dates of an export: `2014-05-03 13:20:32` in UTC, the same in the site's own time, and RFC 822; any of them may be missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time

from index.formats import dates
from index.formats.wxr_fields import Fields

_WIDEST = timedelta(hours=15)
"""More than any offset from UTC: two dates that are further apart are not one moment in two zones."""

_QUARTER = timedelta(minutes=15)
"""Offsets from UTC are multiples of it."""


class Clock:
    """Reads the dates of items in the order of the file, and remembers how far the site's own time is from UTC."""

    def __init__(self) -> None:
        """Start without an offset."""
        self._offset = timedelta()

    def published(self, item: Fields) -> str | None:
        """Return when the item was published, in UTC, or None.

        WordPress leaves the date in UTC empty (0000-00-00) in drafts, and in posts that some importers made. `pubDate` stands in where
        it agrees with the site's own date, else that date with the last offset seen.
        """
        universal, local = _date(item.first("wp:post_date_gmt")), _date(item.first("wp:post_date"))
        said = universal or rfc822(item.first("pubDate"))
        if local is None:
            return _text(said)
        if said is not None and abs(local - said) <= _WIDEST:
            self._offset = round((local - said) / _QUARTER) * _QUARTER
            return _text(said)
        return _text(universal or local - self._offset)

    def updated(self, item: Fields) -> str | None:
        """Return when the item was changed last, in UTC, or None; WordPress 5.7 is the first that says it."""
        local = _date(item.first("wp:post_modified"))
        return _text(_date(item.first("wp:post_modified_gmt")) or (local and local - self._offset))


def rfc822(raw: str) -> datetime | None:
    """Return the date in UTC, or None where it is none."""
    try:
        parsed: struct_time = parsedate_to_datetime(raw).utctimetuple()
    except (ValueError, TypeError, OverflowError):
        return None
    return _moment(dates.iso(raw, parsed))


def _date(raw: str) -> datetime | None:
    return _moment(dates.iso(raw, None))


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except OverflowError:
        return None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
