"""Facet view: the values of a facet, each with the address after the click on it; beside results, and on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from search.page import FacetResult, FacetValue, IndexInfo, Page
from search.query import FacetWanted, Notice, Query
from web import chips
from web import links as clicks
from web.chips import Chip
from web.links import Links, Pair

SEVERAL = ("tag", "creator")
"""Facets of which a post can have several values."""

NAMED = ("tag", "creator", "site")
"""Facets whose values are found by a part of their name; of a language the engine knows the code only, and pages show its name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, the address after the click on it, and the one that excludes it (empty for dates)."""

    value: FacetValue
    url: str
    without: str = ""


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


def has_modes(query: Query, facet: str) -> bool:
    """Return whether any and all of the facet's chosen values are two things: a post has several tags and creators, and one site."""
    return facet in SEVERAL and bool(query.filter(facet).values)


def _choices(facet: str, values: tuple[FacetValue, ...], query: Query, links: Links) -> tuple[Choice, ...]:
    """Return the values with the address after the click on each."""
    if facet == "date":
        return tuple(map(Choice, values, _zooms(values, query, links)))
    chosen, first = query.filter(facet), clicks.first_page(query)
    add, exclude = links.choosing(first, facet), links.choosing(first, f"exclude.{facet}")

    def toggle(value: str) -> str:
        alone = not chosen.values and value not in chosen.excluded
        return add(value) if alone else links.search(clicks.toggled(query, facet, value))

    def without(value: str) -> str:
        alone = not chosen.excluded and value not in chosen.values
        return exclude(value) if alone else links.search(clicks.excluding(query, facet, value))

    # No program is shown the addresses that exclude a value, and an answer has a hundred of them.
    excludes = links.form == "html"
    return tuple(Choice(one, toggle(one.value), without(one.value) if excludes and not one.excluded else "") for one in values)


def _zooms(values: tuple[FacetValue, ...], query: Query, links: Links) -> Iterator[str]:
    """Yield the address after the click on each year or month."""
    undated, chosen = clicks.cleared(query, "date"), query.filter("date").values
    zoom = {name: links.choosing(undated, name) for name in ("year", "month")}
    for value in (one.value for one in values):
        alone = chosen != (value,)
        yield zoom["month" if "-" in value else "year"](value) if alone else links.search(clicks.zoomed(query, value))


@dataclass(frozen=True, slots=True)
class FacetPage:
    """The answer to one request for the values of a facet, as programs have it. `contains` and `page` say which of them."""

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


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """All values of a facet, a page of them at a time, as people have it. It keeps the whole search."""

    query: Query
    """The search that the values are of."""
    links: Links
    facet: FacetView
    contains: str
    """As typed."""
    page: int
    pages: int
    total: int
    """Posts that the search finds."""
    chips: tuple[Chip, ...]
    notices: tuple[Notice, ...]
    index: IndexInfo

    @property
    def name(self) -> str:
        """Return the name of the facet."""
        return self.facet.result.name

    @property
    def mode(self) -> Literal["any", "all"]:
        """Return whether any or all of the chosen values are wanted."""
        return self.query.filter(self.name).mode

    @property
    def has_modes(self) -> bool:
        """Return whether any and all of the chosen values are two things."""
        return has_modes(self.query, self.name)

    @property
    def is_named(self) -> bool:
        """Return whether values are found by a part of their name."""
        return self.name in NAMED

    @property
    def action(self) -> str:
        """Return where the form leads that finds values."""
        return self.links.facet_path(self.name)

    @property
    def kept(self) -> tuple[Pair, ...]:
        """Return what that form carries: the whole search."""
        return (*self.links.pairs(self.query), *self.links.kept)

    def at(self, page: int) -> str:
        """Return the address of that page of the values."""
        return self.links.facet_page(self.query, self.name, self.contains, page)

    def in_mode(self, facet: str, mode: Literal["any", "all"]) -> str:
        """Return the address that wants any or all of the facet's chosen values."""
        return self.links.search(clicks.in_mode(self.query, facet, mode))

    def cleared(self) -> str:
        """Return the address of the search without any filter."""
        return self.links.search(clicks.cleared(self.query))


def values(
    query: Query, wanted: FacetWanted, answer: Page, links: Links, *, contains: str = "", notices: tuple[Notice, ...] = ()
) -> ValuesPage:
    """Return the view of the values that were `wanted` of the query's posts."""
    query = clicks.decided(clicks.first_page(query), answer.match)
    result = answer.facets[0]
    return ValuesPage(
        query=query,
        links=links,
        facet=of(result, query, links),
        contains=contains,
        page=wanted.offset // wanted.size + 1,
        pages=max(1, -(-result.distinct // wanted.size)),
        total=answer.total,
        chips=chips.of(query, answer, links),
        notices=notices,
        index=answer.index,
    )
