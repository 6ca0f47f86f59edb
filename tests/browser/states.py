"""Every state of every page, as a row: what is added to the page gets its rows here, and is then looked at by all tests of states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.visitor import Visitor


@dataclass(frozen=True)
class State:
    """A page in some state: where it is, and what is done there first."""

    name: str
    site: str
    path: str = ""
    status: int = 200
    act: Callable[[Page], object] | None = None

    def reached(self, visitor: Visitor) -> Page:
        """Bring the visitor there. Return the page."""
        page = visitor.open(self.path, self.status)
        if self.act:
            self.act(page)
        return page


def _first_post(page: Page) -> None:
    page.get_by_role("main").locator('a[href*="/post/"]').first.click()
    page.wait_for_url("**/post/*")


def _opened(page: Page) -> None:
    for summary in page.locator("summary").all()[:3]:
        summary.click()


def _whole_post(page: Page) -> None:
    _first_post(page)
    _opened(page)


def _months_in_sight(page: Page) -> None:
    _opened(page)
    page.locator(".years form select").first.focus()


def _suggested(page: Page) -> None:
    page.locator("#q").press_sequentially("ga")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")


def _keys_told(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def _asked_elsewhere(page: Page) -> None:
    for each, word in enumerate(("word", "nosuchword")):
        page.locator("backissues-search").nth(each).get_by_role("searchbox").fill(word)
        page.locator("backissues-search").nth(each).locator("div").wait_for()
        for facets in page.locator("backissues-search").nth(each).locator("details:not([open]) summary:visible").all():
            facets.click()


STATES = (
    State("home", "examples"),
    State("results", "examples", "search?q=python&per_page=5"),
    State("why", "examples", "search?q=python&per_page=5", act=_opened),
    State("filtered", "examples", "search?q=the&tag=garden&tag=python&exclude.creator=jule+brandt&after=2007&per_page=5&facet_size=100"),
    State("year", "examples", "search?year=2012&per_page=5"),
    State("page-2", "examples", "search?per_page=5&page=2&sort=oldest"),
    State("relaxed", "examples", "search?q=rain+barrel+python&per_page=5"),
    State("misspelt", "examples", "search?q=pyhton"),
    State("nothing", "examples", "search?q=python+nosuchword&match=all&tag=garden"),
    State("repaired", "examples", "search?q=%28garden+OR+%22rain&year=x&page=0&per_page=5"),
    State("past-the-end", "examples", "search?q=garden&page=90"),
    State("post", "examples", "search?q=python", act=_first_post),
    State("post-opened", "examples", "search?q=python", act=_whole_post),
    State("sources", "examples", "sources", act=_opened),
    State("no-post", "examples", "post/0000000000000000", status=404),
    State("advanced", "examples", "advanced"),
    State("advanced-filled", "examples", "advanced?q=garden+title:rain&tag=garden&exclude.site=x&q.since=nonsense"),
    State("help", "examples", "help", act=_opened),
    State("no-page", "examples", "nosuchpage", status=404),
    State("too-long", "examples", f"search?q={'a' * 4097}", status=414),
    State("sheet", "examples", "search?q=python&per_page=5#filters"),
    State("missing", "missing", status=503),
    State("empty", "empty"),
    State("no-sources", "empty", "sources"),
    State("one", "one", "search?q=word"),
    State("many", "many", "search?q=word&page=2&per_page=5"),
    State("odd", "odd", "search?q=word"),
    State("odd-post", "odd", "post/0000000000000001"),
    State("arabic-post", "odd", "post/000000000000000a"),
    State("bare-post", "odd", "post/ffffffffffffffff"),
    State("hostile", "hostile", "search?q=word&per_page=10"),
    State("hostile-post", "hostile", "post/0000000000000003"),
    State("range", "examples", "search?q=the&per_page=2", act=_months_in_sight),
    State("undated", "odd", "search?q=word&sort=oldest&per_page=5"),
    State("suggested", "examples", act=_suggested),
    State("keys", "examples", "search?q=python&per_page=2", act=_keys_told),
    State("facet", "examples", "facet/tag?q=the&tag=garden&exclude.tag=python"),
    State("facet-found", "big", "facet/creator?contains=author+1&page=2"),
    State("facet-nothing", "examples", "facet/tag?contains=nosuchtag"),
    State("big-home", "big"),
    State("big", "big", "search?q=word&sort=newest"),
    State("big-last", "big", "search?q=word&page=500&year=2020"),
    State("branded", "branded"),
    State("branded-post", "branded", "post/0000000000000001", act=_opened),
    State("troubled", "troubled", "sources", act=_opened),
    State("troubled-site", "troubled", "sources?site=blog0.example.org"),
    State("troubled-problems", "troubled", "sources?show=problems&page=2"),
    State("widget", "widget", act=_asked_elsewhere),
    State("widget-hostile", "widget-hostile", act=_asked_elsewhere),
)
