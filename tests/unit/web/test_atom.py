"""/search.atom: valid by RFC 4287, the same for whoever asks, and read by feedparser as it was meant."""

from __future__ import annotations

import feedparser
import pytest
from flask.testing import FlaskClient

from search.port import Searchable
from search.settings import PostText, Settings, WebSettings
from tests.atoms import ATOM, SEARCH, checked, entries, feed_of, link, said
from web.app import create_app


def test_posts_come_newest_first_whatever_is_asked(client: FlaskClient) -> None:
    for url in (
        "/search.atom?q=agile",
        "/search.atom?q=agile&sort=oldest&facet=tag&facet_size=9&explain=1&prefix=last",
        "/search.atom?sort=x",
    ):
        feed = feed_of(client, url)
        updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries(feed)]
        assert updated == sorted(updated, reverse=True)
        assert len(updated) == 20
        assert "sort" not in str(link(feed, "self"))


def test_an_entry_says_what_is_known_of_a_post(client: FlaskClient) -> None:
    (entry,) = entries(feed_of(client, "/search.atom?q=title:7+tag:c%2B%2B+agile&match=all"))
    assert said(entry, "id") == ["https://example.org/7"]
    assert said(entry, "title") == ["Post 7 about a python"]
    assert said(entry, "published") == ["2009-05-30T10:00:00+00:00"]
    assert said(entry, "updated") == ["2009-05-30T10:00:00Z"]
    assert [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")] == ["Ann", "Bob"]
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["Python", "Machine Learning", "C++"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert (link(entry, "alternate"), link(entry, "related")) == (
        "https://example.org/7",
        f"http://localhost/post/{7:016x}?match=all&q=title:7+tag:c%2B%2B+agile",
    )
    assert "agile" in str(said(entry, "summary")[0])
    assert said(entry, "content") == []
    source = entry.find(f"{ATOM}source")
    assert source is not None
    assert (said(source, "id"), said(source, "title")) == (["https://example.org/feed/"], ["Example"])
    assert (link(source, "self"), link(source, "alternate")) == ("https://example.org/feed/", "https://example.org/")


def test_the_feed_says_what_was_asked_and_where_else_it_is(client: FlaskClient) -> None:
    feed = feed_of(
        client, "/search.atom?q=agile&tag=Python&exclude.lang=de&after=2009-03&before=2012&page=2&per_page=10&year=2009&year=2010"
    )
    assert said(feed, "title") == ["agile, 2009, 2010, not German, python, from March 2009, before 2012 · Backissues"]
    rest = "after=2009-03&before=2012&exclude.lang=de"
    ends = "per_page=10&q=agile&tag=python&year=2009&year=2010"
    assert link(feed, "self") == f"http://localhost/search.atom?{rest}&page=2&{ends}"
    assert link(feed, "first") == link(feed, "previous") == f"http://localhost/search.atom?{rest}&{ends}"
    assert link(feed, "last") == link(feed, "self")
    assert link(feed, "next") is None
    assert link(feed, "alternate") == f"http://localhost/search?{rest}&{ends.replace('&tag', '&sort=newest&tag')}"
    assert link(feed, "search") == "http://localhost/opensearch.xml"
    assert said(feed, "id") == [f"tag:archive.backissues.invalid,2026:search?{rest}&{ends.removeprefix('per_page=10&')}"]
    total = int(feed.findtext(f"{SEARCH}totalResults") or 0)
    assert 10 < total < 20
    assert (feed.findtext(f"{SEARCH}startIndex"), feed.findtext(f"{SEARCH}itemsPerPage")) == ("11", "10")
    asked = feed.find(f"{SEARCH}Query[@role='request']")
    assert asked is not None
    assert (asked.get("searchTerms"), asked.get("startPage")) == ("agile", "2")


def test_a_feed_never_relaxes_unless_it_is_asked_to(client: FlaskClient) -> None:
    assert feed_of(client, "/search.atom?q=parser+zebra").findtext(f"{SEARCH}totalResults") == "0"
    feed = feed_of(client, "/search.atom?q=parser+zebra&match=any")
    assert int(feed.findtext(f"{SEARCH}totalResults") or 0) > 0
    assert "match=any" in str(link(feed, "self"))
    page = client.get("/search?q=parser+zebra").text
    assert 'href="/search.atom?q=parser+zebra"' in page


def test_what_was_meant_is_said(client: FlaskClient) -> None:
    feed = feed_of(client, "/search.atom?q=zbera")
    meant = feed.find(f"{SEARCH}Query[@role='correction']")
    assert meant is not None
    assert meant.get("searchTerms") == "zebra"
    assert int(meant.get("totalResults") or 0) > 0


def test_pages_lead_from_the_first_post_to_the_last(client: FlaskClient) -> None:
    url: str | None = "/search.atom?per_page=20"
    found: list[str | None] = []
    while url:
        feed = feed_of(client, url)
        found += [entry.findtext(f"{ATOM}id") for entry in entries(feed)]
        url = link(feed, "next")
    assert len(found) == len(set(found)) == 47


def test_beyond_the_window_a_cursor_goes_on(client: FlaskClient) -> None:
    cursor = client.get("/search.json?q=agile&sort=newest&per_page=40").get_json()["cursor"]
    feed = feed_of(client, f"/search.atom?q=agile&per_page=40&cursor={cursor}")
    assert len(entries(feed)) == 7
    assert feed.find(f"{SEARCH}startIndex") is None
    assert (link(feed, "first"), link(feed, "last")) == ("http://localhost/search.atom?per_page=40&q=agile", None)
    assert client.get("/search.atom?cursor=abc").status_code == 400


def test_bad_values_are_errors_for_programs(client: FlaskClient) -> None:
    response = client.get("/search.atom?page=x&after=never")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert [each["parameter"] for each in response.get_json(force=True)["errors"]] == ["after", "page"]


def test_ids_do_not_depend_on_the_name_of_the_server(archive: Searchable, client: FlaskClient) -> None:
    named = create_app(Settings(web=WebSettings(address="https://search.example.net", base_path="old")), archive).test_client()
    one, other = feed_of(client, "/search.atom?q=agile"), feed_of(named, "/search.atom?q=agile")
    assert said(one, "id") == said(other, "id")
    assert link(other, "self") == "https://search.example.net/old/search.atom?q=agile"
    by_name = checked(client.get("/search.atom", headers={"Host": "archive.example.org:8000"}).text)
    assert link(by_name, "self") == "http://archive.example.org:8000/search.atom"
    for host in ("evil.example/x?", "<b>", "a@b", ""):
        feed = checked(client.get("/search.atom", headers={"Host": host}).text)
        assert link(feed, "self") in {"/search.atom", "http://localhost/search.atom"}


@pytest.mark.parametrize(("post_text", "content"), [("full", True), ("snippet", False), ("none", False)])
def test_texts_are_given_where_they_are_asked_for_and_may_be(archive: Searchable, post_text: PostText, content: bool) -> None:
    client = create_app(Settings(post_text=post_text), archive).test_client()
    feed = feed_of(client, "/search.atom?q=title:7&include=body")
    (entry,) = entries(feed)
    assert "include=body" in str(link(feed, "self"))
    assert bool(said(entry, "content")) is content
    assert bool(said(entry, "summary")) is (post_text != "none")
    if content:
        assert str(said(entry, "content")[0]).startswith("<p>The first line says python.</p>\n<p>The second one says agile. And")
    assert said(entries(feed_of(client, "/search.atom?q=title:7"))[0], "content") == []


def test_feedparser_reads_it_as_it_was_meant(client: FlaskClient) -> None:
    parsed = feedparser.parse(client.get("/search.atom?per_page=100&include=body").data)
    assert not parsed.bozo
    assert (parsed.version, len(parsed.entries)) == ("atom10", 47)
    assert parsed.feed.opensearch_totalresults == "47"
    last = parsed.entries[0]
    assert (last.id, last.link, last.title) == ("https://example.org/47", "https://example.org/47", "Post 47 about a python")
    assert [tag.term for tag in last.tags] == ["Python", "Machine Learning", "C++"]
    assert [author.name for author in last.authors] == ["Ann", "Bob"]
    assert last.published_parsed[:3] == (2012, 9, 11)
    assert last.source.title == "Example"
    assert last.content[0].value.startswith("<p>The first line says python.</p>")
