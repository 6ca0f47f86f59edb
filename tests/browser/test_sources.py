"""The page of sources, where many sites have troubles: opened, found by name, page by page, without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import SCRIPTLESS


def test_a_site_opens_into_its_feeds_and_troubles(visit: Visit) -> None:
    page = visit("troubled", **SCRIPTLESS).open("sources")
    site = page.locator(".sites > li").nth(2)
    expect(site.locator(".rows")).to_be_hidden()
    expect(site.locator("summary")).to_contain_text("1 error")
    site.locator("summary").click()
    expect(site.get_by_text("line 2041, column 17")).to_be_visible()
    site.get_by_role("link", name="All about this site").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("heading", name="Gaps")).to_be_visible()


def test_one_of_many_sites_is_found(visit: Visit) -> None:
    page = visit("troubled", **SCRIPTLESS).open("sources")
    page.get_by_role("link", name="Next").click()
    page.get_by_label("Find").fill("number 149")
    page.keyboard.press("Enter")
    expect(page.locator(".sites > li")).to_have_count(1)
    expect(page.locator(".sites summary")).to_contain_text("Blog number 149")


def test_troubles_are_listed(visit: Visit) -> None:
    page = visit("troubled").open("sources")
    page.get_by_role("link", name=re.compile("^Problems")).click()
    expect(page.locator(".rows .wrong").first).to_be_visible()
    assert page.locator(".rows > li").count() == page.locator(".rows > li:has(.wrong)").count() > 20
