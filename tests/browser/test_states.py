"""Every state of every page: axe finds nothing, nothing is wider than the screen, both schemes are what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.findings import of_axe, wider
from tests.browser.serving import Place
from tests.browser.states import STATES, State
from tests.browser.visitor import DARK, PHONE, WIDE, Visitor, visiting

SCREENS: dict[str, tuple[dict[str, object], tuple[int, ...]]] = {
    "wide": (WIDE, (1280, 640, 320)),
    "phone": (PHONE | DARK, (390,)),
}
"""How each state is looked at, and at which widths in pixels it must fit: a desk, the same at 200 % zoom, the narrowest page that WCAG
asks for (1.4.10), and a phone. Colours are tested in pairs elsewhere (test_style.py), so that light here and dark there are enough."""

SCHEMES = ("light", "dark")


def _take(page: Page, name: str, folder: Path) -> None:
    """Save pictures of the page, light and dark."""
    before = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{name}-{scheme}.png")
    page.emulate_media(color_scheme=SCHEMES[before])


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    given = request.config.getoption("--pictures")
    return Path(given) if given else None


@pytest.fixture(scope="session")
def onlookers(browser: Browser) -> Iterator[Callable[[str], Visitor]]:
    """Who look at the states, by their screens. Each has one tab for all of them: a state takes 0.7 s of processor time there, and 1.9 s
    in the first tab of a new visit, where axe has to be compiled first.
    """
    with ExitStack() as leaving:
        yield cache(lambda screen: leaving.enter_context(visiting(browser, Place(""), **SCREENS[screen][0])))


@pytest.fixture
def onlooker(onlookers: Callable[[str], Visitor], place: Callable[[str], Place], state: State, screen: str) -> Iterator[Visitor]:
    """Who looks at this state. Nothing bad may happen until they leave it."""
    visitor = onlookers(screen)
    visitor.place = place(state.site)
    yield visitor
    visitor.page.set_viewport_size(SCREENS[screen][0]["viewport"])
    visitor.rest()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing_and_all_of_it_fits(state: State, screen: str, onlooker: Visitor, pictures: Path | None) -> None:
    page = state.reached(onlooker)
    if pictures:
        _take(page, f"{state.name}-{screen}", pictures)
    found = [*of_axe(page), *wider(page, SCREENS[screen][1])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("how", "paper_is_bright"), [(WIDE, True), (WIDE | DARK, False)], ids=["light", "dark"])
def test_the_page_follows_the_scheme_of_the_system(how: dict[str, object], *, paper_is_bright: bool, visit: Visit) -> None:
    visitor = visit("examples", **how)
    for path in ("", "search?q=python", "advanced", "help"):
        page = visitor.open(path)
        paper, ink, field = (
            _brightness(page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}"))
            for selector, name in (("body", "backgroundColor"), ("main", "color"), ("#q", "backgroundColor"))
        )
        assert ((paper > 0.5), (ink < 0.5), (field > 0.5)) == (paper_is_bright,) * 3


def _brightness(colour: str) -> float:
    """Return how bright an rgb() is to the eye, 0 to 1."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    return 0.21 * red + 0.72 * green + 0.07 * blue
