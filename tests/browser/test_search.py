"""Searching, with scripts and without: the same clicks lead to the same pages, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SCRIPTLESS, Visitor


@pytest.fixture(params=[{}, SCRIPTLESS], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """Somebody on the home page of the examples."""
    arrived: Visitor = visit("examples", **request.param)
    arrived.open()
    return arrived


def _number(of: Locator) -> int:
    """Return the last number that is said there."""
    return int(re.findall(r"\d[\d,]*", of.inner_text())[-1].replace(",", ""))


def _search(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_role("searchbox").or_(visitor.page.get_by_role("combobox")).first.fill(words)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/search?*")


def test_words_are_found_and_marked(visitor: Visitor) -> None:
    _search(visitor, "python")
    page = visitor.page
    assert page.url.endswith("/search?q=python")
    assert page.locator("#q").input_value() == "python"
    assert visitor.total() == page.locator(".hits > li").count() > 3
    assert {said.lower() for said in page.locator(".hits mark").all_inner_texts()} == {"python"}
    assert page.title().startswith("python")


def test_the_number_beside_a_tag_is_that_of_its_results(visitor: Visitor) -> None:
    _search(visitor, "the")
    page, before = visitor.page, visitor.total()
    tag = page.locator("#by-tag li a").first
    name, number = tag.locator("bdi").inner_text(), _number(tag)
    tag.click()
    page.wait_for_url("**tag=*")
    assert visitor.total() == number < before
    expect(page.locator("ul.chips").get_by_text(name, exact=True)).to_be_visible()
    expect(page.locator("#by-tag li [aria-current=true]")).to_contain_text(name)

    page.go_back()
    assert (visitor.total(), page.locator("ul.chips").count()) == (before, 0)
    page.go_forward()
    assert visitor.total() == number
    page.locator("ul.chips a").first.click()
    expect(page.locator("ul.chips")).to_have_count(0)
    assert visitor.total() == before


def test_a_value_is_left_out(visitor: Visitor) -> None:
    page, before = visitor.page, 42
    value = page.locator("#by-creator li").first
    number = _number(value.locator("a").first)
    value.hover()
    value.get_by_role("link", name="Exclude").click()
    page.wait_for_url("**exclude.creator=*")
    assert visitor.total() == before - number
    expect(page.locator("#by-creator")).to_contain_text("excluded")


def test_a_year_then_a_month_then_all_again(visitor: Visitor) -> None:
    page = visitor.page
    years = page.locator("#years")
    year = years.get_by_role("link", name=re.compile(r"^2012: "))
    number = int(re.findall(r": (\d+) post", year.get_attribute("aria-label") or "")[0])
    year.click()
    page.wait_for_url("**year=2012*")
    assert visitor.total() == number > 1
    years.get_by_role("link", name=re.compile(r"^March 2012: ")).click()
    page.wait_for_url("**month=2012-03*")
    assert 0 < visitor.total() < number
    years.get_by_role("link", name="All years").click()
    expect(page.locator("ul.chips")).to_have_count(0)


def test_pages_and_orders(visitor: Visitor) -> None:
    page = visitor.page
    newest = page.locator(".hits h2").first.inner_text()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**page=2*")
    assert page.locator(".hits h2").first.inner_text() != newest
    page.get_by_role("navigation", name="Sort").get_by_role("link", name="Oldest").click()
    page.wait_for_url("**sort=oldest*")
    assert "page=" not in page.url
    assert "2006" in page.locator(".hits .meta").first.inner_text()


def test_another_spelling_is_one_click_away(visitor: Visitor) -> None:
    _search(visitor, "pyhton")
    assert visitor.total() == 0
    offered = _number(visitor.page.locator(".meant"))
    visitor.page.get_by_role("link", name="python", exact=True).click()
    visitor.page.wait_for_url("**q=python")
    assert visitor.total() == offered


def test_from_a_result_to_its_post_and_on_to_a_tag(visitor: Visitor) -> None:
    _search(visitor, "python")
    page = visitor.page
    first = page.locator(".hits > li").first
    title = first.locator("h2").inner_text()
    first.locator('a[href*="/post/"]').last.click()
    page.wait_for_url("**/post/*")
    assert page.get_by_role("heading", level=1).inner_text() == title
    page.locator("aside .chips a").first.click()
    page.wait_for_url("**tag=*")
    assert visitor.total() > 0


def test_the_advanced_form_writes_a_query(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Advanced").click()
    page.locator('input[name="q.title"]').fill("rain barrel")
    page.locator("form.fields button").click()
    page.wait_for_url("**/search?*")
    assert page.locator("#q").input_value() == "title:(rain barrel)"
    assert visitor.total() > 0
