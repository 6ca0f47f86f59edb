"""/search.rss: the posts of the Atom feed, for readers that know only RSS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from search.document import Document, Feed, Site
from search.port import Searchable
from search.settings import PostText, Settings
from web.app import create_app

SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def channel(client: FlaskClient, url: str) -> etree._Element:
    response = client.get(url)
    assert (response.status_code, response.content_type) == (200, "application/rss+xml; charset=utf-8")
    rss = etree.fromstring(response.data)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    found = rss.find("channel")
    assert found is not None
    assert all(found.findtext(name) for name in ("title", "link", "description"))  # RSS 2.0 wants these three
    return found


def test_it_says_what_was_asked_and_where_it_goes_on(client: FlaskClient) -> None:
    feed = channel(client, "/search.rss?q=agile&per_page=10&page=2")
    assert feed.findtext("title") == "agile · Backissues"
    assert feed.findtext("link") == "http://localhost/search?per_page=10&q=agile&sort=newest"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://localhost/search.rss?page=2&per_page=10&q=agile",
        "search": "http://localhost/opensearch.xml",
        "first": "http://localhost/search.rss?per_page=10&q=agile",
        "previous": "http://localhost/search.rss?per_page=10&q=agile",
        "next": "http://localhost/search.rss?page=3&per_page=10&q=agile",
        "last": "http://localhost/search.rss?page=5&per_page=10&q=agile",
    }
    assert (feed.findtext(f"{SEARCH}totalResults"), feed.findtext(f"{SEARCH}startIndex")) == ("47", "11")


def test_it_has_the_posts_of_the_atom_feed(client: FlaskClient) -> None:
    rss = feedparser.parse(client.get("/search.rss?per_page=100&include=body").data)
    atom = feedparser.parse(client.get("/search.atom?per_page=100&include=body").data)
    assert (rss.bozo, rss.version) == (False, "rss20")
    assert [(entry.id, entry.title, entry.link) for entry in rss.entries] == [(entry.id, entry.title, entry.link) for entry in atom.entries]
    assert [entry.published_parsed for entry in rss.entries] == [entry.published_parsed for entry in atom.entries]
    assert [entry.content[0].value for entry in rss.entries] == [entry.content[0].value for entry in atom.entries]
    assert [[tag.term for tag in entry.get("tags", [])] for entry in rss.entries] == [
        [tag.term for tag in entry.get("tags", [])] for entry in atom.entries
    ]
    assert [author.name for author in rss.entries[0].authors] == ["Ann", "Bob"]


def test_dates_have_the_offset_of_the_feed_and_undated_posts_have_none(reader: Callable[[list[Document]], Searchable]) -> None:
    when = datetime(2009, 3, 1, 10, tzinfo=UTC)
    posts = [
        Document("1" * 16, "one", "x", date=when, date_source="published", published="2009-03-01T19:00:00+09:00"),
        Document("2" * 16, "two", "x", date=datetime(2008, 1, 1, tzinfo=UTC), date_source="updated"),
        Document("3" * 16, "AT&T <b>", "x", site=Site("a", "A", None), feeds=(Feed("F", "https://example.org/f"),), lang="de"),
    ]
    feed = channel(create_app(Settings(), reader(posts)).test_client(), "/search.rss")
    items = feed.findall("item")
    assert [item.findtext("pubDate") for item in items] == ["Sun, 01 Mar 2009 19:00:00 +0900", "Tue, 01 Jan 2008 00:00:00 +0000", None]
    assert feed.findtext("lastBuildDate") == "Sun, 01 Mar 2009 10:00:00 +0000"
    assert items[2].findtext("title") == "AT&T <b>"
    assert items[2].findtext("source") == "A"
    assert items[0].findtext("link") == f"http://localhost/post/{'1' * 16}"


@pytest.mark.parametrize(("post_text", "content"), [("full", True), ("snippet", False), ("none", False)])
def test_texts_are_given_where_they_may_be(archive: Searchable, post_text: PostText, content: bool) -> None:
    client = create_app(Settings(post_text=post_text), archive).test_client()
    (item,) = channel(client, "/search.rss?q=title:7&include=body").findall("item")
    assert (item.find("{http://purl.org/rss/1.0/modules/content/}encoded") is not None) is content
    assert (item.find("description") is not None) is (post_text != "none")


def test_a_feed_of_nothing_has_no_date(reader: Callable[[list[Document]], Searchable]) -> None:
    feed = channel(create_app(Settings(), reader([])).test_client(), "/search.rss")
    assert feed.find("lastBuildDate") is None
    assert feed.findtext("description") == "Posts of Backissues, the newest first: All posts"


def test_it_stays_below_the_base_path(based: FlaskClient) -> None:
    for path in ("/search.rss", "/old/posts/search.rss"):
        assert channel(based, path).findtext("link") == "http://localhost/old/posts/"
