"""Counting: the facets of an answer (law 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from search import buckets, values
from search.buckets import Bucket
from search.choices import choice
from search.engines.whoosh.matching import Matching
from search.engines.whoosh.posts import Facet, Mask, Posts
from search.facets import FACETS
from search.instants import microseconds, moment
from search.page import FacetResult
from search.query import FacetWanted, Filter, Query


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in one facet: posts that its selection leaves, and posts that it excludes."""

    selected: Mask
    excluded: Mask

    @property
    def allowed(self) -> Mask:
        """Posts that the facet leaves."""
        return self.selected & ~self.excluded


class Counting:
    """The facets of one index state."""

    def __init__(self, posts: Posts, matching: Matching) -> None:
        """Take the parts of the index."""
        self._posts = posts
        self._matching = matching

    def choices(self, query: Query) -> dict[str, Choice]:
        """Return what is chosen in each facet in which anything is."""
        return {chosen.facet: self._choice(chosen, query.timezone) for chosen in query.filters}

    def facets(self, query: Query, found: Mask, choices: Mapping[str, Choice]) -> tuple[FacetResult, ...]:
        """Return the facets that the query wants; `found` are the posts that its words and its window leave."""
        return tuple(self._facet(wanted, query, found, choices) for wanted in query.facets)

    def _choice(self, chosen: Filter, timezone: str) -> Choice:
        nodes = choice(chosen, timezone)
        return Choice(self._matching.matching(nodes.selected), self._matching.matching(nodes.excluded))

    def _facet(self, wanted: FacetWanted, query: Query, found: Mask, choices: Mapping[str, Choice]) -> FacetResult:
        scope = found
        for name, one in choices.items():
            scope = scope & (one.allowed if name != wanted.name else ~one.excluded)
        chosen = query.filter(wanted.name)
        clicked = scope & choices[wanted.name].selected if wanted.name in choices and chosen.mode == "all" else scope
        if FACETS[wanted.name].kind == "date":
            return self._dates(chosen, query.timezone, scope, clicked)
        return _values(wanted, chosen, self._posts.facets[wanted.name], clicked)

    def _dates(self, chosen: Filter, timezone: str, scope: Mask, clicked: Mask) -> FacetResult:
        posts = self._posts
        inside = posts.moments[scope[posts.by_date]]
        first, last = (moment(int(inside[0])), moment(int(inside[-1]))) if len(inside) else (None, None)
        moments = inside if clicked is scope else posts.moments[clicked[posts.by_date]]

        def count(bucket: Bucket) -> int:
            start = 0 if bucket.start is None else int(moments.searchsorted(microseconds(bucket.start)))
            end = len(moments) if bucket.end is None else int(moments.searchsorted(microseconds(bucket.end)))
            return end - start

        return buckets.counted(chosen, (first, last) if first and last else None, timezone, count)


def _values(wanted: FacetWanted, chosen: Filter, facet: Facet, clicked: Mask) -> FacetResult:
    counts = np.bincount(facet.keys[clicked[facet.posts]], minlength=len(facet.names))
    keys = counts.nonzero()[0]
    size = wanted.offset + wanted.size + len(chosen.values) + len(chosen.excluded)
    if len(keys) <= size or wanted.contains:
        found = {facet.names[key]: count for key, count in zip(keys.tolist(), counts[keys].tolist(), strict=True)}
        return values.listed(wanted, chosen, found, facet.labels)
    # Only values that may be listed are made and sorted, so that 5,000 tags cost no more than 50: those that count as much as the last
    # one that may be listed, whose places their labels decide, and the chosen ones.
    least = np.partition(counts[keys], -size)[-size]
    pinned = set(chosen.values) | set(chosen.excluded)
    likely = keys[counts[keys] >= least]
    some = {facet.names[key]: count for key, count in zip(likely.tolist(), counts[likely].tolist(), strict=True)}
    some |= {name: int(counts[facet.numbers[name]]) for name in pinned if name in facet.numbers}
    listed = values.listed(wanted, chosen, some, facet.labels)
    distinct = len(pinned) + len(keys) - sum(bool(some.get(name)) for name in pinned)
    return replace(listed, distinct=distinct, truncated=distinct - len(pinned) > wanted.offset + wanted.size)
