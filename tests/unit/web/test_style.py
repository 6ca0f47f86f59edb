"""The style sheet: colours that can be read in light and dark (WCAG 2.2 AA), and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import web

SHEET = (Path(web.__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:2])
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "sheet", "fill")),
    ("seen", "paper"),
    ("paper", "link"),
    ("ink", "mark"),
]
"""Colours of texts on what is below them."""


def luminance(colour: str) -> float:
    """Return the relative luminance, by the formula of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(colours: dict[str, str], text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_large_or_a_line_can_be_seen(colours: dict[str, str]) -> None:
    assert contrast(colours["bar-on"], colours["paper"]) >= 3
    for text in ("link", "seen"):  # the titles of results, bold and 20 pixels high, where a word in them is marked
        assert contrast(colours[text], colours["mark"]) >= 3


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert not re.findall(r"url\(|@import|@font-face", SHEET)
