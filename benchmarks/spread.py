"""How long answers took: the middle of many and their slow end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of `count` answers."""

    count: int
    p50: float
    p95: float
    p99: float


def of(milliseconds: Sequence[float]) -> Spread | None:
    """Return the spread, or None of nothing.

    pNN is the smallest of the numbers that at least NN % of them do not exceed (nearest rank; Hyndman and Fan 1996, definition 1).
    """
    ascending = sorted(milliseconds)
    if not ascending:
        return None
    p50, p95, p99 = (ascending[math.ceil(share * len(ascending) / 100) - 1] for share in (50, 95, 99))
    return Spread(len(ascending), p50, p95, p99)
