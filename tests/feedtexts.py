"""Feeds written for tests, and what the reader of feeds makes of bytes without asking which format they are in."""

from __future__ import annotations

from index.formats import feedxml, sniffing
from index.formats.characters import text_of
from index.sighting import FeedDocument, Sighting

NAMESPACES = " ".join(
    f"xmlns:{prefix}='{uri}'"
    for prefix, uri in {
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "fh": "http://purl.org/syndication/history/1.0",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "media": "http://search.yahoo.com/mrss/",
    }.items()
)


def rss(*items: str, head: str = "<title>Feed</title>") -> str:
    return f"<rss version='2.0' {NAMESPACES}><channel>{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def atom(*entries: str, head: str = "<title>Feed</title>") -> str:
    whole = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {NAMESPACES}>{head}{whole}</feed>"


def document(feed: str | bytes, location: str = "feed.xml") -> FeedDocument:
    """Return what the reader of feeds makes of a feed. AssertionError where it is none."""
    text = text_of(feed if isinstance(feed, bytes) else feed.encode())
    root = sniffing.feed_root(text)
    assert root is not None
    return feedxml.read(text, root, location)


def only(feed: str | bytes) -> Sighting:
    """Return the one post of a feed."""
    (sighting,) = document(feed).sightings
    return sighting
