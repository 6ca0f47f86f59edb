"""The style sheets: colours that can be read in light and dark (WCAG 2.2 AA), nothing from elsewhere, no more than a page needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

import web

STATIC = Path(web.__file__).parent / "static"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))}
PALETTE = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", SHEETS["page.css"])
LIGHT = {name: light for name, light, _ in PALETTE}
DARK = {name: dark for name, _, dark in PALETTE}
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


def test_every_colour_is_of_the_palette() -> None:
    for sheet in SHEETS.values():
        bare = re.sub(r"--[a-z-]+: light-dark\(.*\);", "", sheet)
        assert set(re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", bare)) <= {"#000"}  # ink on paper, in print
        assert set(re.findall(r"var\(--([a-z-]+)\)", sheet)) <= {*LIGHT, "sans", "serif"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_of_theme_stands_above_the_system(theme: str) -> None:
    assert f":root[data-theme={theme}] {{ color-scheme: {theme}; }}" in SHEETS["page.css"]


def test_nothing_is_loaded_from_elsewhere() -> None:
    for sheet in SHEETS.values():
        assert not re.findall(r"url\(|@import|@font-face", sheet)


def test_nothing_moves_by_itself() -> None:
    """What does must stop where `prefers-reduced-motion` asks for it."""
    for sheet in SHEETS.values():
        assert not re.findall(r"transition|animation|@keyframes|(?<!over)scroll-behavior", sheet)


def test_the_sheets_are_light() -> None:
    assert len(SHEETS["page.css"].encode()) <= 16_000  # the share of the style in a first page of 60,000 bytes
    assert sum(len(sheet.encode()) for sheet in SHEETS.values()) < 20_000


@pytest.mark.parametrize(
    ("path", "sheets"),
    [
        ("/", ["page.css"]),
        ("/search?q=agile", ["page.css"]),
        ("/post/0000000000000003", ["page.css", "document.css"]),
        ("/advanced", ["page.css", "document.css"]),
        ("/help", ["page.css", "document.css"]),
        ("/nowhere", ["page.css", "document.css"]),
    ],
)
def test_a_page_links_the_sheets_that_it_needs(client: FlaskClient, path: str, sheets: list[str]) -> None:
    linked = html.document_fromstring(client.get(path).text).xpath('//link[@rel="stylesheet"]/@href')
    assert linked == [f"/static/{name}" for name in sheets]
    for url in linked:
        assert client.get(url, buffered=True).mimetype == "text/css"
