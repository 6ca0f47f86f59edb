"""Keys outside of fields, the focus from page to page, what is read out, and the theme."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import DARK


def _focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_arrows_go_through_results_and_on_to_the_next_page(visit: Visit) -> None:
    page = visit("examples").open("search?per_page=3")
    titles = page.locator(".hits h2 a")
    for at in (0, 1, 2):
        page.keyboard.press("ArrowDown")
        expect(titles.nth(at)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a[rel~=next]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2*")
    page.keyboard.press("ArrowDown")
    expect(titles.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()


def test_enter_opens_a_result(visit: Visit) -> None:
    visitor = visit("examples")
    page = visitor.open("search?q=python")
    first = page.locator(".hits h2 a").first
    address = first.evaluate("link => link.href")
    page.route(address, lambda route: route.fulfill(body="The original."))
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    visitor.problems.remove(f"elsewhere: {address}")  # for once we want to go there


def test_keys_are_letters_inside_of_fields_and_nothing_with_modifiers(visit: Visit) -> None:
    page = visit("examples").open("search?q=python")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/?")
    assert page.locator("#q").input_value() == "python/?"
    page.locator("#results").focus()
    page.keyboard.press("Control+/")
    page.wait_for_timeout(200)
    expect(page.locator("#results")).to_be_focused()


def test_the_keys_are_told_and_switched_off_for_good(visit: Visit) -> None:
    page = visit("examples").open("search?q=python")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    for _ in range(2):
        for key in ("/", "?", "ArrowDown"):
            page.keyboard.press(key)
        page.wait_for_timeout(200)
        expect(dialog).to_be_hidden()
        assert page.evaluate("document.activeElement.id") != "q"
        page.reload()
    opener = page.get_by_role("button", name="Keyboard")
    opener.focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("checkbox")).not_to_be_checked()
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()
    page.locator("#results").focus()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_the_focus_stays_where_a_filter_was_clicked(visit: Visit) -> None:
    page = visit("examples").open("search?q=the")
    tag = page.locator("#by-tag li a").nth(2)
    name = tag.locator("bdi").inner_text()
    tag.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**tag=*")
    expect(_focused(page)).to_have_attribute("aria-current", "true")
    expect(_focused(page)).to_contain_text(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=the")
    expect(_focused(page)).to_contain_text(name)
    page.locator(".sort a").nth(1).click()
    page.wait_for_url("**sort=*")
    expect(_focused(page)).to_have_attribute("aria-current", "true")


def test_a_filter_taken_off_leaves_the_focus_at_the_results(visit: Visit) -> None:
    page = visit("examples").open("search?q=the&tag=garden")
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=the")
    expect(page.locator("#results")).to_be_focused()
    page.reload()
    page.wait_for_timeout(100)
    expect(page.locator("#results")).not_to_be_focused()


def test_the_number_of_results_is_read_out(visit: Visit) -> None:
    visitor = visit("examples")
    page = visitor.open("search?q=python")
    expect(page.locator("#said")).to_have_text(re.compile(f"^{visitor.total()} results for python"))


def test_a_theme_is_kept_and_stands_before_anything_is_drawn(visit: Visit) -> None:
    page = visit("examples", **DARK).open()
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    choices = page.get_by_role("group", name="Colours")
    choices.get_by_role("button", name="Light").click()
    light = page.evaluate(ground)
    assert light != dark
    expect(choices.get_by_role("button", name="Light")).to_have_attribute("aria-pressed", "true")
    page.add_init_script(f"requestAnimationFrame(() => window.first = document.body && {ground})")
    page.goto(page.url.replace("/?", "/") + "help")
    assert page.evaluate(ground) == light
    assert page.evaluate("window.first") in {None, light}
    choices.get_by_role("button", name="system").click()
    assert page.evaluate(ground) == dark


def test_a_page_works_where_storage_is_refused(visit: Visit) -> None:
    visitor = visit("examples")
    refused = "Object.defineProperty(window, '{}', {{ get() {{ throw new DOMException('refused', 'SecurityError'); }} }});"
    visitor.page.add_init_script("".join(refused.format(name) for name in ("localStorage", "sessionStorage")))
    page = visitor.open("search?q=the")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("#by-tag li a").first.click()
    page.wait_for_url("**tag=*")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_citation_is_copied(visit: Visit) -> None:
    visitor = visit("examples")
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open("search?q=python")
    page.goto(page.locator(".hits a[href*='/post/']").first.evaluate("link => link.href"))
    for summary in page.locator("summary").all():
        summary.click()
    button = page.locator("[data-copy]").first
    label = button.inner_text()
    button.click()
    expect(button).not_to_have_text(label)
    expect(page.locator("#said")).to_have_text(button.inner_text())
    named = page.locator(f"#{button.get_attribute('data-copy')}")
    assert page.evaluate("navigator.clipboard.readText()") == named.text_content()
    expect(button).to_have_text(label)
