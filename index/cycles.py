"""Cycles: the same work again and again, one after the other, at an interval that people type."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from search.errors import UsageError

_INTERVAL = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

LEAST = 10
"""Seconds: the shortest interval. Less would be a request to each address without a pause."""


def seconds_of(text: str) -> int:
    """Return the seconds of `30m`, `90s`, `2h` or `1d`. Raises UsageError."""
    found = _INTERVAL.fullmatch(text.strip())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if seconds < LEAST:
        raise UsageError(f"--every {text}: say a time of {LEAST}s or more, such as 90s, 30m, 2h or 1d")
    return seconds


def cycles(seconds: int, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> Iterator[int]:
    """Yield 0, 1, 2 ... `seconds` after each other; what takes longer than that is followed at once by the next."""
    number = 0
    while True:
        began = clock()
        yield number
        number += 1
        sleep(max(0.0, began + seconds - clock()))
