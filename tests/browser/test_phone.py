"""The page on a phone: filters are a sheet that opens, filters and closes, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import PHONE, SCRIPTLESS, Visitor


@pytest.fixture(params=[{}, SCRIPTLESS], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """Somebody with a phone on a page of results."""
    arrived: Visitor = visit("examples", **(PHONE | request.param))
    arrived.open("search?q=the")
    return arrived


def test_filters_are_a_sheet_that_opens_and_closes(visitor: Visitor) -> None:
    page = visitor.page
    sheet = page.locator("#filters")
    expect(sheet).to_be_hidden()
    page.locator(".open").tap()
    expect(sheet).to_be_visible()
    box = sheet.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    page.locator(".shut").tap()
    expect(sheet).to_be_hidden()
    expect(page.locator(".hits h2").first).to_be_visible()


def test_a_tag_is_chosen_and_left_out_in_the_sheet(visitor: Visitor) -> None:
    page = visitor.page
    page.locator(".open").tap()
    value = page.locator("#by-tag li").first
    number = int(value.locator("small").inner_text())
    value.locator("a").first.tap()
    page.wait_for_url("**tag=*")
    assert visitor.total() == number
    expect(page.locator(".open")).to_contain_text("(1)")
    page.go_back()
    expect(page.locator("#filters")).to_be_visible()
    page.locator("#by-tag li").first.locator(".not").tap()
    page.wait_for_url("**exclude.tag=*")
    assert visitor.total() > 0


def test_the_search_box_is_the_width_of_the_screen_and_does_not_zoom(visitor: Visitor) -> None:
    """A field of less than 16 pixels of text makes some phones zoom into it."""
    field = visitor.page.locator("#q")
    assert field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    box = visitor.page.locator("form[role=search]").bounding_box()
    assert box
    assert box["width"] >= 350


def test_no_line_begins_or_ends_with_what_stands_between_two_things(visit: Visit) -> None:
    """A dot is before each thing but the first; where a thing begins a line, its dot lies outside of what is seen."""
    page = visit("odd", **PHONE).open("search?q=word&per_page=100")
    lines = page.locator(".hits .meta").evaluate_all(
        """lines => lines.flatMap((line) => [...line.children].map((each) => {
            const [{ content, left }, { content: after }] = ["::before", "::after"].map((name) => getComputedStyle(each, name));
            const at = each.getBoundingClientRect().left - line.getBoundingClientRect().left;
            return { first: at < 1, seen: content !== "none" && at + parseFloat(left) > -4, after };
        }))"""
    )
    assert {each["after"] for each in lines} == {"none"}
    assert {(each["first"], each["seen"]) for each in lines} == {(True, False), (False, True)}
