"""An archive of 10,000 posts: it is as light as a small one, and what is said is the whole number."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_weight import weighed


def test_ten_thousand_results_are_counted_read_out_and_light(visit: Visit) -> None:
    visitor = visit("big")
    page = visitor.open("search?q=word")
    assert visitor.total() == 10_000
    expect(page.locator("#said")).to_have_text("10,000 results for word")
    assert weighed(visitor, 4, 15_000) == {}
    assert page.locator("#years svg a").count() == 24


def test_its_last_page_is_reached_by_its_address(visit: Visit) -> None:
    visitor = visit("big")
    page = visitor.open("search?q=word&page=500&sort=newest")
    expect(page.locator(".hits h2").last).to_have_text("The word of day 0")
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**page=499*")
    expect(page.locator(".hits > li")).to_have_count(20)


def test_its_first_page_is_light(visit: Visit) -> None:
    visitor = visit("big")
    visitor.open()
    assert weighed(visitor, 4, 15_000) == {}
