"""Bytes to sightings, a file for each format. `read` picks the reader by the content."""

from __future__ import annotations

from index.formats import feedxml, sniffing
from index.formats.characters import text_of
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument

__all__ = ["NotReadable", "read"]


def read(data: bytes, location: str) -> FeedDocument | None:
    """Return the posts of a document, or None where it is no feed.

    `location` is its address or file name; an http(s) one is the last base of relative links. Raises NotReadable.
    """
    text = text_of(data)
    root = sniffing.feed_root(text)
    if root is None:
        return None
    if sniffing.is_export(text):
        raise NotReadable(sniffing.EXPORT_REFUSED)
    return feedxml.read(text, root, location)
