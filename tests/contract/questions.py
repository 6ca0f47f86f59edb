"""Short forms of queries and answers for the contract tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from search.page import FacetResult, Page
from search.query import And, Filter, Query, Word


def words(text: str, **more: Any) -> Query:  # noqa: ANN401 - any field of Query
    """Return a query for the words of the text (none for an empty text)."""
    return Query(text=text, expr=And(tuple(map(Word, text.split()))), **more)


def ids(page: Page) -> list[int]:
    """Return the numbers of the posts on the page."""
    return [int(hit.document.id, 16) for hit in page.hits]


def facet(page: Page, name: str) -> FacetResult:
    return next(one for one in page.facets if one.name == name)


def counts(page: Page, name: str) -> dict[str, int]:
    return {value.value: value.count for value in facet(page, name).values}


def clicked(query: Query, name: str, value: str) -> Query:
    """Return the query after a click on a facet value that law 5 speaks of."""
    chosen = query.filter(name)
    values = (value,) if chosen.mode == "any" else (*chosen.values, value)
    others = tuple(one for one in query.filters if one.facet != name)
    return replace(query, filters=(*others, Filter(name, values, chosen.mode, chosen.excluded)))
