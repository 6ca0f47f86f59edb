"""Page: what a search answers. Text and numbers only; no HTML, no URLs of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from search.document import Document
from search.query import Notice, Query


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text, or several joined by an ellipsis, and what is marked in it (law 11).

    `marks` are half-open character ranges (start, end) in `text`, ascending and not overlapping.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def segments(self) -> tuple[tuple[str, bool], ...]:
        """Return the text cut at the marks: pairs (piece, marked), none of them empty."""
        pieces: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.marks:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        pieces.append((self.text[at:], False))
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score. The parts of a result add up to its score.

    `kind` is `word` (a word, phrase or beginning of the query, in one field), `pair` (two neighbouring words of the query stand side by
    side in one field), `title` (how much of the title is asked for) or `alike` (other results say the same things). `text` is what was
    looked for, in its folded form; `field` is `title`, `body`, `tag` or `creator`. Both are empty for `alike`.
    """

    kind: Literal["word", "pair", "title", "alike"]
    text: str
    field: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `score` is None when not sorted by relevance; `title` and `body` are None where no highlight was asked.

    `reasons` are the parts of the score, the largest first, where they were asked for.
    """

    document: Document
    score: float | None
    title: Snippet | None = None
    body: Snippet | None = None
    reasons: tuple[Reason, ...] | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. `count` is the total after the click (law 5). `start` and `end` bound a date bucket, else None."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class FacetResult:
    """The values of one facet for a query.

    Value facets: selected and excluded ones first, then by count (falling), then by label. Date facet: by time; `interval` says what
    a bucket is, `years` always holds the years.
    """

    name: str
    values: tuple[FacetValue, ...]
    mode: Literal["any", "all"] = "any"
    truncated: bool = False
    """True where there are more values than were asked for."""
    distinct: int = 0
    """How many values there are in all."""
    interval: Literal["year", "month"] | None = None
    years: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One completion: `kind` is `title`, `tag`, `creator` or `site`; `count` posts carry it.

    `id` names the newest post of a title, `key` is the folded key of any other.
    """

    kind: str
    text: str
    count: int
    id: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A post that is like another one.

    `score` says how like, at most 1. `shared` are telling words that both have, as the other one writes them, the most
    telling first.
    """

    document: Document
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """The state of the index that answered."""

    engine: str
    generation: str
    documents: int
    built: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a query may have meant (law 16): the query after the click, its total, and its text with the new words marked."""

    query: Query
    total: int
    text: Snippet


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What a query may leave out (law 17): the query after the click and its total.

    `kind` is `word` (`text` is the part of the query text that is left out), `filter` (of the facet `name`; `text` names its values),
    `dates` (the window from `after` to `before`), `filters` (all filters and dates) or `match` (any of the words will do).
    """

    kind: Literal["word", "filter", "dates", "filters", "match"]
    name: str | None
    text: str
    query: Query
    total: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to one Query."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    match: Literal["all", "any"]
    """What `match=auto` became (law 15)."""
    index: IndexInfo
    notices: tuple[Notice, ...] = ()
    """What the engine had to say (relaxed, prefix cut); the query's own notices are not repeated."""
    cursor: str | None = None
    """Where the next window of newest or oldest begins; None at the end and for relevance."""
    suggestion: Correction | None = None
    """What a query that found little may have meant; words of the index, of live posts."""
    relaxations: tuple[Relaxation, ...] = ()
    """What a query that found nothing may leave out, the most results first."""
