"""Chips: what is chosen in a search, each with the address without it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search import dates
from search.page import Page
from search.query import Query
from web import links as clicks
from web.links import Links


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter. `kind` is a facet, `after` or `before`; `url` is the address without it."""

    kind: str
    value: str
    label: str
    url: str
    excluded: bool = False


def of(query: Query, page: Page, links: Links) -> tuple[Chip, ...]:
    """Return what is chosen: values by their labels where the page has counted their facet."""
    chosen_in = {chosen.facet for chosen in query.filters}
    labels = {(result.name, value.value): value.label for result in page.facets if result.name in chosen_in for value in result.values}
    made = []
    for chosen in query.filters:
        for value in (*chosen.values, *chosen.excluded):
            without = replace(
                chosen,
                values=tuple(other for other in chosen.values if other != value),
                excluded=tuple(other for other in chosen.excluded if other != value),
            )
            url = links.search(clicks.filtered(query, without))
            label = labels.get((chosen.facet, value), value)
            made.append(Chip(chosen.facet, value, label, url, excluded=value in chosen.excluded))
    if query.after:
        day = dates.earliest_name(query.after, query.timezone)
        made.append(Chip("after", day, day, links.search(clicks.first_page(replace(query, after=None)))))
    if query.before:
        day = dates.earliest_name(query.before, query.timezone)
        made.append(Chip("before", day, day, links.search(clicks.first_page(replace(query, before=None)))))
    return tuple(made)
