"""Examples: query texts made of the archive's own words and values, one or more for each operator and field. Pure but for the counting.

An example that finds nothing is never given: in its place stands a fixed one, without a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from search import syntax
from search.analysis import is_unspaced
from search.dates import local
from search.page import FacetValue, Page
from search.query import FacetWanted, Query
from web.composition import quoted, sayable, words
from web.texts.tips import EXAMPLE

PATTERNS: dict[str, tuple[str, ...]] = {
    "words": ("{one} {two}",),
    "phrase": ('"{phrase}"',),
    "not": ("{one} -{other}", "{one} NOT {other}"),
    "or": ("{one} OR {other}",),
    "group": ("{one} ({two} OR {other})",),
    "and": ("{one} AND {two}",),
    "prefix": ("{start}*",),
    "title": ("title:{one}", 'title:"{phrase}"', "title:({one} OR {other})"),
    "body": ("body:{one}",),
    "creator": ("creator:{creator}", "author:{creator}"),
    "tag": ("tag:{tag}", "category:{tag}", "-tag:{tag}"),
    "site": ("site:{site}",),
    "lang": ("lang:{lang}",),
    "after": ("after:{year}", "after:{month}"),
    "before": ("before:{year}",),
    "date": ("date:{month}", "date:{first}..{year}"),
}
"""What is shown -> its query texts, of parts that the archive fills in."""
TITLES = 20
"""Newest posts whose titles give words."""
TRIES = 3
"""Sets of words that are tried for an example, so that all examples together take at most 3 x 24 searches."""
VALUES = 8
"""Commonest values of a facet that are looked at."""

_LONG = 4
"""Letters from which on a word of a script with spaces is likely to say something: `the` and `and` are shorter."""
_PHRASE = 4
"""Words that a phrase may have."""
_PAIR = 2
"""Characters that are taken for a word where a script has no spaces."""


@dataclass(frozen=True, slots=True)
class Example:
    """One query text. `total` posts have it; None for a fixed one, of which nothing is known."""

    text: str
    total: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One operator or field, by its name in PATTERNS, with its examples."""

    name: str
    examples: tuple[Example, ...]


def material(timezone: str) -> Query:
    """Return the query whose answer examples are made of: the newest posts and the commonest values."""
    facets = tuple(FacetWanted(name, VALUES) for name in ("tag", "creator", "site", "lang", "date"))
    return Query(timezone=timezone, per_page=TITLES, facets=facets, highlight=False, sort="newest")


def counting(text: str, timezone: str) -> Query:
    """Return the query that only counts what a text finds: all of its words, or it would not show what two words side by side mean."""
    expr = syntax.parse(text, timezone).expr
    return Query(text=text, expr=expr, match="all", timezone=timezone, per_page=1, facets=(), highlight=False)


def shown(page: Page, timezone: str, count: Callable[[str], int]) -> tuple[Shown, ...]:
    """Return all examples for the archive of which `page` (the answer to `material`) tells; `count` says how many posts a text finds."""
    sets = list(islice(_sets(page, timezone), TRIES))
    return tuple(Shown(name, tuple(_example(pattern, sets, count) for pattern in patterns)) for name, patterns in PATTERNS.items())


def _example(pattern: str, sets: Iterable[dict[str, str]], count: Callable[[str], int]) -> Example:
    """Return the first filling of the pattern that finds something."""
    tried: set[str] = set()
    for parts in sets:
        try:
            text = pattern.format_map(parts)
        except KeyError:  # the archive has nothing for one of its parts
            continue
        total = 0 if text in tried else count(text)
        if total:
            return Example(text, total)
        tried.add(text)
    return Example(pattern.format_map(EXAMPLE), None)


def _sets(page: Page, timezone: str) -> Iterator[dict[str, str]]:
    """Give parts by name, likeliest first: values are the same in all, words come from another title in each."""
    values = _values(page, timezone)
    titles = [hit.document.title for hit in page.hits]
    telling = [_telling(title) for title in titles]
    order = sorted(zip(titles, telling, strict=True), key=lambda each: len(each[1]) == 1)  # one word alone fills few patterns
    for title, own in order:
        taken = {word.lower() for word in words(title)}
        others = [word for found in telling for word in found if word.lower() not in taken]
        if own:
            yield values | _pair(words(title), own) | ({"other": others[0]} if others else {})
    yield values


def _telling(title: str) -> tuple[str, ...]:
    """Return the words of the title that say something, or pairs of characters of one without spaces."""
    found = words(title)
    if len(found) == 1 and is_unspaced(found[0][0]):
        return tuple(part for part in (found[0][:_PAIR], found[0][_PAIR : 2 * _PAIR]) if part)
    return tuple(word for word in found if (len(word) >= _LONG or not word.isascii()) and word.isalpha())


def _pair(every: tuple[str, ...], telling: tuple[str, ...]) -> dict[str, str]:
    """Return two telling words of a title, neighbours if there are some, the phrase that they bound, and how the first begins."""
    neighbours = (pair for pair in pairwise(every) if set(pair) <= set(telling))
    one, two = next(neighbours, (telling[0], telling[1 % len(telling)]))
    phrase = one if one in every else "".join(telling)  # characters stand next to each other without a space
    if one in every and two in every and 0 < every.index(two) - every.index(one) < _PHRASE:
        phrase = " ".join(every[every.index(one) : every.index(two) + 1])
    return {"one": one, "start": one[: len(one) // 2 + 1], "phrase": phrase} | ({"two": two} if two != one else {})


def _values(page: Page, timezone: str) -> dict[str, str]:
    """Return the commonest values of the archive, as a query text has them, and its years."""
    found: dict[str, str] = {}
    for result in page.facets:
        values = [value for value in result.values if value.count and sayable(value.label)]
        if result.name == "date":
            found |= _years([year for year in result.years if year.count])
        elif values:
            found[result.name] = quoted(values[0].label if result.name in {"tag", "creator"} else values[0].value)
    newest = page.hits[0].document.date if page.hits else None
    return found | ({"month": local(newest, ZoneInfo(timezone)).strftime("%Y-%m")} if newest else {})


def _years(years: list[FacetValue]) -> dict[str, str]:
    """Return the newest and the oldest year; none where no post has a date."""
    values = sorted(year.value for year in years)
    return {"year": values[-1], "first": values[0]} if values else {}
