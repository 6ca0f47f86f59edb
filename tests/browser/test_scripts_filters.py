"""Filters with scripts: finding values inside a long facet, a range of bars, and the sheet of a narrow page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.archives import UNBROKEN
from tests.browser.conftest import Visit
from tests.browser.visitor import PHONE, Visitor


def test_a_value_beyond_the_list_is_found_and_chosen(visit: Visit) -> None:
    first, last = (f"{UNBROKEN[: 20 + number]} {number}".casefold() for number in (0, 21))
    visitor = visit("odd")
    page = visitor.open(f"search?q=word&tag={first}&tag.mode=all&exclude.tag=garden&sort=oldest")
    facet = page.locator("#by-tag")
    before = facet.locator("li").all_inner_texts()
    expect(facet.locator("li", has_text=" 21")).to_have_count(0)
    page.get_by_role("searchbox", name="Find in Tags").focus()
    page.keyboard.type(" 21")
    found = facet.locator("li", has_text=" 21")
    expect(found).to_be_visible()
    expect(page.locator("#said")).to_have_text(re.compile(r"^\d+ values?$"))
    expect(facet.locator("li.off")).to_contain_text("Garden, excluded")
    expect(facet.locator("li.on")).to_contain_text(" 0")
    without = found.get_by_role("link", name="Exclude").get_attribute("href")
    assert dict(parse_qsl(urlsplit(without).query)) == {"q": "word", "tag": first, "tag.mode": "all", "sort": "oldest", "exclude.tag": last}
    page.keyboard.press("Escape")
    assert facet.locator("li").all_inner_texts() == before
    page.keyboard.type("21")
    expect(found).to_be_visible()
    found.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("21"))
    assert parse_qs(urlsplit(page.url).query) == {
        "q": ["word"], "tag": [first, last], "tag.mode": ["all"], "sort": ["oldest"], "exclude.tag": ["garden"],
    }  # fmt: skip
    assert visitor.total() == 1
    expect(page.locator(":focus")).to_contain_text(" 21")


def test_no_value_is_said(visit: Visit) -> None:
    page = visit("examples").open()
    box = page.get_by_role("searchbox", name="Find in Tags")
    box.fill("no such tag")
    expect(page.locator("#by-tag ul")).to_have_text("None has this in its name.")
    box.fill("")
    expect(page.locator("#by-tag li").first).to_be_visible()


def test_a_list_that_is_cut_says_how_many_there_are_and_leads_to_them(visit: Visit) -> None:
    page = visit("odd").open("search?q=word&per_page=5&facet_size=4&sort=oldest")
    kept = {"q": "word", "per_page": "5", "facet_size": "4", "sort": "oldest"}
    box = page.get_by_role("searchbox", name="Find in Tags")
    box.fill("Donau")
    lines = page.locator("#by-tag li")
    expect(page.locator("#said")).to_have_text("30 values")
    expect(lines).to_have_count(21)
    for choice in lines.nth(0).get_by_role("link").all():
        asked = dict(parse_qsl(urlsplit(choice.get_attribute("href")).query))
        assert kept.items() < asked.items()
    way = lines.last.get_by_role("link")
    expect(way).to_have_text("30 values")
    way.click()
    page.wait_for_url("**/facet/tag?*")
    assert dict(parse_qsl(urlsplit(page.url).query)) == kept | {"contains": "donau"}
    expect(page.locator("#values")).to_have_text("30 values")


def test_a_range_by_two_clicks(visit: Visit) -> None:
    visitor = visit("examples")
    page = visitor.open("search?q=the&lang=en")
    button = page.get_by_role("button", name="Pick on the bars")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#said")).to_have_text("Choose the first year or month.")
    page.locator("[data-from='2016']").click()
    expect(page.locator("#said")).to_have_text(re.compile(r"^From 2016: \d+ posts?. Choose the last one.$"))
    page.locator("[data-from='2012']").hover()
    expect(page.locator("[data-in]").first).to_be_visible()
    bars = page.locator("[data-in]").all()
    within = sum(int(re.findall(r": (\d+) ", bar.get_attribute("aria-label") or "")[0]) for bar in bars)
    page.locator("[data-from='2012']").click()
    page.wait_for_url(re.compile(r"after=2012&before=2017"))
    assert "q=the" in page.url
    assert "lang=en" in page.url
    assert visitor.total() == within
    page.go_back()
    expect(page.locator("[data-in]")).to_have_count(0)
    page.locator("[data-from='2012']").click()
    page.wait_for_url("**year=2012*")


def test_a_range_by_the_keyboard(visit: Visit) -> None:
    page = visit("examples").open()
    page.locator("[data-from='2010']").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-from='2009']")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-in]")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("[data-in]")).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"after=2010&before=2013"))
    assert page.evaluate("document.activeElement.closest('.years') !== null")


def test_keys_that_come_before_their_script_are_not_lost(visit: Visit) -> None:
    page = visit("examples").open()
    held: list[Route] = []
    page.route("**/range.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright binds no built-in
    page.locator("[data-from='2010']").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("[data-in]")).to_have_count(3)
    expect(page.locator("[data-from='2012']")).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("[data-in]")).to_have_count(2)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"after=2010&before=2012"))


@pytest.fixture
def caller(visit: Visit) -> Visitor:
    """Somebody with a phone on a page of results."""
    arrived: Visitor = visit("examples", **PHONE)
    arrived.open("search?q=the")
    return arrived


def test_the_sheet_takes_the_focus_and_gives_it_back(caller: Visitor) -> None:
    page = caller.page
    length = page.evaluate("history.length")
    for leave in (lambda: page.keyboard.press("Escape"), page.locator(".shut").tap, page.go_back):
        page.locator(".open").tap()
        expect(page.locator("#filters")).to_be_focused()
        expect(page.locator("main")).to_have_attribute("inert", "")
        for _ in range(5):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('#filters') ? '' : document.activeElement.outerHTML.slice(0, 300)") == ""
        leave()
        expect(page.locator("#filters")).to_be_hidden()
        expect(page.locator(".open")).to_be_focused()
        expect(page.locator("[inert]")).to_have_count(0)
        assert page.url.endswith("/search?q=the")
    assert page.evaluate("history.length") <= length + 1


def test_a_filter_of_the_sheet_leads_to_its_results_and_back_into_the_sheet(caller: Visitor) -> None:
    page = caller.page
    page.locator(".open").tap()
    page.locator("#by-tag li a").first.tap()
    page.wait_for_url("**tag=*")
    expect(page.locator(".open")).to_be_focused()
    page.go_back()
    expect(page.locator("main")).to_have_attribute("inert", "")
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()


def test_a_sheet_that_is_no_more_gives_the_page_free(caller: Visitor) -> None:
    page = caller.page
    page.goto(page.url + "#filters")
    page.reload()
    expect(page.locator("main")).to_have_attribute("inert", "")
    page.set_viewport_size({"width": 1200, "height": 800})
    expect(page.locator("[inert]")).to_have_count(0)
