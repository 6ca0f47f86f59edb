"""When an address is asked again: after what it said itself (Retry-After), and after failures."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DAY = 86_400
"""Seconds; the longest that an address is left alone before it is tried again."""

FIRST = 300
"""Seconds after the first failure: less than the half hour or so between two runs, so that one slip costs nothing."""

MOST = 10
"""Failures in a row after which an address is paused: with the doubling, about three days of trying."""

_DIGITS = 9
"""Digits of the longest number of seconds that is read: 31 years."""


def retry_after(text: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, 0 to a day; None where it says nothing that can be read.

    Both forms of RFC 9110 section 10.2.3: a number of seconds, and a date.
    """
    text = (text or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text), DAY)) if len(text) <= _DIGITS else float(DAY)
    try:
        until = parsedate_to_datetime(text)
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), float(DAY))


def back_off(failures: int) -> float:
    """Return the seconds for which an address is left alone after so many failures in a row: 5 minutes, doubled up to a day."""
    return float(min(FIRST << min(failures - 1, 10), DAY)) if failures > 0 else 0.0


def paused(failures: int, detail: str) -> str | None:
    """Return why an address is not asked any more by itself, in one line, or None where it still is. `detail` is its last error."""
    return (
        f"paused after {failures} failures in a row, the last: {detail}; name it as a SOURCE to have it asked again"
        if failures >= MOST
        else None
    )
