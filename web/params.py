"""Params: request arguments -> Query. Pure; the other direction is `links.py`.

Unknown parameters and empty values are ignored. A value that cannot be used is a problem: the query then has the default, and who
asked says whether that is an error (JSON) or a notice (HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from search import dates, syntax
from search.errors import QueryTooLong
from search.facets import FACETS, VALUE_FACETS, value_key
from search.query import FACET_SIZE, FILTER_VALUES, MATCHES, PER_PAGE, Q_CHARACTERS, SORTS, FacetWanted, Filter, Notice, Query
from search.settings import Settings
from web import strings

ALIASES = {"s": "q", "category": "tag", "author": "creator"}
"""Other names of parameters; `exclude.category` and `category.mode` follow."""
PAGE_MOST = 999_999_999
"""A page number beyond is refused: no archive has it, and engines count in 64 bits."""
SHOWN = 60
"""Characters of a bad value that a message repeats."""

NUMBER = re.compile(r"[0-9]{1,9}")
YEAR = re.compile(r"(?!0000)[0-9]{4}")
MONTH = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for. `problems` are pairs (parameter, detail); `kept` are pairs that links go on with."""

    query: Query
    kept: tuple[tuple[str, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> bool:
        """True where the text of each post is asked for."""
        return ("include", "body") in self.kept


class _Arguments:
    """The arguments by name, aliases resolved, and the problems met in reading them."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.values: dict[str, list[str]] = {}
        self.problems: list[tuple[str, str]] = []
        for name, raw in pairs:
            value = printable(raw)
            if value.strip():
                self.values.setdefault(_known(name), []).append(value)

    def text(self) -> str:
        """Return the query text; raises QueryTooLong."""
        text = self.values.get("q", [""])[0]
        if len(text) > Q_CHARACTERS:
            raise QueryTooLong(f"q: at most {Q_CHARACTERS:,} characters, not {len(text):,}")
        return text

    def read(self, name: str, pattern: re.Pattern[str], text: str, **more: object) -> tuple[str, ...]:
        """Return the values of the parameter that fit the pattern; the others are problems, in the words of `text`."""
        return tuple(value for value in self.values.get(name, ()) if pattern.fullmatch(value) or self.refuse(name, value, text, **more))

    def number(self, name: str, default: int, most: int) -> int:
        """Return the first value as a whole number from 1 to `most`."""
        for value in self.read(name, NUMBER, "bad.number", most=most)[:1]:
            if 1 <= int(value) <= most:
                return int(value)
            self.refuse(name, value, "bad.number", most=most)
        return default

    def one_of(self, name: str, *allowed: V) -> V:
        """Return the first value if it is allowed; the first that is allowed by default."""
        for value in self.values.get(name, ())[:1]:
            for choice in allowed:
                if choice == value:
                    return choice
            self.refuse(name, value, "bad.one_of", allowed=", ".join(str(choice) for choice in allowed if choice))
        return allowed[0]

    def moment(self, name: str, timezone: str) -> datetime | None:
        """Return the instant at which the first value, a date or part of one, begins."""
        for value in self.values.get(name, ())[:1]:
            span = dates.period(value, timezone)
            if span is not None:
                return span[0]
            self.refuse(name, value, "bad.date")
        return None

    def refuse(self, name: str, value: str, text: str, **more: object) -> bool:
        """Note that the value cannot be used; False, so that it can stand in a condition."""
        self.problems.append((name, strings.text(text, value=repr(value[:SHOWN]), **more)))
        return False


def noticed(problems: Iterable[tuple[str, str]]) -> tuple[Notice, ...]:
    """Return what a page says of the values that it cannot use: pairs of a parameter and what is wrong with it."""
    return tuple(Notice("bad-parameter", strings.text("bad_parameter", name=name, detail=detail)) for name, detail in problems)


def printable(raw: str) -> str:
    """Return the value without what no answer can print: lone surrogates cannot be encoded, NUL is not allowed in HTML."""
    return raw.replace("\0", "").encode("utf-8", "replace").decode()


def _known(name: str) -> str:
    """Return the parameter's own name for any of its spellings."""
    head, dot, tail = name.partition(".")
    if head == "exclude" and dot:
        return f"exclude.{ALIASES.get(tail, tail)}"
    return f"{ALIASES.get(head, head)}{dot}{tail}"


def to_query(pairs: Iterable[tuple[str, str]], settings: Settings, facet_size: int = 20) -> Asked:
    """Return what the arguments ask for. Raises QueryTooLong; anything else that is wrong is in `problems`."""
    given = _Arguments(pairs)
    text = given.text()
    prefix = given.one_of("prefix", "", "last")
    parsed = syntax.parse(text, settings.timezone, prefix_last=prefix == "last")
    query = Query(
        text=text,
        expr=parsed.expr,
        parsed=parsed.text,
        notices=parsed.notices,
        match=given.one_of("match", *MATCHES),
        filters=_filters(given),
        after=given.moment("after", settings.timezone),
        before=given.moment("before", settings.timezone),
        timezone=settings.timezone,
        sort=given.one_of("sort", *SORTS),
        page=given.number("page", 1, PAGE_MOST),
        per_page=given.number("per_page", settings.web.per_page, PER_PAGE),
        facets=_facets(given, facet_size),
    )
    # These say how to answer and are no part of a Query.
    explain = given.one_of("explain", "", "1", "0")
    said = (("explain", explain), ("include", given.one_of("include", "", "body")), ("prefix", prefix if text else ""))
    query = replace(_with_cursor(query, given), explain=explain == "1")
    return Asked(query, tuple(pair for pair in said if pair[1]), tuple(dict.fromkeys(given.problems)))


def typed(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the query text that is being typed. Raises QueryTooLong."""
    return _Arguments(pairs).text()


def _filters(given: _Arguments) -> tuple[Filter, ...]:
    """Return what is chosen in each facet, by folded key, sorted: so equal choices are equal filters."""
    filters = [
        Filter(
            facet,
            values=_keys(facet, given.values.get(facet, ())),
            mode=given.one_of(f"{facet}.mode", "any", "all"),
            excluded=_keys(facet, given.values.get(f"exclude.{facet}", ())),
        )
        for facet in VALUE_FACETS
    ]
    chosen = {*given.read("year", YEAR, "bad.year"), *given.read("month", MONTH, "bad.month")}
    filters.append(Filter("date", tuple(sorted(chosen))))
    if sum(len(each.values) + len(each.excluded) for each in filters) > FILTER_VALUES:
        given.problems.append(("filters", strings.text("bad.filters", most=FILTER_VALUES)))
        return ()
    return tuple(sorted((each for each in filters if each != Filter(each.facet)), key=lambda each: each.facet))


def _keys(facet: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for value in values if (key := value_key(facet, value))}))


def _facets(given: _Arguments, default_size: int) -> tuple[FacetWanted, ...]:
    """Return the facets to count, in the order of FACETS: all by default."""
    size = given.number("facet_size", default_size, FACET_SIZE)
    asked = given.values.get("facet", [])
    if asked == ["none"]:
        return ()
    for name in asked:
        if name not in FACETS:
            given.refuse("facet", name, "bad.facet", allowed=", ".join(FACETS))
    return tuple(FacetWanted(name, size) for name in FACETS if name in asked or not set(asked) & set(FACETS))


def _with_cursor(query: Query, given: _Arguments) -> Query:
    """Return the query that goes on from the cursor, if there is one and its order has cursors."""
    cursor = given.values.get("cursor", [None])[0]
    if cursor is None:
        return query
    if query.order == "relevance":
        given.problems.append(("cursor", strings.text("bad.cursor")))
        return query
    return replace(query, cursor=cursor, page=1)
