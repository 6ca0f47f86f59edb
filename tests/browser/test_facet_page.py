"""The page of all values of a facet: found by what they contain, page by page, chosen and left out, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SCRIPTLESS, Visitor


@pytest.fixture(params=[{}, SCRIPTLESS], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """Somebody who has come from a search with 978 tags to the page of them."""
    arrived: Visitor = visit("big", **request.param)
    page = arrived.open("search?q=word&lang=de")
    page.locator("#by-tag .more a").click()
    page.wait_for_url("**/facet/tag*")
    return arrived


def test_values_are_paged_found_and_chosen(visitor: Visitor) -> None:
    page = visitor.page
    first = page.locator("#by-tag bdi").first.inner_text()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**page=2*")
    assert page.locator("#by-tag bdi").first.inner_text() != first
    page.get_by_role("searchbox", name="Only those that contain").fill("SUBJECT 97")
    page.keyboard.press("Enter")
    page.wait_for_url("**contains=*")
    assert "page=" not in page.url
    values = page.locator("#by-tag li")
    expect(values).to_have_count(8)
    assert all("Subject 97" in name for name in page.locator("#by-tag bdi").all_inner_texts())
    value = values.filter(has_text="Subject 970")
    number = int(value.locator("small").inner_text())
    value.locator("a").first.click()
    page.wait_for_url("**/search?*")
    assert "lang=de" in page.url
    assert visitor.total() == number > 0


def test_a_value_is_left_out(visitor: Visitor) -> None:
    page = visitor.page
    value = page.locator("#by-tag li").nth(1)
    number = int(value.locator("small").inner_text())
    before = int(re.findall(r"[\d,]+", page.get_by_role("link", name=re.compile("^Back to ")).inner_text())[0].replace(",", ""))
    value.get_by_role("link", name="Exclude").click()
    page.wait_for_url("**exclude.tag=*")
    assert visitor.total() == before - number
