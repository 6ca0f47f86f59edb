"""The widget on a page of another site: what it asks is another origin, what it shows is text, and without scripts a form stands there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SCRIPTLESS, Visitor
from tests.payloads import PAYLOADS


def _widget(visitor: Visitor, number: int = 0) -> Locator:
    return visitor.page.locator("backissues-search").nth(number)


def _search(visitor: Visitor, words: str, number: int = 0) -> Locator:
    """Type the words into one of the two widgets. Return it with its results."""
    widget = _widget(visitor, number)
    widget.get_by_role("searchbox").press_sequentially(words)
    expect(widget.get_by_role("status")).to_have_text(re.compile("result|Results: |Treffer: |Nichts", re.IGNORECASE))
    return widget


def _number(of: Locator) -> int:
    return int(re.findall(r"\d+", of.inner_text())[-1])


def test_results_come_while_one_types_and_filters_narrow_them(visit: Visit) -> None:
    visitor = visit("widget")
    visitor.open()
    widget = _search(visitor, "word")
    expect(widget.get_by_role("status")).to_have_text("Results: 60")
    expect(widget.locator("li")).to_have_count(10)
    assert set(widget.locator("li mark").all_inner_texts()) == {"word"}
    tag = widget.get_by_role("group", name="Tags").get_by_role("button", name="C++")
    number = _number(tag)
    tag.click()
    expect(widget.get_by_role("status")).to_have_text(f"Results: {number}")
    expect(tag).to_have_attribute("aria-pressed", "true")
    expect(tag).to_be_focused()
    tag.click()
    expect(widget.get_by_role("status")).to_have_text("Results: 60")
    assert not visitor.page.url.endswith("search")
    widget.get_by_role("link", name="All results").click()
    visitor.page.wait_for_url(re.compile("/search[?].*q=word"))
    assert visitor.total() == 60


def test_the_keyboard_goes_through_results_and_leaves_them(visit: Visit) -> None:
    visitor = visit("widget")
    page = visitor.open()
    widget = _search(visitor, "word")
    page.keyboard.press("ArrowDown")
    expect(widget.locator("li a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(widget.locator("li a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(widget.get_by_role("searchbox")).to_be_focused()
    expect(widget.get_by_role("searchbox")).to_have_value("")
    expect(widget.locator("li").first).to_be_hidden()


def test_a_second_widget_speaks_its_own_language(visit: Visit) -> None:
    visitor = visit("widget")
    visitor.open()
    widget = _search(visitor, "word", number=1)
    expect(widget.get_by_role("status")).to_have_text("Treffer: 60")
    expect(widget.locator("li")).to_have_count(5)
    widget.locator("summary").click()
    expect(widget.get_by_role("group", name="Schlagwörter")).to_have_count(1)
    expect(widget.locator("fieldset")).to_have_count(1)
    expect(_widget(visitor).get_by_role("status")).to_be_empty()


def test_a_busy_server_is_asked_again(visit: Visit) -> None:
    visitor = visit("widget-busy")
    page = visitor.open()
    asked: list[str] = []

    def expected(url: str) -> None:
        asked.append(url)
        visitor.failures.add((url, 503))

    page.on("request", lambda request: expected(request.url))
    _widget(visitor).get_by_role("searchbox").fill("word")
    expect(_widget(visitor).get_by_role("status")).to_have_text("Results: 60")
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_a_site_that_is_not_let_in_is_told_that_there_is_no_answer(visit: Visit) -> None:
    visitor = visit("widget-barred")
    visitor.open()
    _widget(visitor).get_by_role("searchbox").fill("word")
    expect(_widget(visitor).get_by_role("status")).to_have_text("No answer")
    visitor.page.wait_for_timeout(50)
    assert any("blocked by CORS policy" in problem for problem in visitor.problems)
    visitor.problems.clear()


def test_a_hostile_archive_stays_text(visit: Visit) -> None:
    visitor = visit("widget-hostile")
    visitor.open()
    widget = _search(visitor, "word")
    titles = widget.locator("li > a")
    expect(titles).to_have_count(10)
    plain = {" ".join(f"word {payload}".split()) for payload in PAYLOADS}
    assert {" ".join(title.split()) for title in titles.all_inner_texts()} <= plain
    assert {address.split(":")[0] for address in titles.evaluate_all("links => links.map(link => link.href)")} == {"http"}
    for value in widget.get_by_role("group", name="Tags").get_by_role("button").all()[:3]:
        value.click()
        expect(widget.locator("li").first).to_be_visible()


@pytest.mark.parametrize("number", [0, 1])
def test_without_scripts_a_form_leads_to_the_search(visit: Visit, number: int) -> None:
    visitor = visit("widget", **SCRIPTLESS)
    page = visitor.open()
    _widget(visitor, number).get_by_role("searchbox").fill("word")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=word")
    assert visitor.total() == 60
