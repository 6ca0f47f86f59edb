"""Choices: what a filter on a facet asks for, as nodes of a plan. The same for every engine that answers by nodes."""

from __future__ import annotations

from dataclasses import dataclass

from search import buckets
from search.facets import FACETS
from search.plan import AllOf, AnyOf, Between, Excluding, HasKey, Node
from search.query import Filter


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in one facet: the node of what its selection leaves, and of what it excludes."""

    selected: Node
    excluded: Node

    @property
    def allowed(self) -> Node:
        """What the facet leaves."""
        return AllOf((self.selected, Excluding(self.excluded)))


def choice(chosen: Filter, timezone: str) -> Choice:
    """Return what the filter asks for; years and months are those of the zone."""

    def having(some: tuple[str, ...]) -> tuple[Node, ...]:
        if FACETS[chosen.facet].kind == "values":
            return tuple(HasKey(chosen.facet, value) for value in some)
        spans = (buckets.bucket(value, timezone) for value in some)
        return tuple(Between(span.start, span.end) for span in spans)

    wanted = having(chosen.values)
    selected = AnyOf(wanted) if chosen.mode == "any" and wanted else AllOf(wanted)
    return Choice(selected, AnyOf(having(chosen.excluded)))
