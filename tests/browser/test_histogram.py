"""The bars of years and months: what they say, the table beside them, and a range from its form, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import PHONE, SCRIPTLESS


@pytest.mark.parametrize("how", [SCRIPTLESS, PHONE], ids=["without scripts", "on a phone"])
def test_bars_and_the_table_say_the_same(visit: Visit, how: dict[str, object]) -> None:
    visitor = visit("examples", **how)
    page = visitor.open("search?q=the")
    names = [name.split(": ") for name in page.locator("#years svg a").evaluate_all("bars => bars.map(bar => bar.ariaLabel)")]
    bars = {year: int(posts.split()[0]) for year, posts in names}
    rows = [row.split("\t") for row in page.get_by_role("table", name="Posts by year").locator("tbody tr").all_inner_texts()]
    table = {year.strip(): int(posts) for year, posts in rows}
    assert {year: posts for year, posts in table.items() if posts} == {year: posts for year, posts in bars.items() if posts}
    years = list(map(int, table))
    assert years == list(range(min(years), max(years) + 1)), "years without posts are kept"
    assert sum(table.values()) == visitor.total()
    assert page.locator("#years table :is(a, button, [tabindex])").count() == 0


def test_the_bars_of_a_year_are_its_months(visit: Visit) -> None:
    page = visit("examples", **SCRIPTLESS).open("search?year=2012")
    table = page.get_by_role("table", name="Posts by month")
    expect(table.locator("tbody tr")).to_have_count(12)
    bar = page.get_by_role("link", name=re.compile(r"^March 2012: \d+ posts?$"))
    assert bar.bounding_box()
    expect(page.locator("#years").get_by_role("link", name="2011", exact=True)).to_be_visible()
    bar.click()
    page.wait_for_url("**month=2012-03*")
    expect(page.locator("#years [aria-current]")).to_have_attribute("aria-label", re.compile("^March 2012"))


def test_a_range_from_its_form(visit: Visit) -> None:
    visitor = visit("examples", **SCRIPTLESS)
    page = visitor.open("search?q=the&lang=en")
    before = visitor.total()
    years = page.locator("#years")
    rows = [row.split("\t") for row in years.locator("tbody tr").all_inner_texts()]
    within = sum(int(posts) for year, posts in rows if "2010" <= year.strip() <= "2014")
    years.get_by_text("Range of dates").click()
    years.locator("select[name=after]").select_option(label="2010")
    years.locator("select[name=before]").select_option(label="2014")
    years.get_by_role("button", name="Show").click()
    page.wait_for_url("**after=2010&before=2015*")
    assert "q=the" in page.url
    assert "lang=en" in page.url
    assert 0 < visitor.total() == within < before
    expect(page.locator("ul.chips")).to_contain_text("2010")
    years.get_by_role("link", name="All years").click()
    page.wait_for_url(lambda url: "after" not in url)
    assert visitor.total() == before
