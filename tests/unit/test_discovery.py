"""Discovery: where feeds usually are, and which of the feeds of a page is read."""

from __future__ import annotations

import pytest

from index.formats.found import WebPage
from index.sources.discovery import Choice, choose, usual_places


def test_the_usual_places_of_a_host() -> None:
    places = usual_places("https://Blog.example:8080/?a=1#top")
    assert places[0] == "https://Blog.example:8080/feed/"
    assert [place.removeprefix("https://Blog.example:8080") for place in places] == [
        "/feed/", "/feed", "/rss", "/atom.xml", "/feed.xml", "/index.xml", "/rss.xml", "/feed.json", "/feeds/posts/default",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", ["https://a.example/blog", "https://a.example/blog/", "https://a.example/blog/index.html", "https://a.example//blog//?x"]
)
def test_below_a_path_comes_before_the_root_of_the_host(address: str) -> None:
    places = usual_places(address)
    below, root = "https://a.example/blog/", "https://a.example/"
    assert places == (
        *(below + name for name in ("feed/", "feed.xml", "atom.xml", "index.xml", "rss.xml", "rss")),
        *(root + name for name in ("feed/", "feed.xml", "atom.xml", "rss.xml")),
    )


@pytest.mark.parametrize(
    "address", ["", "blog.example", "ftp://blog.example/", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://["]
)
def test_what_is_no_address_has_no_places(address: str) -> None:
    assert usual_places(address) == ()


def test_the_first_feed_that_is_no_comments_is_chosen() -> None:
    own, atom, comments = "https://a.example/feed/", "https://a.example/atom/", "https://a.example/comments/feed/"
    assert choose(WebPage((comments, own, atom))) == Choice((own,), "the likeliest of the 3 feeds that the page names")
    assert choose(WebPage((own,))) == Choice((own,), "the page names one feed")
    assert choose(WebPage((comments,))) == Choice((), "the page names only feeds of comments")
    assert choose(WebPage(())) == Choice((), "the page names no feed")
