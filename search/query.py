"""Query: everything a search asks for, as one value. Expr: what the query text says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from search.errors import BadParameter, QueryTooLong
from search.facets import FACETS
from search.settings import PER_PAGE_MOST

Match = Literal["auto", "all", "any"]
Sort = Literal["relevance", "newest", "oldest"]
MATCHES: tuple[Match, ...] = get_args(Match)
SORTS: tuple[Sort, ...] = get_args(Sort)

Q_CHARACTERS = 4096
"""A longer query text is refused (414). paperless-ngx#14073 caps at the same length after measuring O(n^2) work."""
TERMS = 256
"""Words, phrases and prefixes that a query may hold; the rest is cut with a notice."""
DEPTH = 5
"""Groups inside groups; deeper ones are flattened with a notice."""
EXPANSIONS = 1024
"""Terms that all prefixes of a query may expand to together (Elasticsearch's max_clause_count is 1,024 too)."""
WINDOW = 10_000
"""A window may not end past this many results; `cursor` goes on from there for newest and oldest (law 6)."""
PER_PAGE = PER_PAGE_MOST
FACET_SIZE = 100
"""Values of one facet that an answer may list."""

FILTER_VALUES = 100
"""Values that may be chosen in all facets together. Each is listed with a link that names all the others: 1,000 made a page of 39 MB."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters as typed, without quotes. `field` is None (all text fields), `title`, `body`, `creator` or `categories`."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order and next to each other, in their exact (folded) forms."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A facet value by its folded key: `tag:python`, `site:example.org`, `lang:de`."""

    facet: str
    key: str


@dataclass(frozen=True, slots=True)
class Span:
    """Dates from `after` (inclusive) to `before` (exclusive), aware UTC instants or None for open ends."""

    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    expr: Expr


@dataclass(frozen=True, slots=True)
class And:
    """All of these. The query text's outermost And is the one that `match` may relax (law 15)."""

    exprs: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    exprs: tuple[Expr, ...]


Expr = Word | Phrase | Prefix | Value | Span | Not | And | Or

NOTHING_ASKED = And(())
"""The expression of an empty query text: every post matches."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was repaired, cut or relaxed. `code` is stable, `detail` is one line for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What is chosen in one facet. `values` and `excluded` are folded keys; for `date` they are `2009` or `2009-03`."""

    facet: str
    values: tuple[str, ...] = ()
    mode: Literal["any", "all"] = "any"
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetWanted:
    """Which values of a facet to list: `size` of them from `offset`, of those whose key or label contains `contains` (folded)."""

    name: str
    size: int = 20
    offset: int = 0
    contains: str = ""


ALL_FACETS: tuple[FacetWanted, ...] = tuple(FacetWanted(name) for name in FACETS)


@dataclass(frozen=True, slots=True)
class Query:
    """One search. Make it with keyword arguments; `check` says whether its limits hold."""

    text: str = ""
    """The query text as typed."""
    expr: Expr = NOTHING_ASKED
    parsed: str = ""
    """The expression in canonical text, for people and programs to see."""
    notices: tuple[Notice, ...] = ()
    match: Match = "auto"
    filters: tuple[Filter, ...] = ()
    """At most one for each facet."""
    after: datetime | None = None
    """Inclusive; aware UTC. With `before` it is the window that the date facet counts in (law 5)."""
    before: datetime | None = None
    """Exclusive; aware UTC."""
    timezone: str = "UTC"
    """The zone of days, months and years."""
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    cursor: str | None = None
    """Opaque place after which newest or oldest goes on; from `Page.cursor`. With it `page` is ignored."""
    facets: tuple[FacetWanted, ...] = ALL_FACETS
    highlight: bool = True
    explain: bool = False
    """Whether each result says of what its score is the sum."""
    advice: bool = True
    """Whether to say what may help where little is found (laws 16 and 17)."""

    @property
    def words(self) -> bool:
        """True if the text asks for words (and not for filters only)."""
        return _asks_words(self.expr)

    @property
    def several_words(self) -> bool:
        """True if the text asks for words in several places, so that all of them and some of them are not the same."""
        return isinstance(self.expr, And) and sum(map(_asks_words, self.expr.exprs)) > 1

    @property
    def bare(self) -> bool:
        """True if all words that the text asks for are bare ones: no phrase, field, group or beginning says more exactly what is meant.

        The last word while it is being typed (`prefix=last`: the word or what begins so) is a bare one.
        """
        exprs = self.expr.exprs if isinstance(self.expr, And) else (self.expr,)
        return all(_is_bare(expr) for expr in exprs if _asks_words(expr))

    @property
    def order(self) -> Sort:
        """The sort in force: relevance without words means newest."""
        return "newest" if self.sort == "relevance" and not self.words else self.sort

    def filter(self, facet: str) -> Filter:
        """Return what is chosen in the facet; an empty choice where nothing is."""
        return next((chosen for chosen in self.filters if chosen.facet == facet), Filter(facet))


def _asks_words(expr: Expr) -> bool:
    match expr:
        case Word() | Phrase() | Prefix():
            return True
        case And(exprs) | Or(exprs):
            return any(map(_asks_words, exprs))
        case _:
            return False


def _is_bare(expr: Expr) -> bool:
    match expr:
        case Word(_text, None):
            return True
        case Or((Word(text, None), Prefix(beginning, None))):
            return text == beginning
        case _:
            return False


def check(query: Query) -> None:
    """Raise QueryTooLong or BadParameter where a limit does not hold, naming every bad value."""
    if len(query.text) > Q_CHARACTERS:
        raise QueryTooLong(f"q: at most {Q_CHARACTERS} characters, not {len(query.text)}")
    problems: list[tuple[str, str]] = []
    if query.page < 1:
        problems.append(("page", "must be 1 or more"))
    if not 1 <= query.per_page <= PER_PAGE:
        problems.append(("per_page", f"must be 1 to {PER_PAGE}"))
    named = [*(wanted.name for wanted in query.facets), *(chosen.facet for chosen in query.filters)]
    problems.extend(("facet", f"there is no facet {name!r}; there are {', '.join(FACETS)}") for name in named if name not in FACETS)
    if sum(len(chosen.values) + len(chosen.excluded) for chosen in query.filters) > FILTER_VALUES:
        problems.append(("filters", f"at most {FILTER_VALUES} values may be chosen"))
    if not all(1 <= wanted.size <= FACET_SIZE and wanted.offset >= 0 for wanted in query.facets):
        problems.append(("facet_size", f"must be 1 to {FACET_SIZE}"))
    if query.cursor is not None and query.order == "relevance":
        problems.append(("cursor", "goes with sort=newest or sort=oldest only"))
    if problems:
        raise BadParameter(*dict.fromkeys(problems))
