"""What tests do with Atom: check it, and take it apart."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SCHEMA = Path(__file__).parent / "data" / "atom.rng"


def checked(text: str) -> etree._Element:
    """Return the feed, after asserting what RFC 4287 demands: its schema, and what it says in Schematron and in words."""
    feed = etree.fromstring(text.encode())
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(feed), schema.error_log
    assert feed.findall(f"{ATOM}author"), "a feed has an author, or each of its entries (4.1.1)"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries(feed)]
    assert len(ids) == len(set(ids)), "an id stands for one entry (4.1.1)"
    for entry in entries(feed):
        links = entry.findall(f"{ATOM}link[@rel='alternate']")
        assert len(links) == 1, "an alternate link, and one of a kind (4.1.2)"
    for element in feed.iter():
        href = element.get("href")
        assert href is None or href.startswith(("http://", "https://", "/")), href
        if element.tag == f"{ATOM}id":
            assert (element.text or "").startswith(("http://", "https://", "urn:", "tag:")), element.text
    return feed


def entries(feed: etree._Element) -> list[etree._Element]:
    return list(feed.findall(f"{ATOM}entry"))


def said(element: etree._Element, name: str) -> list[str | None]:
    return [each.text for each in element.findall(f"{ATOM}{name}")]


def link(element: etree._Element, rel: str) -> str | None:
    found = element.find(f"{ATOM}link[@rel='{rel}']")
    return None if found is None else found.get("href")


def feed_of(client: FlaskClient, url: str) -> etree._Element:
    response = client.get(url)
    assert (response.status_code, response.content_type) == (200, "application/atom+xml; charset=utf-8")
    return checked(response.text)
