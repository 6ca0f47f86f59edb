"""Histogram: the date facet as bars of years, or of the months of one year. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from web import strings
from web.facetview import Choice, FacetView

BAR = 44
"""Height of the highest bar, in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year or month as a bar: its height in pixels, and the two parts of its label (a narrow page leaves out the first)."""

    choice: Choice
    height: int
    century: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The date facet as bars: the years, newest first, or the months of `year`, with the years before and after that one."""

    bars: tuple[Bar, ...]
    year: Choice | None
    before: Choice | None
    after: Choice | None


def of(facet: FacetView | None, chosen: tuple[str, ...]) -> Bars | None:
    """Return the bars of the years, or of the months of the chosen year; None where there is nothing to choose."""
    if facet is None or (len(facet.choices) < 2 and not chosen):  # noqa: PLR2004 - one year is no choice
        return None
    highest = max((choice.value.count for choice in facet.choices), default=0)
    bars = tuple(_bar(choice, highest) for choice in facet.choices) if highest else ()
    if facet.result.interval != "month":
        return Bars(bars[::-1], None, None, None)
    around = (None, *facet.years, None)
    for before, year, after in zip(around, around[1:], around[2:], strict=False):
        if year and year.value.value == chosen[0][:4]:
            return Bars(bars, year, before, after)
    return Bars(bars, None, None, None)


def _bar(choice: Choice, highest: int) -> Bar:
    value = choice.value
    height = max(2, round(BAR * value.count / highest)) if value.count else 1
    name = strings.partial_day(value.value)
    if "-" in value.value:
        return Bar(choice, height, "", name[:3], name)
    return Bar(choice, height, name[:2], name[2:], name)
