"""Colour: an accent that can be read on every ground of the page, whatever colour a site asks for (WCAG 2.2 AA). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TEXT = 4.5
"""Contrast that text needs with what is below it."""
LARGE = 3.0
"""Contrast that large text needs: a marked word in the title of a result, bold and 20 pixels high."""
STEPS = 64
"""Steps from a colour to black or white; the eye tells hardly more apart."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A colour of `static/page.css` that the accent stands on, and the contrast that it needs there. A test compares both files."""

    name: str
    colour: str
    contrast: float = TEXT


LIGHT = (
    Ground("paper", "#fbfaf7"),
    Ground("sheet", "#ffffff"),
    Ground("fill", "#f1eee7"),
    Ground("mark", "#ffe9a8", LARGE),
)
"""Grounds of the light theme."""
DARK = (
    Ground("paper", "#171614"),
    Ground("sheet", "#1f1e1b"),
    Ground("fill", "#282622"),
    Ground("mark", "#5c4a12", LARGE),
)
"""Grounds of the dark theme."""


def for_light(accent: str) -> str:
    """Return the colour (`#rrggbb`), darkened as little as reading on light grounds asks for."""
    return _readable(accent, LIGHT, "#000000")


def for_dark(accent: str) -> str:
    """Return the colour (`#rrggbb`), lightened as little as reading on dark grounds asks for."""
    return _readable(accent, DARK, "#ffffff")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2.2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _readable(accent: str, grounds: Iterable[Ground], end: str) -> str:
    shades = (_mixed(accent, end, step / STEPS) for step in range(STEPS))
    return next((shade for shade in shades if all(contrast(shade, each.colour) >= each.contrast for each in grounds)), end)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004 - WCAG's
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
