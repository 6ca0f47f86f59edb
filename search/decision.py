"""Decision: what `match` becomes (law 15), from the words alone and before any filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from search.plan import Plan
from search.query import Notice, Query
from search.ranking import ENOUGH


def decide(query: Query, plan: Plan, having_all: Callable[[], int]) -> tuple[Literal["all", "any"], tuple[Notice, ...]]:
    """Return what `match` becomes and the notice to give.

    `having_all` counts the posts of the whole index that match every node of `plan.wanted`; it is asked only where that decides.
    """
    if len(plan.wanted) < 2:  # noqa: PLR2004 - one word or none: all of it and some of it are the same
        return "all", ()
    if query.match != "auto":
        return query.match, ()
    if query.order != "relevance":
        return "all", ()
    having = having_all()
    return ("all", ()) if having >= ENOUGH else ("any", (relaxed(having),))


def relaxed(having: int) -> Notice:
    """Return the notice that posts with some of the words are shown too, since only `having` have them all."""
    who = "no post has" if not having else "only one post has" if having == 1 else f"only {having} posts have"
    return Notice("relaxed", f"{who} all these words; these have some of them")
