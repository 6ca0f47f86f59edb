"""Backissues reads its own feeds: the same posts into an archive of their own, and nothing new beside the ones that they are from."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.document import Document, Site
from search.engines.memory.reader import MemoryReader
from tests.feeding import rss
from tests.places import Place
from web.app import create_app

BODY = "<p>One <b>line</b> &lt;script&gt;</p><p>two</p>"
ITEMS = f"""
<item><title>AT&amp;amp;T &amp;lt;b&amp;gt; &#233;</title><link>https://blog.example.org/a?b=c&amp;d=e</link>
<guid isPermaLink="false">17</guid><pubDate>Sun, 01 Mar 2009 19:00:00 +0900</pubDate>
<dc:creator>Ann &amp; Co</dc:creator><dc:creator>B, Bo</dc:creator><category>a, b</category><category>C++</category>
<content:encoded>{escape(BODY)}</content:encoded></item>
<item><title>Undated</title><link>https://blog.example.org/u</link><guid>https://blog.example.org/u</guid><description>text</description></item>
<item><title>Tag URI</title><link>https://blog.example.org/t</link><guid isPermaLink="false">tag:blog.example.org,2009:5</guid>
<pubDate>Mon, 02 Mar 2009 10:00:00 GMT</pubDate><description>more text</description></item>
"""
SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
NO_SITE = Site("", "", None)


def client_of(place: Place) -> FlaskClient:
    assert place.store.state
    return create_app(place.settings, MemoryReader(place.store.state)).test_client()


@pytest.fixture(name="original")
def _original(tmp_path: Path) -> Place:
    (tmp_path / "one").mkdir()
    place = Place(tmp_path / "one")
    text = rss([(number, f"text of {number}\nand more") for number in range(1, 8)])
    text = text.replace("<rss ", f"<rss {SPACES} ", 1).replace("</channel>", f"{ITEMS}</channel>")
    (place.feeds / "blog.xml").write_text(text, encoding="utf-8")
    report = place.run(place.feeds)
    assert report.problems == ()
    assert len(place.documents()) == 10
    assert place.documents()["AT&T <b> é"].body == "One line <script>\ntwo"
    return place


def told(document: Document) -> Document:
    """Return what a feed can carry of the post; a guid that means something on its own site only is none elsewhere."""
    guid = document.guid if document.guid and ":" in document.guid else document.url
    return replace(document, id="", guid=guid, updated=None, site=NO_SITE, feeds=(), sources=(), cuts=(), lang=None)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_an_archive_of_its_own_has_the_same_posts(original: Place, tmp_path: Path, form: str) -> None:
    (tmp_path / "two").mkdir()
    other = Place(tmp_path / "two")
    feed = client_of(original).get(f"/search.{form}?include=body&per_page=100").data
    (other.feeds / "feed.xml").write_bytes(feed)
    report = other.run(other.feeds)
    assert (report.problems, report.posts.added) == ((), 10)
    before = {title: told(document) for title, document in original.documents().items()}
    assert {title: told(document) for title, document in other.documents().items()} == before


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_beside_the_originals_there_is_nothing_new(original: Place, form: str) -> None:
    before = original.documents()
    for name, query in (("whole", "include=body&per_page=100"), ("summaries", "per_page=100"), ("some", "q=text&per_page=3")):
        (original.feeds / f"{name}.xml").write_bytes(client_of(original).get(f"/search.{form}?{query}").data)
        report = original.run(original.feeds)
        assert (report.problems, report.posts.added, report.posts.removed) == ((), 0, 0)
    after = original.documents()
    assert {title: document.id for title, document in after.items()} == {title: document.id for title, document in before.items()}
    assert {title: told(document) for title, document in after.items()} == {title: told(each) for title, each in before.items()}
