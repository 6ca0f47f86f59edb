"""Health: whether there is an index that answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.page import IndexInfo


@dataclass(frozen=True, slots=True)
class HealthView:
    """Whether there is an index that answers.

    `status` is `ok`, `stale` (an older state answers) or `no-index`; `problem` is one line for people where it is not `ok`.
    """

    status: Literal["ok", "stale", "no-index"]
    index: IndexInfo | None
    problem: str | None
