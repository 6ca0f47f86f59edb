"""Extension: what `backissues export` says of a post beyond JSON Feed, in the item's member `_backissues`. docs/formats.md describes it.

It is written and read here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from index import links
from index.formats import dates
from index.formats.items import language
from index.formats.jsonvalues import Record, name_of, record_of, records_of, text_of, texts_of
from index.sighting import Channel, Markup, Sighting

NAME = "_backissues"

MOST_FEEDS = 1_000
"""Feeds that are read of one post: each makes a sighting of it. The most tag feeds that a real post was seen in is 11."""

_CHANNEL = {"title": "title", "feed_url": "self_link", "home_page_url": "link", "language": "lang", "built": "built"}
"""Members of a feed (as JSON Feed calls them), and what of a Channel each is."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A feed that carried the post.

    A feed that called the post by two names did so at two times: its older state is another carrier, with the date of that state.
    """

    channel: Channel
    renamed: bool = False
    """True where it called the post otherwise than the item does: by `guid` and `link`."""
    guid: str | None = None
    link: str | None = None
    first: bool = False
    """True where the post has its id (that of the archive) from this name."""

    def record(self) -> Record:
        """Return it as JSON values."""
        channel = ((name, getattr(self.channel, attribute)) for name, attribute in _CHANNEL.items())
        found: Record = {name: value for name, value in channel if value is not None}
        if self.renamed:
            found |= {"id": self.guid, "url": self.link}
        return found | ({"first": True} if self.first else {})


@dataclass(frozen=True, slots=True)
class Extension:
    """What the archive knows of a post and JSON Feed has no words for."""

    feeds: tuple[Carrier, ...]
    """The feeds that carried the post; what the post says comes from the first one."""
    title_html: str | None = None
    """The title as it was published, where that is HTML."""
    creator_aliases: tuple[str, ...] = ()
    summary_only: bool | None = None
    """None where the text itself shows it: there is none, or there is one."""
    markup: Markup = "html"
    guid: bool = True
    """False where the post came without a guid, so that the item's id is made up."""

    def record(self) -> Record:
        """Return the member's value: the feeds, and of the rest what is not as usual."""
        rest: dict[str, Any] = {
            "title_html": self.title_html,
            "creator_aliases": list(self.creator_aliases) or None,
            "summary_only": self.summary_only,
            "markup": self.markup if self.markup != "html" else None,
        }
        return (
            {"feeds": [feed.record() for feed in self.feeds]}
            | {name: value for name, value in rest.items() if value is not None}
            | ({} if self.guid else {"guid": None})
        )


def extension_of(item: Record) -> Extension | None:
    """Return what the item's extension says, or None where it has none that names a feed."""
    record = record_of(item.get(NAME))
    feeds = tuple(map(_carrier, records_of(record.get("feeds"))[:MOST_FEEDS]))
    if not feeds:
        return None
    return Extension(
        feeds=tuple(dict.fromkeys(feeds)),
        title_html=text_of(record.get("title_html")) or None,
        creator_aliases=texts_of(record.get("creator_aliases")),
        summary_only=told if isinstance(told := record.get("summary_only"), bool) else None,
        markup="wordpress" if record.get("markup") == "wordpress" else "html",
        guid="guid" not in record,
    )


def extended(sighting: Sighting, item: Record, extension: Extension) -> Sighting:
    """Return the post as its extension has it. What an export wrote is taken word for word: it was mended when it was first read."""
    html = text_of(item.get("content_html"))
    return replace(
        sighting,
        guid=sighting.guid if extension.guid else None,
        link=None if item.get("url", "") is None else sighting.link,
        title=extension.title_html or text_of(item.get("title")),
        title_is_html=extension.title_html is not None,
        html=html or sighting.html,
        summary_only=sighting.summary_only if extension.summary_only is None else extension.summary_only,
        creators=tuple(_names(item)) or sighting.creators,
        markup=extension.markup,
        creator_aliases=extension.creator_aliases,
    )


def _names(item: Record) -> Iterator[str]:
    yield from dict.fromkeys(name for one in records_of(item.get("authors")) if (name := text_of(one.get("name")).strip()))


def _carrier(feed: Record) -> Carrier:
    self_link, link = (links.absolute(text_of(feed.get(name))) for name in ("feed_url", "home_page_url"))
    channel = Channel(
        title=" ".join(text_of(feed.get("title")).split()),
        self_link=links.without_paging(self_link) if self_link else None,
        link=link,
        lang=language(text_of(feed.get("language"))),
        built=dates.in_utc(dates.iso(text_of(feed.get("built")))),
    )
    return Carrier(
        channel,
        renamed="id" in feed or "url" in feed,
        guid=name_of(feed.get("id")) or None,
        link=links.absolute(text_of(feed.get("url"))),
        first=feed.get("first") is True,
    )
