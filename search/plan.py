"""Plan: a query as terms, the same for every engine. Engines match and score plans; none of them looks at an Expr.

`plan` is pure: it analyses the words of a query by `analysis` and spreads each over the fields it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Term:
    """Posts whose field holds one of these terms (the stems of one word in the languages of the index)."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Posts whose field holds these terms in a row. Each step is (offset from the start, alternatives); the first offset is 0."""

    steps: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Posts whose field holds a term that begins with `prefix`.

    Only the `limit` terms of highest document frequency (live posts), then alphabetical, are looked at (law 10).
    """

    prefix: str
    limit: int


@dataclass(frozen=True, slots=True)
class Probe:
    """What to look for in one text field."""

    field: str
    pattern: Term | Sequence | Beginning


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, phrase or prefix of the query: matches where any probe does; scored as one BM25F clause over its probes.

    A clause without probes (a word of no letters, as `***`) is never made.
    """

    probes: tuple[Probe, ...]


@dataclass(frozen=True, slots=True)
class HasKey:
    """Posts that have this folded key in the facet."""

    facet: str
    key: str


@dataclass(frozen=True, slots=True)
class Between:
    """Posts dated from `after` (inclusive) to `before` (exclusive); undated posts never match."""

    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True)
class Excluding:
    """Posts that do not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """Posts that match every node; with no node, every post."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Posts that match some node; with no node, none."""

    nodes: tuple[Node, ...]


Node = Clause | HasKey | Between | Excluding | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query asks for.

    `wanted` are the outermost words, which `match` may relax (law 15); `required` always holds; `scored` are the clauses that
    count for the score (those under no exclusion), in the order of the query.
    """

    wanted: tuple[Node, ...]
    required: AllOf
    scored: tuple[Clause, ...]
