"""Strings: every text of the interface by its key. Templates, formats and scripts hold none; a test says so.

The texts stand in `web/texts/`, one file for each part of the interface. What posts, tags and notices say is not from here: it
comes from feeds and from `search`.
"""

from __future__ import annotations

from datetime import date

from web.texts import (
    advanced,
    dates,
    errors,
    facet,
    feeds,
    histogram,
    keys,
    languages,
    notices,
    page,
    post,
    reasons,
    results,
    sources,
    suggestions,
    tips,
)

TEXTS: dict[str, str] = {
    **page.TEXTS,
    **results.TEXTS,
    **facet.TEXTS,
    **feeds.TEXTS,
    **histogram.TEXTS,
    **reasons.TEXTS,
    **dates.TEXTS,
    **suggestions.TEXTS,
    **keys.TEXTS,
    **post.TEXTS,
    **sources.TEXTS,
    **advanced.TEXTS,
    **tips.TEXTS,
    **notices.TEXTS,
    **errors.TEXTS,
}
"""Texts by key; `{name}` is filled in by `text`. No key stands in two files."""

COUNTED: dict[str, tuple[str, str]] = {
    **page.COUNTED,
    **results.COUNTED,
    **facet.COUNTED,
    **histogram.COUNTED,
    **post.COUNTED,
    **sources.COUNTED,
    **keys.COUNTED,
}
"""Texts with a number: for one, and for any other."""


def text(key: str, **values: object) -> str:
    """Return the text of that key with the values filled in."""
    return TEXTS[key].format(**values)


def counted(key: str, n: int) -> str:
    """Return the text of that key for `n` things."""
    one, other = COUNTED[key]
    return (one if n == 1 else other).format(n=number(n))


def unit(key: str, n: int) -> str:
    """Return what there are `n` of, without the number: it stands beside this."""
    one, other = COUNTED[key]
    return (one if n == 1 else other).format(n="").strip()


def number(n: int) -> str:
    """Return the number with thousands apart."""
    return f"{n:,}"


def day(when: date) -> str:
    """Return the day as people write it: `1 March 2009`."""
    return f"{when.day} {dates.MONTHS[when.month - 1]} {when.year}"


def partial_day(value: str) -> str:
    """Return a date or part of one as people write it: `2009-03-01` is `1 March 2009`, `2009-03` is `March 2009`; a year stays."""
    year, *rest = value.split("-")
    if not rest or not rest[0].isdecimal():
        return value
    name = f"{dates.MONTHS[int(rest[0]) - 1]} {year}"
    return name if len(rest) == 1 else f"{int(rest[1])} {name}" if rest[1].isdecimal() else value.replace("T", " ")


def language(code: str) -> str:
    """Return the name of the language, or its code."""
    return languages.LANGUAGES.get(code, code)
