"""Sparkline: the posts of a site by month as one path of an SVG. Pure."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 96
"""Steps that one line has at most: eight years by month, more years by two months and so on; 600 bytes."""
HEIGHT = 20
"""Height of the highest step, in units of the drawing; a step is one wide."""

Months = tuple[tuple[int, tuple[int, ...]], ...]
"""Pairs (year, posts of its twelve months), as in `SiteStatus`."""


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The line and what it shows: from which month to which (`2009-03`), and the month with most posts."""

    path: str
    steps: int
    first: str
    last: str
    peak: str
    most: int


def of(months: Months) -> Sparkline | None:
    """Return the line, or None where it would have one step."""
    counts = {year * 12 + at: count for year, counts in months for at, count in enumerate(counts) if count}
    if len(counts) < 2:  # noqa: PLR2004 - one month is no line
        return None
    first, last = min(counts), max(counts)
    width = -(-(last - first + 1) // STEPS)
    steps = [0] * -(-(last - first + 1) // width)
    for month, count in counts.items():
        steps[(month - first) // width] += count
    peak = min(counts, key=lambda month: (-counts[month], month))
    return Sparkline(_path(steps), len(steps), _name(first), _name(last), _name(peak), counts[peak])


def _path(steps: list[int]) -> str:
    """Return the outline: a step up or down, then along as far as the height stays."""
    highest = max(steps)
    tops = [HEIGHT - max(1, round(HEIGHT * count / highest)) if count else HEIGHT for count in steps]
    path, at = f"M0 {HEIGHT}", 0
    while at < len(tops):
        end = at
        while end < len(tops) and tops[end] == tops[at]:
            end += 1
        path += f"V{tops[at]}h{end - at}"
        at = end
    return f"{path}V{HEIGHT}z"


def _name(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"
