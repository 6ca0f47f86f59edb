"""What robots are told: where not to go, which pages not to keep, which links not to follow."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from lxml import html

from index import status
from search.port import Searchable
from search.settings import Settings, WebSettings
from tests.unit.web.test_sources_page import ARCHIVE
from web.app import create_app


def allows(rules: str, path: str) -> bool:
    """Return what RFC 9309 makes of it: of the rules that fit, the longest holds, and `*` is anything."""
    pairs = [line.partition(": ") for line in rules.splitlines()[1:]]
    return max(((len(rule), kind == "Allow") for kind, _, rule in pairs if fits(rule, path)), default=(0, True))[1]


def fits(rule: str, path: str) -> bool:
    return re.match(".*".join(map(re.escape, rule.split("*"))), path) is not None


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        (f"/post/{7:016x}", True),
        ("/help", True),
        ("/static/page.css", True),
        ("/search.atom?q=agile", True),
        ("/search.rss", True),
        ("/?tag=python", False),
        (f"/post/{7:016x}?q=agile", False),
        ("/search?q=agile", False),
        ("/search.json", False),
        ("/search.csv?page=9", False),
        ("/facet/tag.json", False),
        ("/facet/tag", False),
        ("/suggest?q=a", False),
        ("/advanced?q=a", False),
    ],
)
def test_filtered_searches_are_barred(client: FlaskClient, path: str, allowed: bool) -> None:
    rules = client.get("/robots.txt").text
    assert allows(rules, path) is allowed
    if allowed or not path.startswith(("/?", "/post/")):  # robots that know no `*` may go wherever others may, and hardly further
        simple = RobotFileParser()
        simple.parse(rules.splitlines())
        assert simple.can_fetch("anybot", f"http://localhost{path}") is allowed


@pytest.mark.parametrize(
    "path", ["/search?q=agile", "/?page=2", "/search?tag=python", "/search", "/?page=1", "/search?page=1", "/?utm_source=x"]
)
def test_results_are_not_kept(client: FlaskClient, based: FlaskClient, path: str) -> None:
    for page in (html.document_fromstring(client.get(path).text), html.document_fromstring(based.get(f"/old/posts{path}").text)):
        assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
        assert page.xpath('//link[@rel="canonical"]') == []


def test_the_newest_posts_are_kept_at_one_address(archive: Searchable, client: FlaskClient, based: FlaskClient) -> None:
    named = create_app(Settings(web=WebSettings(address="https://example.org", base_path="/posts")), archive).test_client()
    for asked, path, address in (
        (client, "/", "/"),
        (based, "/old/posts/", "/old/posts/"),
        (named, "/posts/", "https://example.org/posts/"),
    ):
        page = html.document_fromstring(asked.get(path).text)
        assert page.xpath('//meta[@name="robots"]') == []
        assert page.xpath('//link[@rel="canonical"]/@href') == [address]


@pytest.mark.parametrize("path", ["/search.json", "/search.atom", "/search.csv", "/suggest", "/search.json?page=x"])
def test_answers_for_programs_are_not_kept_either(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/").headers


@pytest.fixture
def listed(archive: Searchable, tmp_path: Path) -> FlaskClient:
    """A client of an archive of which it is known where it is from."""
    status.write(ARCHIVE, tmp_path)
    return create_app(Settings(data=tmp_path), archive).test_client()


@pytest.mark.parametrize(
    ("path", "least"),
    [
        ("/", 10),
        ("/search?q=parser+agile&tag=python&page=2&per_page=5", 10),
        ("/search?year=2009&exclude.lang=de", 10),
        (f"/post/{7:016x}", 5),
        ("/facet/tag?q=agile", 5),
        ("/help", 5),
        ("/sources", 1),
        ("/sources?site=example.org", 1),
    ],
)
def test_links_that_make_another_search_are_not_followed(client: FlaskClient, listed: FlaskClient, path: str, least: int) -> None:
    """Facets, years, chips, sort, match, pages, tags and creators of a post: each combination is a page of its own."""
    page = html.document_fromstring((listed if path.startswith("/sources") else client).get(path).text)
    found = page.xpath("//main//a | //aside//a")
    searches = [link for link in found if urlsplit(link.get("href")).path in {"/", "/search"} and not link.get("href").startswith("#")]
    assert len(searches) >= least
    assert [html.tostring(link) for link in searches if "nofollow" not in (link.get("rel") or "").split()] == []


def test_the_page_names_its_feeds(client: FlaskClient, based: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/search?q=agile+zebra&sort=oldest&page=2&tag=python").text)
    named = {link.get("type"): link.get("href") for link in page.xpath('//link[@rel="alternate"]')}
    assert named["application/atom+xml"] == "/search.atom?q=agile+zebra&tag=python"
    assert named["application/rss+xml"] == "/search.rss?q=agile+zebra&tag=python"
    assert named["application/json"].startswith("/search.json?")
    (link,) = page.xpath('//footer//a[text()="Subscribe to this search"]')
    assert link.get("href") == named["application/atom+xml"]
    for url in (*named.values(), *page.xpath("//footer//ul//a/@href")):
        assert client.get(url).status_code == 200
    assert 'href="/old/posts/search.atom"' in based.get("/").text
