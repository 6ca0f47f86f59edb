"""The search field with scripts: a combobox by the keyboard, with the filters of the search, in any order of answers."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit


def _typed(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_have_role("combobox")
    page.keyboard.type(text)


def test_a_suggestion_is_taken_by_the_keyboard(visit: Visit) -> None:
    page = visit("examples").open()
    _typed(page, "gar")
    field, options = page.locator("#q"), page.locator("#suggestions [role=option]")
    expect(options.first).to_contain_text("Tag, 8 posts")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#said")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.input_value() == "gar"
    page.keyboard.press("ArrowUp")
    expect(page.locator("#suggestions [aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?tag=garden")
    page.go_back()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_a_click_beside_the_suggestions_takes_none(visit: Visit) -> None:
    page = visit("examples").open()
    _typed(page, "gar")
    suggestions = page.locator("#suggestions")
    expect(suggestions).to_be_visible()
    suggestions.evaluate("list => list.style.setProperty('padding', '20px')")
    suggestions.click(position={"x": 8, "y": 8})
    page.wait_for_timeout(100)
    expect(suggestions).to_be_visible()
    expect(page.locator("#q")).to_be_focused()
    assert page.url.endswith("/")


def test_enter_without_a_choice_searches_for_what_is_typed(visit: Visit) -> None:
    page = visit("examples").open()
    _typed(page, "garde")
    expect(page.locator("#suggestions [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=garde")


def test_esc_closes_the_list_then_leaves_the_field_and_loses_no_word(visit: Visit) -> None:
    page = visit("examples").open()
    _typed(page, "gar")
    expect(page.locator("#suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_focused()
    assert page.locator("#q").input_value() == "gar"


def test_a_tag_is_one_more_filter_of_the_present_search(visit: Visit) -> None:
    page = visit("examples").open("search?lang=en&exclude.tag=garden&sort=oldest")
    page.locator("#q").click()
    page.keyboard.type("rain gar")
    page.locator("#suggestions [role=option]", has_text="garden").first.click()
    page.wait_for_url("**/search?lang=en&q=rain&sort=oldest&tag=garden")


def test_nothing_is_asked_while_a_text_is_being_composed(visit: Visit) -> None:
    page = visit("examples").open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggest" in request.url else None)
    page.locator("#q").focus()
    expect(page.locator("#q")).to_have_role("combobox")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(400)
    assert asked == []
    with page.expect_response(lambda answer: "suggest" in answer.url):
        keyboard.send("Input.insertText", {"text": "日"})
    expect(page.locator("#suggestions [role=option]", has_text="日記").first).to_be_visible()


def test_an_answer_that_was_overtaken_is_not_shown(visit: Visit) -> None:
    page = visit("examples").open()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"suggest\.json\?q=py$"), hold)
    _typed(page, "py")
    page.wait_for_timeout(300)
    assert len(held) == 1
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("gar")
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("garden")
    late = {"kind": "tag", "text": "Python", "count": 7, "url": "/"}
    held[0].fulfill(json={"suggestions": [late]})
    page.wait_for_timeout(200)
    expect(page.locator("#suggestions")).not_to_contain_text("Python")


def test_a_server_that_fails_is_as_a_page_without_scripts(visit: Visit) -> None:
    visitor = visit("examples")
    page = visitor.open()
    page.route("**/suggest.json*", lambda route: route.fulfill(status=200, body="<html>"))
    _typed(page, "gar")
    page.wait_for_timeout(400)
    expect(page.locator("#suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=gar")


def test_modules_come_when_they_are_used(visit: Visit) -> None:
    page = visit("examples").open()
    page.wait_for_timeout(700)  # the icon comes after the page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.wait_for_timeout(300)
    assert asked == []
    page.locator("#q").focus()
    expect(page.locator("#q")).to_have_role("combobox")
    assert set(asked) == {"combobox.js", "ask.js"}
