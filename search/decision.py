"""Decision: what `match` becomes (law 15), from the words alone and before any filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from search.plan import Plan
from search.query import Notice, Query
from search.ranking import ENOUGH


def decide(query: Query, plan: Plan, having_all: Callable[[], int]) -> tuple[Literal["all", "any"], tuple[Notice, ...]]:
    """Return what `match` becomes and the notice to give (which is for results only). Auto relaxes nothing but bare words.

    `having_all` counts the posts of the whole index that match every node of `plan.wanted`; it is asked only where that decides.
    """
    if len(plan.wanted) < 2:  # noqa: PLR2004 - one word or none: all of it and some of it are the same
        return "all", ()
    if query.match != "auto":
        return query.match, ()
    if query.order != "relevance" or not query.bare:
        return "all", ()
    having = having_all()
    narrowed = any(chosen.values or chosen.excluded for chosen in query.filters) or query.after is not None or query.before is not None
    return ("all", ()) if having >= ENOUGH else ("any", (relaxed(having, narrowed=narrowed),))


def relaxed(having: int, *, narrowed: bool = False) -> Notice:
    """Return the notice that posts with some of the words are shown too, since only `having` of the whole archive have them all."""
    who = "no post has" if not having else "only one post has" if having == 1 else f"only {having} posts have"
    where = " in the whole archive" if narrowed else ""
    return Notice("relaxed", f"{who} all of these words{where}; posts with some of them are shown too")
