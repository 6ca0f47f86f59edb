"""Entries of /search.atom: ids and dates of posts that lack them, and texts of strangers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from search.document import Document, Feed, Site
from search.port import Searchable
from search.settings import Settings, WebSettings
from tests.atoms import ATOM, SEARCH, checked, entries, feed_of, link, said
from tests.payloads import ADDRESSES, PAYLOADS
from web.app import create_app

FLOOR = "0001-01-01T00:00:00Z"

Reader = Callable[[list[Document]], Searchable]


def bare(number: int, **more: object) -> Document:
    return replace(Document(f"{number:016x}", f"Bare {number}", "word"), **more)  # type: ignore[arg-type] # values by name


def test_posts_that_lack_everything_have_ids_and_a_date_that_is_none(reader: Reader) -> None:
    client = create_app(Settings(), reader([bare(1), bare(2, title="", body="")])).test_client()
    feed = feed_of(client, "/search.atom")
    assert said(feed, "updated") == [FLOOR]
    assert {entry.findtext(f"{ATOM}id") for entry in entries(feed)} == {
        f"tag:archive.backissues.invalid,2026:post/{number:016x}" for number in (1, 2)
    }
    assert [said(entry, "updated") for entry in entries(feed)] == [[FLOOR], [FLOOR]]
    assert [said(entry, "published") for entry in entries(feed)] == [[], []]
    assert {link(entry, "alternate") for entry in entries(feed)} == {f"http://localhost/post/{number:016x}" for number in (1, 2)}


GUIDS = (
    ("https://example.org/?p=1", "https://example.org/?p=1"),
    ("tag:example.org,2009:1", "tag:example.org,2009:1"),
    ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
    ("17", "https://example.org/a"),
    ("post:17", "https://example.org/a"),
    ("http://localhost/?p=1", "https://example.org/a"),
    ("http://[::1", "https://example.org/a"),
    ("https://example.org/a b", "https://example.org/a"),
    ("tag:archive.backissues.invalid,2026:post/0000000000000002", "https://example.org/a"),
)


@pytest.mark.parametrize(("guid", "key"), GUIDS)
def test_an_id_is_what_readers_know_the_post_by(reader: Reader, guid: str, key: str) -> None:
    client = create_app(Settings(), reader([bare(1, guid=guid, url="https://example.org/a")])).test_client()
    assert said(entries(feed_of(client, "/search.atom"))[0], "id") == [key]


def test_two_posts_with_one_guid_or_link_have_two_ids(reader: Reader) -> None:
    posts = [bare(number, guid="https://example.org/g", url="https://example.org/a") for number in (1, 2, 3)]
    client = create_app(Settings(), reader(posts)).test_client()
    ids = [entry.findtext(f"{ATOM}id") for entry in entries(feed_of(client, "/search.atom"))]
    assert ids == ["https://example.org/g", "https://example.org/a", f"tag:archive.backissues.invalid,2026:post/{3:016x}"]


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("2009-03-01T19:00:00+09:00", "2009-03-01T19:00:00+09:00"),
        ("2009-03-01", "2009-03-01T10:00:00Z"),
        ("2009-99-01T10:00:00Z", "2009-03-01T10:00:00Z"),
        ("2009-03-02T09:00:00+23:00", "2009-03-01T10:00:00Z"),
        (None, "2009-03-01T10:00:00Z"),
    ],
)
def test_the_offset_of_the_feed_stays_where_it_can(reader: Reader, published: str | None, written: str) -> None:
    when = datetime(2009, 3, 1, 10, tzinfo=UTC)
    updated = datetime(2010, 1, 1, tzinfo=UTC)
    document = bare(1, date=when, date_source="published", published=published, updated=updated)
    (entry,) = entries(feed_of(create_app(Settings(), reader([document])).test_client(), "/search.atom"))
    assert (said(entry, "published"), said(entry, "updated")) == ([written], ["2010-01-01T00:00:00Z"])
    seen = replace(document, date_source="snapshot", published=None, updated=None)
    (entry,) = entries(feed_of(create_app(Settings(), reader([seen])).test_client(), "/search.atom"))
    assert (said(entry, "published"), said(entry, "updated")) == ([], ["2009-03-01T10:00:00Z"])


@pytest.fixture(scope="module")
def hostile(reader: Reader) -> FlaskClient:
    texts = [*PAYLOADS, "\x01\x0b\ufffe\x1b]", "\r\n\t", "\u0085\u2028"]
    documents = [
        Document(
            id=f"{number:016x}",
            title=payload,
            body=f"word {payload}\n{payload} word",
            url=ADDRESSES[number % len(ADDRESSES)],
            creators=(payload,),
            categories=(payload,),
            published=payload,
            date=datetime(2009, 1, 1, tzinfo=UTC),
            date_source="published",
            lang=payload,
            guid=f"https://example.org/{payload}",
            site=Site(payload, payload, ADDRESSES[number % len(ADDRESSES)]),
            feeds=(Feed(payload, ADDRESSES[number % len(ADDRESSES)]),),
        )
        for number, payload in enumerate(texts)
    ]
    return create_app(Settings(web=WebSettings(title=PAYLOADS[1])), reader(documents)).test_client()


def test_what_strangers_write_stays_text(hostile: FlaskClient) -> None:
    feed = feed_of(hostile, "/search.atom?per_page=100&include=body")
    assert len(entries(feed)) == len(PAYLOADS) + 3
    names = {str(element.tag) for element in feed.iter()}
    assert not [name for name in names if "script" in name or "svg" in name or "img" in name]
    titles = {entry.findtext(f"{ATOM}title") for entry in entries(feed)}
    assert set(PAYLOADS) <= titles
    content = entries(feed)[0].findtext(f"{ATOM}content") or ""
    assert "<script" not in content
    assert "&lt;" in content


@pytest.mark.parametrize("payload", [*PAYLOADS, "\x01", "\ufffe", "\ud800".encode("utf-8", "replace").decode()])
def test_what_is_asked_stays_text(hostile: FlaskClient, payload: str) -> None:
    feed = checked(hostile.get("/search.atom", query_string={"q": payload, "tag": payload, "match": "any"}).text)
    assert feed.find(f"{SEARCH}Query") is not None
