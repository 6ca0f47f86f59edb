"""Instants: dates as whole numbers, in which engines keep and compare them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
UNDATED = -(2**63)
"""The number of a post without a date; that of the year 1 is far above it."""
LAST = 2**63 - 1
"""Sorts undated posts behind all others where the oldest come first."""


def microseconds(moment: datetime | None) -> int:
    """Return the instant (aware) as microseconds since 1970; `UNDATED` for None. Exact, unlike `datetime.timestamp`."""
    return UNDATED if moment is None else (moment - EPOCH) // MICROSECOND


def moment(date: int) -> datetime | None:
    """Return the instant of which `microseconds` gave `date`."""
    return None if date == UNDATED else EPOCH + date * MICROSECOND
