"""The keyboard alone, without help of scripts: everything is reached, in order, and seen where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SCRIPTLESS

REACHABLE = """() => [...document.querySelectorAll('a[href], input:not([type=hidden]), select, button, summary')]
    .filter(element => element.checkVisibility({visibilityProperty: true})).length"""

FOCUSED = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (element === document.body) return null;
    element.dataset.reached = 'yes';
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.opacity > 0;
}"""
"""Whether what has the focus is in sight and has a ring around it; null where nothing has it."""


def _walk(page: Page) -> list[bool]:
    """Press Tab until the page ends. Return of each stop whether it was seen."""
    seen: list[bool] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return seen
        seen.append(stop)
    raise AssertionError("Tab does not come to an end")


@pytest.mark.parametrize("path", ["search?q=python&per_page=3&tag=python", "advanced?tag=garden", "help"])
def test_tab_reaches_everything_and_shows_where_it_is(visit: Visit, path: str) -> None:
    page = visit("examples", **SCRIPTLESS).open(path)
    seen = _walk(page)
    assert len(seen) >= page.evaluate(REACHABLE) > 20
    assert all(seen), [index for index, each in enumerate(seen) if not each]
    assert page.locator("[data-reached]").count() == page.evaluate(REACHABLE)


def test_the_first_stop_leads_past_the_form(visit: Visit) -> None:
    page = visit("examples").open("search?q=python")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#results :focus")).to_have_count(1)
