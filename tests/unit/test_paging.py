"""Addresses of a feed's pages."""

import pytest

from index import links, paging


@pytest.mark.parametrize(
    ("address", "after"),
    [
        ("https://a.example/feed/", "https://a.example/feed/?paged=2"),
        ("https://a.example/feed", "https://a.example/feed?paged=2"),
        ("https://a.example/?feed=rss2", "https://a.example/?feed=rss2&paged=2"),
        ("https://a.example/feed/?paged=2", "https://a.example/feed/?paged=3"),
        ("https://a.example/feed/?paged=9&cat=4", "https://a.example/feed/?cat=4&paged=10"),
        ("https://a.example/?feed=atom&author=7&paged=99", "https://a.example/?feed=atom&author=7&paged=100"),
        ("https://a.example/feed/?paged=", "https://a.example/feed/?paged=2"),
        ("https://a.example/feed/?paged=x", "https://a.example/feed/?paged=2"),
        ("https://a.example/feed/?paged=0", "https://a.example/feed/?paged=2"),
        ("https://a.example/feed/?unpaged=5#top", "https://a.example/feed/?unpaged=5&paged=2"),
        ("https://a.example/tag/%E4%B8%AD/feed/?&&x", "https://a.example/tag/%E4%B8%AD/feed/?x&paged=2"),
    ],
)
def test_the_page_after_that_of_a_wordpress_feed(address: str, after: str) -> None:
    assert paging.wordpress_after(address) == after


def test_a_number_of_any_length_is_a_page() -> None:
    assert paging.wordpress_after(f"https://a.example/feed/?paged={'9' * 3000}") == "https://a.example/feed/?paged=1000000"


def test_there_is_no_page_where_its_address_would_be_too_long() -> None:
    assert paging.wordpress_after("https://a.example/" + "x" * (links.LONGEST - 20)) is None


@pytest.mark.parametrize(
    ("feed", "address", "asked"),
    [
        ("https://a.example/feed/", "https://a.example/feed/?page=2", "https://a.example/feed/?page=2"),
        ("https://a.example/feed/", "https://www.A.example/feed/2", "https://www.A.example/feed/2"),
        ("http://a.example/feed/", "https://a.example/2", "https://a.example/2"),
        ("https://a.example/feed/", "http://a.example/2#x", "https://a.example/2"),
        ("https://a.example/feed/", "http://a.example:80/2", "https://a.example/2"),
        ("https://a.example:8443/", "https://a.example:8443/2", "https://a.example:8443/2"),
        ("https://a.example/", "https://a.example:8443/2", None),
        ("https://a.example/", "https://b.example/2", None),
        ("https://a.example/", "https://feeds.a.example/2", None),
        ("https://a.example/", "https://a.example.b.example/2", None),
        ("https://a.example/", "https://a.example@b.example/2", None),
        ("https://a.example/", "file:///etc/passwd", None),
        ("https://a.example/", "/2", None),
        ("https://a.example/", "", None),
        ("https://a.example/", None, None),
    ],
)
def test_pages_are_on_the_feeds_own_host(feed: str, address: str | None, asked: str | None) -> None:
    assert paging.on_site(feed, address) == asked


def test_the_same_page_in_another_spelling_has_the_same_mark() -> None:
    mark = paging.page_mark("https://a.example/feed?b=1&a=2")
    assert len(mark) == paging.MARK
    assert {
        paging.page_mark(f"{start}/feed?b=1&a=2{end}") for start in ("http://a.example", "https://www.a.example:443") for end in ("", "#x")
    } == {mark}


def test_what_may_tell_pages_apart_is_in_the_mark() -> None:
    addresses = ["/feed", "/feed/", "/feed?source=rss", "/feed?source=rss2", "/feed?utm_page=2", "/feed/index.xml", "/feed/amp", "/Feed"]
    assert len({paging.page_mark(f"https://a.example{address}") for address in addresses}) == len(addresses)
