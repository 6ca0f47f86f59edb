"""Window: which results, in their order, one answer shows (law 6)."""

from __future__ import annotations

from collections.abc import Sequence

from search.cursor import Cursor, encode
from search.errors import BadParameter
from search.page import Hit
from search.query import WINDOW, Query


def window(query: Query, total: int) -> slice:
    """Return the place of the query's page among `total` results; empty where it starts at or past their end.

    Only for queries without a cursor. Raises BadParameter for a page that starts inside the total and ends past `WINDOW`.
    """
    start = (query.page - 1) * query.per_page
    end = start + query.per_page
    if start >= total:
        return slice(0, 0)
    if end > WINDOW:
        way_out = "narrow the search" if query.order == "relevance" else "go on with cursor"
        raise BadParameter(("page", f"results past the first {WINDOW} are not shown by page; {way_out}"))
    return slice(start, end)


def onward(hits: Sequence[Hit], start: int, total: int) -> str | None:
    """Return the cursor after these hits, the results from `start` on of so many in newest or oldest; None where no other follows."""
    if not hits or start + len(hits) == total:
        return None
    return encode(Cursor(hits[-1].document.date, hits[-1].document.id))
