"""View: (Query, Page) -> the one structure that all formats print of a search. It holds every link, and no format's markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from search.page import Page
from search.query import MATCHES, SORTS, FacetWanted, Match, Notice, Query, Sort
from search.settings import PostText
from web import advice, chips, facetview
from web import links as clicks
from web.advice import AdviceView
from web.chips import Chip
from web.facetview import FacetView
from web.forms import Form
from web.links import Links


@dataclass(frozen=True, slots=True)
class SortLink:
    """One order of the results; `current` where it is the one in force."""

    sort: Sort
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class MatchLink:
    """Posts with all of the words or with some (`any`); `current` where it is what was decided."""

    match: Match
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class View:
    """The answer to one request."""

    query: Query
    """As asked, with what `match` became (law 15)."""
    asked: Query
    """Just as asked: a feed of it decides for itself, and never relaxes what a page did."""
    page: Page
    took_ms: float
    links: Links
    body: bool
    """True where the text of each post is asked for."""
    post_text: PostText
    """How much of that text the settings let be shown; what `page` holds obeys them already (`search/disclosure.py`)."""
    notices: tuple[Notice, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    sorts: tuple[SortLink, ...]
    matches: tuple[MatchLink, ...]
    """Empty where the text has not several words."""
    advice: AdviceView
    self_url: str
    next_url: str | None
    previous_url: str | None
    advanced_url: str
    """The form of the advanced search, filled in with the query as asked: for other words `match` is decided anew."""

    @property
    def pages(self) -> int:
        """How many pages there are in all."""
        return pages(self.query, self.page)

    def as_form(self, form: Form) -> str:
        """Return the address of this answer in another form."""
        return self.links.search(self.query, form)

    def subscription(self, form: Form) -> str:
        """Return the address of the feed or list of this search."""
        return self.links.subscription(self.asked, form)

    def in_mode(self, facet: str, mode: Literal["any", "all"]) -> str:
        """Return the address that wants any or all of the facet's chosen values."""
        return self.links.search(clicks.in_mode(self.query, facet, mode))

    def cleared(self, facet: str | None = None) -> str:
        """Return the address without the facet's filter, or without any filter."""
        return self.links.search(clicks.cleared(self.query, facet))

    def first_url(self) -> str:
        """Return the address of the first page."""
        return self.links.search(clicks.first_page(self.query))

    def values(self, facet: str) -> str:
        """Return the address of the page with all values of the facet."""
        return self.links.facet_page(self.query, facet)

    def values_of(self, name: str) -> str:
        """Return the address of all values of a facet, as JSON."""
        return self.links.facet(replace(self.query, facets=(FacetWanted(name, self.links.facet_size),)))

    def facet(self, name: str) -> FacetView | None:
        """Return the facet, or None where it was not counted."""
        return next((facet for facet in self.facets if facet.result.name == name), None)


def pages(query: Query, page: Page) -> int:
    """Return how many pages the results fill."""
    return -(-page.total // query.per_page)


def build(
    query: Query,
    page: Page,
    links: Links,
    *,
    took_ms: float = 0.0,
    problems: tuple[Notice, ...] = (),
    body: bool = False,
    post_text: PostText = "full",
) -> View:
    """Return the view of a page. `problems` are notices of the request's own, shown before those of the query and the engine."""
    asked, query = query, clicks.decided(query, page.match)
    following = clicks.next_page(query, page.total, page.cursor)
    previous = clicks.previous_page(query, pages(query, page))
    return View(
        query=query,
        asked=asked,
        page=page,
        took_ms=took_ms,
        links=links,
        body=body,
        post_text=post_text,
        notices=(*problems, *query.notices, *page.notices),
        facets=tuple(facetview.of(result, query, links) for result in page.facets),
        chips=chips.of(query, page, links),
        sorts=tuple(SortLink(sort, links.search(clicks.sorted_by(query, sort)), sort == query.order) for sort in _orders(query)),
        matches=tuple(_matches(query, page, links)),
        advice=advice.linked(query, page, links),
        self_url=links.search(query),
        next_url=links.search(following) if following else None,
        previous_url=links.search(previous) if previous else None,
        advanced_url=links.advanced(asked),
    )


def _matches(query: Query, page: Page, links: Links) -> Iterable[MatchLink]:
    for match in MATCHES[1:] if query.several_words else ():  # what was decided is never auto
        yield MatchLink(match, links.search(clicks.matching(query, match)), match == page.match)


def _orders(query: Query) -> tuple[Sort, ...]:
    return SORTS if query.words else SORTS[1:]
