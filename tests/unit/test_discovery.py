"""Discovery: where feeds usually are, and which of the feeds of a page are tried."""

from __future__ import annotations

import pytest

from index.formats.found import WebPage
from index.sources.discovery import choose, usual_places


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
    own, atom, tag, comments = (f"https://a.example/{path}" for path in ("feed/", "atom/", "tag/x/feed/", "comments/feed/"))
    assert choose(WebPage((comments, own, tag, atom))) == (own, atom)
    assert choose(WebPage((tag, own))) == (tag, own)
    assert choose(WebPage((own,))) == (own,)
    assert choose(WebPage((comments,))) == choose(WebPage(())) == ()
    assert len(choose(WebPage(tuple(f"https://a.example/{number}.xml" for number in range(9))))) == 3
