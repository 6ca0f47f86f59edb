"""Web pages: the feeds that they name, the likeliest first; and whatever a page is, reading it ends."""

from __future__ import annotations

import pytest

from index.formats import webpage
from index.formats.found import WebPage

HERE = "https://blog.example/"


def _page(head: str, location: str = HERE) -> WebPage:
    found = webpage.read(f"<!DOCTYPE html><html><head>{head}</head><body><p>text</p></body></html>", location)
    assert found is not None
    return found


def _feeds(head: str, location: str = HERE) -> list[str]:
    return list(_page(head, location).feeds)


def _link(href: str, kind: str = "application/rss+xml", more: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" {more}>'


@pytest.mark.parametrize(
    "text",
    ["", "<rss></rss>", "<opml></opml>", '{"version": 1}', "prose, <html>", "<svg/>", "<htmlx></htmlx>", "\x00", "<?xml?>"],
)  # fmt: skip
def test_what_is_no_html_is_none(text: str) -> None:
    assert webpage.read(text, HERE) is None


@pytest.mark.parametrize(
    "before",
    [
        "<html><head>", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<meta>", "<!-- made by hand --><HTML>", "<head>", "<body>",
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head>',
        "Warning: include() in /index.php on line 3\n<html>", "<br />\n<b>Notice</b>: x\n<html>", " \n\t<meta charset='utf-8'>",
    ],
)  # fmt: skip
def test_pages_begin_in_many_ways(before: str) -> None:
    assert webpage.read(before + _link("/feed"), HERE) == WebPage(("https://blog.example/feed",))


@pytest.mark.parametrize(
    "link",
    [
        _link("/feed"),
        _link("/feed", "Application/RSS+XML; charset=utf-8"),
        _link("/feed", "application/atom+xml"),
        _link("/feed", "application/feed+json"),
        _link("/feed", "application/json"),
        _link("/feed", "text/xml"),
        _link("/feed", ""),
        "<LINK HREF=/feed TYPE=application/rss+xml REL='home Alternate'/>",
        "<link rel=feed href=/feed>",
        _link("https://blog.example/feed#top"),
        _link(" /fe\ned "),
        f"<noscript>{_link('/feed')}</noscript>",
        f"</head><body><div>{_link('/feed')}",
    ],
)
def test_a_link_names_a_feed(link: str) -> None:
    assert _feeds(link) == ["https://blog.example/feed"]


@pytest.mark.parametrize(
    "link",
    [
        _link("/wp-json/wp/v2/pages/2", "application/json"),
        _link("/oembed?url=/feed", "application/json+oembed"),
        _link("/sitemap.xml", "application/xml"),
        _link("/print", "text/html"),
        _link("/fr/feed", "", "hreflang=fr"),
        _link("javascript:alert(1)"),
        _link("data:application/rss+xml,x"),
        _link(""),
        "<link rel='alternate stylesheet' type='application/rss+xml' href='/feed'>",
        "<link rel=feed type=text/html href=/feed>",
        "<link rel=EditURI type=application/rsd+xml href=/feed>",
        "<link rel=alternate type=application/rss+xml>",
        f"<!-- {_link('/feed')} -->",
        f"<script>'{_link('/feed')}'</script>",
        "<a rel=alternate type=application/rss+xml href=/feed>",
    ],
)
def test_a_link_names_no_feed(link: str) -> None:
    assert _feeds(link) == []


def test_addresses_are_resolved_against_the_base_and_that_against_the_page() -> None:
    links = _link("feed.xml") + _link("/atom.xml") + _link("//feeds.example/x") + _link("https://other.example/rss")
    rest = ["https://blog.example/atom.xml", "https://feeds.example/x", "https://other.example/rss"]
    assert _feeds(links, "https://blog.example/a/b") == ["https://blog.example/a/feed.xml", *rest]
    assert _feeds(f"{links}<base target=_top><base href='/c/'>", "https://blog.example/a/b") == ["https://blog.example/c/feed.xml", *rest]
    assert _feeds(links, "page.html") == ["https://other.example/rss"]


def test_the_order_is_that_of_the_page_but_tags_and_comments_come_last() -> None:
    head = (
        _link("/comments/feed/", more='title="Blog &raquo; Comments Feed"')
        + _link("/2020/01/post/feed/", more='title="Blog &raquo; Kommentar-Feed zu Post"')
        + _link("/tag/python/feed/")
        + _link("/feed.json", "application/json")
        + _link("/feed/")
        + _link("/atom/", "application/atom+xml")
        + _link("/feed/")
    )
    places = ["feed/", "atom/", "feed.json", "tag/python/feed/", "comments/feed/", "2020/01/post/feed/"]
    assert _feeds(head) == [HERE + place for place in places]
    assert _feeds(head, f"{HERE}tag/python")[0] == f"{HERE}tag/python/feed/"
    assert _feeds(head, f"{HERE}2020/01/post/")[0] == f"{HERE}feed/"


def test_the_feed_of_a_blog_that_is_called_no_comment_is_found() -> None:
    assert (
        _feeds(_link("/feed/", more='title="No Comment"') + _link("/comments/feed/", more='title="No Comment: comments"'))[0]
        == f"{HERE}feed/"
    )


@pytest.mark.parametrize(
    "content", ["0; url=/new/feed.xml", "0;URL='https://blog.example/new/feed.xml'", "5 ; /new/feed.xml", "0.5,url = /new/feed.xml"]
)
def test_a_page_that_sends_readers_to_a_feed_names_it(content: str) -> None:
    moved = "https://blog.example/new/feed.xml"
    assert _page(f'<META HTTP-EQUIV="Refresh" CONTENT="{content}">') == WebPage((moved,), moved)


def test_a_page_that_sends_readers_to_a_page_says_where() -> None:
    head = '<meta http-equiv="refresh" content="0; url=https://new.example/blog/"><link rel="canonical" href="https://new.example/blog/">'
    assert _page(head) == WebPage((), "https://new.example/blog/")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="refresh" content="300; url=/news">',
        '<meta http-equiv="refresh" content="0">',
        '<meta http-equiv="refresh" content="0; url=https://blog.example/">',
        '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
        '<noscript><meta http-equiv="refresh" content="0; url=/noscript"></noscript>',
        '<meta name="refresh" content="0; url=/x">',
    ],
)
def test_a_page_that_reloads_or_does_no_such_thing_stays(meta: str) -> None:
    assert _page(meta) == WebPage(())


def test_feeds_are_limited() -> None:
    assert len(_feeds("".join(_link(f"/{number}/feed") for number in range(150)))) == 100


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<div>", "<b>", "<noscript>", "<noscript><meta>", "<base ", "<!DOCTYPE", "<![CDATA[", "<?xml ", "<link x='"],
)  # fmt: skip
def test_hostile_pages_end(piece: str) -> None:
    found = webpage.read(f"<html><head>{_link('/feed')}{piece * (200_000 // len(piece))}", HERE)
    assert found is not None
    assert found.feeds == ("https://blog.example/feed",)
    webpage.read(piece * (200_000 // len(piece)), HERE)
