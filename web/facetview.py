"""Facet view: the values of a facet, each with the address after the click on it; beside results, and on pages of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.page import FacetResult, FacetValue, IndexInfo, Page
from search.query import Query
from web import links as clicks
from web.links import Links


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and the address after the click on it."""

    value: FacetValue
    url: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet: its values, and of the date facet also the years."""

    result: FacetResult
    choices: tuple[Choice, ...]
    years: tuple[Choice, ...]


def of(result: FacetResult, query: Query, links: Links) -> FacetView:
    """Return the view of a facet that was counted for the query."""
    choices = _choices(result.name, result.values, query, links)
    # Where the values are the years, their addresses are not written twice.
    years = choices if result.years == result.values else _choices(result.name, result.years, query, links)
    return FacetView(result, choices, years)


def _choices(facet: str, values: tuple[FacetValue, ...], query: Query, links: Links) -> tuple[Choice, ...]:
    """Return the values with the address after the click on each."""
    if facet == "date":
        return tuple(Choice(value, links.search(clicks.zoomed(query, value.value))) for value in values)
    return tuple(Choice(value, links.search(clicks.toggled(query, facet, value.value))) for value in values)


@dataclass(frozen=True, slots=True)
class FacetPage:
    """The answer to one request for the values of a facet. `contains` and `page` say which of them."""

    facet: FacetView
    contains: str
    page: int
    self_url: str
    next_url: str | None
    previous_url: str | None
    index: IndexInfo


def page(query: Query, answer: Page, links: Links) -> FacetPage:
    """Return the view of the one facet that the query wants."""
    query = clicks.decided(query, answer.match)
    wanted = query.facets[0]
    number = wanted.offset // wanted.size + 1
    # A click on a value is a search, which counts every facet again.
    searched = replace(query, facets=links.everything().facets)
    facet = of(answer.facets[0], searched, links)

    def at(place: int) -> str:
        return links.facet(query, place)

    return FacetPage(
        facet=facet,
        contains=wanted.contains,
        page=number,
        self_url=at(number),
        next_url=at(number + 1) if facet.result.truncated else None,
        previous_url=at(number - 1) if number > 1 else None,
        index=answer.index,
    )
