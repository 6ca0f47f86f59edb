"""Addresses as they are written, and which clicks there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.query import And, FacetWanted, Filter, Query, Word
from search.settings import Settings, WebSettings
from web import links
from web.forms import Form
from web.links import Links

WORDS = Query(text="feed parser", expr=And((Word("feed"), Word("parser"))), page=3)


def test_an_address_is_sorted_and_says_no_default() -> None:
    query = replace(
        WORDS, filters=(Filter("site", ("example.org/blog",)), Filter("tag", ("c++", "two words"), "all", ("x&y",))), sort="oldest"
    )
    expected = "exclude.tag=x%26y&page=3&q=feed+parser&site=example.org/blog&sort=oldest&tag=c%2B%2B&tag=two+words&tag.mode=all"
    assert Links("html").search(query) == f"/search?{expected}"
    assert Links("json", "/old").search(query) == f"/old/search.json?{expected}"
    assert Links("json").search(query, "html") == f"/search?{expected}"


def test_everything_is_the_home_page() -> None:
    assert Links("html").search(Query()) == "/"
    assert Links("html", "/old").search(Query()) == "/old/"
    assert Links("json").search(Query()) == "/search.json"
    assert Links("html", per_page=5, facet_size=7).search(Links("html", per_page=5, facet_size=7).everything()) == "/"


def test_kept_parameters_go_on_but_a_new_text_is_no_longer_half_typed() -> None:
    kept = Links("json", kept=(("include", "body"), ("prefix", "last")))
    assert kept.search(WORDS) == "/search.json?include=body&page=3&prefix=last&q=feed+parser"
    assert kept.hidden(WORDS) == (("include", "body"),)


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (datetime(2009, 1, 1, tzinfo=UTC), "UTC", "2009"),
        (datetime(2008, 12, 31, 15, tzinfo=UTC), "Asia/Tokyo", "2009"),
        (datetime(2009, 3, 1, tzinfo=UTC), "UTC", "2009-03"),
        (datetime(2009, 3, 2, tzinfo=UTC), "UTC", "2009-03-02"),
    ],
)
def test_dates_are_written_short(moment: datetime, zone: str, text: str) -> None:
    assert Links("html").search(Query(after=moment, timezone=zone)) == f"/search?after={text}"


def test_the_other_addresses() -> None:
    here = Links("html", "/old")
    assert here.post("0123456789abcdef") == "/old/post/0123456789abcdef"
    assert here.post("../x", "json") == "/old/post/..%2Fx.json"
    assert here.static("page.css") == "/old/static/page.css"
    tags = replace(WORDS, facets=(FacetWanted("tag", contains="ma"),), per_page=1)
    assert here.facet(tags) == "/old/facet/tag.json?contains=ma&q=feed+parser"
    assert here.facet(tags, 2) == "/old/facet/tag.json?contains=ma&page=2&q=feed+parser"
    search = replace(WORDS, per_page=5)  # it comes back from there as it was
    assert here.facet_page(search, "tag", "ma", 2) == "/old/facet/tag?contains=ma&page=2&per_page=5&q=feed+parser"
    assert here.facet_page(search, "tag") == "/old/facet/tag?per_page=5&q=feed+parser"
    assert (here.sources(), here.opensearch()) == ("/old/sources", "/old/opensearch.xml")


def test_a_post_keeps_the_words_that_found_it() -> None:
    here = Links("html")
    assert here.post("0123456789abcdef", query=WORDS) == "/post/0123456789abcdef?q=feed+parser"
    assert here.post("0123456789abcdef", "json", replace(WORDS, match="any")) == "/post/0123456789abcdef.json?match=any&q=feed+parser"
    assert here.post("0123456789abcdef", query=Query(filters=(Filter("tag", ("x",)),))) == "/post/0123456789abcdef"


@pytest.mark.parametrize("form", ["atom", "rss", "csv"])
def test_a_feed_says_what_was_asked_and_neither_order_nor_place(form: Form) -> None:
    kept = (("explain", "1"), ("include", "body"), ("prefix", "last"))
    here = Links("html", "/old", kept=kept, origin="https://example.org")
    query = replace(WORDS, sort="oldest", facets=(), match="any", filters=(Filter("tag", ("x",)),))
    assert here.subscription(query, form) == f"/old/search.{form}?include=body&match=any&q=feed+parser&tag=x"
    assert here.search(query, form) == f"/old/search.{form}?include=body&match=any&page=3&q=feed+parser&tag=x"
    assert here.absolute(here.search(Query(), form)) == f"https://example.org/old/search.{form}?include=body"


def test_the_last_page_is_known_inside_the_window_only() -> None:
    assert links.last_page(WORDS, 41) == WORDS
    assert links.last_page(WORDS, 0) == replace(WORDS, page=1)
    assert links.last_page(WORDS, 10_000) == replace(WORDS, page=500)
    assert links.last_page(WORDS, 10_001) is None
    assert links.last_page(replace(WORDS, cursor="abc"), 41) is None


def test_a_click_carries_what_match_became() -> None:
    assert links.decided(WORDS, "any").match == "any"
    assert links.decided(Query(text="feed", expr=Word("feed")), "all").match == "auto"
    assert links.decided(Query(), "all").match == "auto"


def test_next_and_previous_pages_end_where_the_results_end() -> None:
    query = replace(WORDS, page=1)
    assert links.next_page(query, 20, None) is None
    assert links.next_page(query, 21, None) == replace(WORDS, page=2)
    assert links.previous_page(query, 2) is None
    assert links.previous_page(replace(query, page=2), 2) == query
    assert links.previous_page(replace(query, page=9), 2) == replace(WORDS, page=2)
    assert links.previous_page(replace(query, page=9), 0) == query


def test_beyond_the_window_only_a_cursor_goes_on() -> None:
    last = replace(WORDS, page=500)
    assert links.next_page(last, 20_000, None) is None
    assert links.next_page(last, 20_000, "abc") == replace(WORDS, page=1, cursor="abc")
    assert links.next_page(replace(WORDS, page=1, cursor="abc"), 20_000, "def") == replace(WORDS, page=1, cursor="def")
    assert links.next_page(replace(WORDS, page=1, cursor="abc"), 20_000, None) is None
    assert links.previous_page(replace(WORDS, page=1, cursor="abc"), 2) is None


def test_clearing_takes_the_filters_and_dates_and_leaves_the_words() -> None:
    query = replace(WORDS, filters=(Filter("date", ("2009",)), Filter("tag", ("x",))), after=datetime(2009, 1, 1, tzinfo=UTC))
    assert links.cleared(query, "tag").filters == (Filter("date", ("2009",)),)
    assert links.cleared(query) == replace(WORDS, page=1)


@pytest.mark.parametrize("url", ["https://example.org/a", "http://x/", "HTTPS://example.org"])
def test_web_addresses_become_links(url: str) -> None:
    assert links.outward(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "//example.org", "https:", "http://[::1", "data:text/html,x", "/a", " javascript:x"]
)
def test_nothing_else_becomes_a_link(url: str | None) -> None:
    assert links.outward(url) is None


@pytest.mark.parametrize(("setting", "path"), [("", ""), ("/", ""), ("old", "/old"), ("/old/posts/", "/old/posts")])
def test_the_base_path_has_one_slash_before_it_and_none_behind(setting: str, path: str) -> None:
    assert links.base_path(Settings(web=WebSettings(base_path=setting))) == path
