"""Any text that a feed or a person writes makes a feed that can be read, and a table without formulas."""

from __future__ import annotations

import csv as rows
import io
import re
from datetime import UTC, datetime

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from search.document import Document, Feed, Site
from search.page import Hit, IndexInfo, Page, Snippet
from search.query import Filter, Query
from tests.atoms import ATOM, checked, entries
from web import syndication
from web.formats import atom, csv, rss, xml
from web.formats.csv import COLUMNS
from web.links import Links
from web.params import printable

FEW = settings(max_examples=80, deadline=None)

texts = st.text(max_size=40).map(printable)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    date = draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    return Document(
        id=draw(st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
        title=draw(texts),
        body=draw(texts),
        url=draw(st.none() | texts.map(lambda text: f"https://example.org/{text}")),
        creators=tuple(draw(st.lists(texts, max_size=2))),
        categories=tuple(draw(st.lists(texts, max_size=2))),
        date=date,
        date_source=None if date is None else draw(st.sampled_from(("published", "updated", "snapshot"))),
        published=draw(st.none() | texts | st.datetimes(timezones=st.timezones()).map(datetime.isoformat)),
        lang=draw(st.none() | texts),
        guid=draw(st.none() | texts | texts.map(lambda text: f"tag:{text}")),
        site=Site(draw(texts), draw(texts), draw(texts)),
        feeds=tuple(Feed(draw(texts), draw(st.none() | texts)) for _ in range(draw(st.integers(0, 2)))),
    )


@st.composite
def views(draw: st.DrawFn) -> syndication.FeedView:
    found = draw(st.lists(documents(), max_size=3, unique_by=lambda document: document.id))
    hits = tuple(Hit(document, None, None, Snippet(draw(texts))) for document in found)
    page = Page(len(hits), hits, (), "all", IndexInfo("memory", "1", len(hits), None))
    asked = Query(text=draw(texts), filters=(Filter("tag", (draw(texts),)),), sort="newest", facets=())
    return syndication.build(asked, page, Links("atom", origin="http://localhost"), draw(texts), draw(texts), body=True)


@given(views())
@FEW
def test_atom_is_valid_and_has_every_post(view: syndication.FeedView) -> None:
    feed = checked(atom.feed(view))
    for entry, given_entry in zip(entries(feed), view.entries, strict=True):
        title = entry.findtext(f"{ATOM}title") or ""
        assert title.replace("\r", "\n") == xml.clean(given_entry.document.title).replace("\r\n", "\n").replace("\r", "\n")


@given(views())
@FEW
def test_rss_has_every_post(view: syndication.FeedView) -> None:
    text = rss.feed(view).encode()
    items = etree.fromstring(text).findall("channel/item")
    assert len({item.findtext("guid") for item in items}) == len(view.entries)
    assert len(feedparser.parse(text).entries) == len(view.entries)


@given(views())
@FEW
def test_a_table_has_every_post_and_no_formula(view: syndication.FeedView) -> None:
    table = list(rows.reader(io.StringIO(csv.table(view), newline="")))
    assert table[0] == [*COLUMNS, "body"]
    assert [row[0] for row in table[1:]] == [entry.document.id for entry in view.entries]
    assert not [cell for row in table for cell in row if re.search(r"(?:\A|[;\t\r\n]) *[=+\-@]|\A[\t\r\n]", cell)]


@given(texts)
@FEW
def test_apostrophes_are_all_that_a_cell_gains(text: str) -> None:
    assert csv.harmless(text).replace("'", "") == xml.clean(text).replace("'", "")
