"""An accent of any colour can be read in both themes, and stays what it is where it can be read already."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import web
from web import colour, theme
from web.colour import DARK, LIGHT, Ground

STATIC = Path(web.__file__).parent / "static"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
THEMES = pytest.mark.parametrize(("grounds", "shade"), [(LIGHT, colour.for_light), (DARK, colour.for_dark)], ids=["light", "dark"])


def fits(accent: str, grounds: tuple[Ground, ...]) -> bool:
    return all(colour.contrast(accent, each.colour) >= each.contrast for each in grounds)


@given(accent=COLOURS)
@example(accent="#ffff00")
@example(accent="#0000ff")
@example(accent="#808080")
def test_any_accent_can_be_read(accent: str) -> None:
    assert fits(colour.for_light(accent), LIGHT)
    assert fits(colour.for_dark(accent), DARK)


@THEMES
@given(accent=COLOURS)
def test_what_can_be_read_stays(grounds: tuple[Ground, ...], shade: Callable[[str], str], accent: str) -> None:
    shown = shade(accent)
    assert re.fullmatch("#[0-9a-f]{6}", shown)
    assert (shown == accent) == fits(accent, grounds)
    assert shade(shown) == shown


@given(one=COLOURS, other=COLOURS)
def test_contrast_is_of_both_and_between_1_and_21(one: str, other: str) -> None:
    assert colour.contrast(one, other) == colour.contrast(other, one)
    assert 1 <= colour.contrast(one, other) <= 21
    assert colour.contrast("#000000", "#FFFFFF") == 21


def test_capitals_are_the_same_colour() -> None:
    assert colour.for_light("#AABBCC") == colour.for_light("#aabbcc")


@pytest.mark.parametrize(("number", "grounds"), [(1, LIGHT), (2, DARK)], ids=["light", "dark"])
def test_the_grounds_are_those_of_the_page(number: int, grounds: tuple[Ground, ...]) -> None:
    palette = {
        found[1]: found[number + 1]
        for found in re.finditer(
            r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (STATIC / "page.css").read_text(encoding="utf-8")
        )
    }
    assert {each.name: palette[each.name] for each in grounds} == {each.name: each.colour for each in grounds}
    assert set(theme.NAMES) <= palette.keys()


def test_the_sheet_of_an_accent() -> None:
    assert theme.sheet("") == ""
    assert theme.sheet("#336699") == (
        ":root {\n  --link: light-dark(#336699, #79a0c0);\n  --bar-on: light-dark(#336699, #79a0c0);\n}\n".replace(
            "#79a0c0", colour.for_dark("#336699")
        )
    )
