"""Theme: the style sheet that the setting `web.accent` makes. It stands in a file of its own because pages hold no styles (CSP). Pure."""

from __future__ import annotations

from web import colour

NAMES = ("link", "bar-on")
"""Colours of `static/page.css` that are the accent."""


def sheet(accent: str) -> str:
    """Return the style sheet of a colour `#rrggbb`, readable in both themes; an empty one where there is none."""
    if not accent:
        return ""
    both = f"light-dark({colour.for_light(accent)}, {colour.for_dark(accent)})"
    return "".join([":root {\n", *(f"  --{name}: {both};\n" for name in NAMES), "}\n"])
