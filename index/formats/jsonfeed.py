"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): the text of a feed to a FeedDocument."""

from __future__ import annotations

import re

from index import links
from index.clean import to_title
from index.formats import jsonitems, jsonvalues
from index.formats.comments import of_comments
from index.formats.feedxml import MOST
from index.formats.items import Surroundings, language
from index.formats.jsonvalues import NotJson, Record, text_of
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument, Onward, Sighting

_BEGIN = re.compile(r"[\s\ufeff]*\{")
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)
_CLAIM = re.compile(r'(?<!\\)"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version', re.IGNORECASE)
"""The version as it stands in JSON; in a text that quotes one there is a backslash before the quotation mark."""

_ITEMS = re.compile(r'(?<!\\)"items"\s*:\s*\[')


def read(text: str, location: str) -> FeedDocument | None:
    """Return the posts of a JSON Feed, or None where the text is none.

    `location` is as in `contents.read`. Raises NotReadable for a JSON Feed in which nothing can be read.
    """
    if not _BEGIN.match(text):
        return None
    try:
        feed = jsonvalues.parse(text.lstrip("\ufeff \t\r\n"))
    except NotJson as error:
        return _damaged(text, location, str(error)) if _CLAIM.search(text) else None
    if not isinstance(feed, dict) or not _is_feed(feed):
        return None
    if not isinstance(feed.get("items"), list):
        raise NotReadable("a JSON Feed without a list of items")
    return _document(feed, location, None)


def _is_feed(feed: Record) -> bool:
    """Return whether an object is a JSON Feed: it says so, or it has items of that shape."""
    if _VERSION.match(text_of(feed.get("version"))):
        return True
    return next(map(jsonitems.is_item, jsonvalues.records_of(feed.get("items"))), False)


def _damaged(text: str, location: str, reason: str) -> FeedDocument:
    """Return what can be read of a feed that is no JSON: the whole items before the place where it ends to be."""
    place = _ITEMS.search(text)
    if place is None:
        raise NotReadable(f"damaged JSON: {reason}")
    feed: Record = jsonvalues.beginning(text[: place.start()])
    feed["items"] = jsonvalues.elements(text, place.end())
    if not feed["items"]:
        raise NotReadable(f"damaged JSON: none of its posts can be read ({reason})")
    count = len(feed["items"])
    return _document(feed, location, f"damaged JSON: {count:,} whole {'post' if count == 1 else 'posts'} read ({reason})")


def _document(feed: Record, location: str, problem: str | None) -> FeedDocument:
    base = links.absolute(location)
    self_link = links.absolute(text_of(feed.get("feed_url")), base)
    link = links.absolute(text_of(feed.get("home_page_url")), self_link, base)
    title = text_of(feed.get("title"))
    channel = Channel(
        title=to_title(title, is_html=jsonitems.escaped(title)),
        self_link=links.without_paging(self_link) if self_link else None,
        link=link,
        lang=language(text_of(feed.get("language"))),
    )
    surroundings = Surroundings((link, self_link, base), channel.lang, jsonitems.people(feed))
    given = feed["items"]
    items = [jsonitems.sighting(item, surroundings) for item in jsonvalues.records_of(given[:MOST])]
    sightings = tuple(item for item in items if item is not None)
    return FeedDocument(
        channel=channel,
        sightings=sightings,
        comments=of_comments(self_link or "", channel.title, [_addressed(one) for one in sightings]),
        problem=problem or _lost(len(sightings), len(given)),
        onward=Onward(next=links.absolute(text_of(feed.get("next_url")), self_link, base)),
        snapshot=not links.is_later_page(self_link or ""),
    )


def _addressed(sighting: Sighting) -> dict[str, str]:
    return {"id": sighting.guid or "", "link": sighting.link or ""}


def _lost(count: int, given: int) -> str | None:
    """Return what was not read of the items, in one line."""
    if given > MOST:
        return f"more than {MOST:,} posts: {MOST:,} of {given:,} read"
    return f"{count:,} of {given:,} items read; the others say nothing" if count < given else None
