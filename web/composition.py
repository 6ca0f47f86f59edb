"""Composition: what stands in the fields of the advanced search -> one query text, such as a person would type. Pure.

The other direction is `decomposition.py`. What is typed into a field means the words typed: it never becomes an operator, a field or a
group, and never ends the phrase that it stands in. Only `more` is read as a query.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search import dates, syntax
from search.atoms import OPERATORS, trimmed
from search.facets import value_key
from search.grouping import all_of, limited
from search.phrasing import grouped
from search.query import DEPTH, Word

_BETWEEN = re.compile(r'[\s"()]+')
"""What separates words wherever it stands in a query text."""
_BARE = re.compile(r"[\w./&+#-]+")
"""Values and dates that need no quotation marks."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the fields of the form, as typed. Filters, `match` and the order are no part of a query text."""

    all: str = ""
    """Words, all wanted."""
    phrase: str = ""
    any: str = ""
    """Words, one of them wanted."""
    none: str = ""
    begins: str = ""
    """Beginnings of words, all wanted."""
    title: str = ""
    creator: str = ""
    """Words of creators' names."""
    tag: str = ""
    site: str = ""
    lang: str = ""
    since: str = ""
    """The first day, month or year, as `dates.period` reads it."""
    until: str = ""
    """The last one, to its end."""
    more: str = ""
    """Anything else, in the query language."""


NAMES: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(Fields))


def composed(given: Fields, timezone: str) -> str:
    """Return the query text. Dates that cannot be read (`undated`) are left out."""
    phrase, alternatives = trimmed(_unquoted(given.phrase)), " OR ".join(words(given.any))
    before = [*words(given.all), *([f'"{phrase}"'] if phrase else [])]
    after = [
        *(f"{word}*" for word in words(given.begins)),
        *(f"-{word}" for word in words(given.none)),
        *_fielded("title", words(given.title)),
        *_fielded("creator", words(given.creator)),
        *_valued("tag", given.tag),
        *_valued("site", given.site),
        *_valued("lang", given.lang),
        *_spanned(given, timezone),
    ]
    more = _line(given.more)
    if " " in alternatives and (before or after or more):
        alternatives = f"({alternatives})"
    return _joined(" ".join(filter(None, (*before, alternatives, *after))), more, timezone)


def undated(given: Fields, timezone: str) -> tuple[str, ...]:
    """Return the names of the date fields whose text is no date."""
    ends = {"since": _line(given.since), "until": _line(given.until)}
    return tuple(name for name, text in ends.items() if text and dates.period(text, timezone) is None)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, each written so that a query with it alone asks for just this word.

    White space, quotation marks and parentheses separate words, and so does a colon where the query language has a field before it.
    """
    found: list[str] = []
    for piece in _BETWEEN.split(syntax.cleaned(text)):
        word = trimmed(piece)
        found += [word] if ":" not in word or _reads_as_word(word) else map(trimmed, word.split(":"))
    return tuple(word.lower() if word in OPERATORS else word for word in found if word)


def _reads_as_word(text: str) -> bool:
    """Say whether the query language reads the text as a word and has nothing to remark on it (`12:30`, `std::vector`)."""
    parsed = syntax.parse(text)
    return parsed.expr == Word(text) and not parsed.notices


def sayable(value: str) -> bool:
    """Say whether a query text can name the facet value: one with a double quotation mark in it cannot stand between two."""
    return '"' not in syntax.cleaned(value)


def quoted(text: str) -> str:
    """Return a value or a date as it stands behind the colon of its field."""
    return text if _BARE.fullmatch(text) else f'"{text}"'


def _line(text: str) -> str:
    """Return the text as it is read, in one line without repeated spaces."""
    return " ".join(syntax.cleaned(text).split())


def _unquoted(text: str) -> str:
    """Return the text as it may stand in quotation marks."""
    return _line(syntax.cleaned(text).replace('"', " "))


def _fielded(name: str, found: Sequence[str]) -> Iterable[str]:
    if found:
        yield f"{name}:{found[0]}" if len(found) == 1 else f"{name}:({' '.join(found)})"


def _valued(facet: str, text: str) -> Iterable[str]:
    """Give the part that asks for the value: a tag as it was typed, other values by their key (`https://www.x.org/` is `x.org`)."""
    typed = _unquoted(text)
    if value_key(facet, typed):
        yield f"{facet}:{quoted(typed if facet == 'tag' else value_key(facet, typed))}"


def _spanned(given: Fields, timezone: str) -> Iterable[str]:
    """Give the part for the dates, if there are some: `after:2009`, `date:..2010`, `date:2009..2010` or `date:2009`."""
    bad = undated(given, timezone)
    since, until = ("" if name in bad else _line(text) for name, text in (("since", given.since), ("until", given.until)))
    if since and not until:
        yield f"after:{quoted(since)}"
    elif until:
        yield f"date:{quoted(until if since == until else f'{since}..{until}')}"


def _joined(text: str, more: str, timezone: str) -> str:
    """Return both as one query that asks for both: `more` as typed, or put in order where it would reach into what is before it."""
    if not text or not more:
        return text or more
    asked = syntax.parse(more, timezone).expr
    typed = f"{text} {more}"
    if syntax.parse(typed, timezone).expr == limited(all_of([syntax.parse(text, timezone).expr, asked]), DEPTH):
        return typed
    return f"{text} {grouped(asked, timezone)}".rstrip()
