"""WordPress exports (WXR 1.0 to 1.2): a long file to parts of a document, each as small as a feed, without ever holding the whole.

Published posts are sightings, pages by option. What is not public is named and never quoted; what is no post is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from index import links
from index.clean import is_marked_up, to_title
from index.formats.blocks import texts
from index.formats.items import language
from index.formats.unreadable import NotReadable
from index.formats.wxr_dates import Clock, rfc822
from index.formats.wxr_fields import Fields, Reader
from index.formats.wxr_items import Items, Source, mixes, pieces
from index.formats.wxr_posts import Export, Outcome, outcomes
from index.sighting import Channel, FeedDocument, Sighting, Skipped, Withdrawn
from search.facets import fold_key

MOST = 200
"""Posts, and others that were left out, in one part."""

LARGEST = 1_000_000
"""Characters of text from which on a part is full."""

_HOME = re.compile(r"(https?://[^?#]+)\?p(?:age_id)?=\d+", re.IGNORECASE)
"""A guid as WordPress makes it: the address of the site with the number of the post."""


def read(file: BinaryIO, location: str, *, pages: bool, charset: str | None = None) -> Iterator[FeedDocument]:
    """Yield the parts of the export in `file` (seekable, binary), all with the same channel; the last one has the problem, if any.

    `location` is its address or file name, `charset` what came with it (Content-Type). At least one part is given. Raises NotReadable
    where there are items and none can be read, and OSError.
    """
    items = Items(texts(file, charset))
    tally = _Tally()
    readable = _readable(items, tally)
    first = next(readable, None)
    export = _export(Reader(items.head).head(), first, links.absolute(location))
    part, clock = _Part(export.channel), Clock()
    for item in chain(() if first is None else (first,), readable):
        for outcome in outcomes(item, export, clock, pages=pages):
            part.add(outcome)
            tally.posts += isinstance(outcome, Sighting)
        if part.full():
            yield part.document(None)
            part = _Part(export.channel)
    yield part.document(tally.problem(cut_off=not items.ended if items.root else bool(tally.open)))


@dataclass(slots=True)
class _Tally:
    """What has been read so far, in items and in posts."""

    read: int = 0
    lost: int = 0
    open: int = 0
    """1 where the last item has no end tag."""
    posts: int = 0

    def problem(self, *, cut_off: bool) -> str | None:
        """Return what was lost in one line, None for nothing. Raises NotReadable where nothing is left."""
        if cut_off:
            said = f"cut off in the middle: {self.posts} whole {'post' if self.posts == 1 else 'posts'} read"
            return f"{said}; damaged XML before it: {self.lost} of its items lost" if self.lost else said
        lost = self.lost + self.open
        if lost and not self.read:
            raise NotReadable("damaged XML: none of its items can be read")
        return f"damaged XML: {self.read} of {self.read + lost} items read" if lost else None


def _readable(items: Items, tally: _Tally) -> Iterator[Fields]:
    """Yield the fields of each item that can be read."""
    reader: Reader | None = None
    for source in items:
        reader = reader or Reader(items.head)
        torn = bool(tally.open)
        tally.lost += tally.open
        tally.open = 0
        for item in _in(source, reader, torn=torn):
            if item is None:
                tally.lost += 1
            else:
                tally.read += 1
                yield item
        tally.open = int(not source.whole)


def _in(source: Source, reader: Reader, *, torn: bool) -> Iterator[Fields | None]:
    """Yield the items that are whole in the source of one, None for each that is damaged beyond repair.

    `torn` says that the one before had no end: this one is whole if it has a title, which is where WordPress begins.
    """
    alone = source.whole and not mixes(source.text)
    for text in (source.text,) if alone else pieces(source.text):
        item = reader.item(text) or reader.repaired(text)
        whole = item is not None and _decides(item, text) and (bool(item.all("title")) or (alone and not torn))
        yield item if whole else None


def _decides(item: Fields, text: str) -> bool:
    """Say whether what decides on an item's being public is whole: a password whose start tag is damaged leaves its end tag behind."""
    return len(item.all("wp:status")) <= 1 and bool(item.all("wp:post_password") or ":post_password>" not in text)


def _export(head: Fields, first: Fields | None, address: str | None) -> Export:
    """Return what the head says. Items that were cut out of an export have none: the first one's guid names the site."""
    home = _HOME.match(first.first("guid")) if first else None
    link = next(filter(None, (links.absolute(head.first(name), address) for name in ("wp:base_blog_url", "link"))), None)
    title, built = head.first("title"), rfc822(head.first("pubDate"))
    channel = Channel(
        title=to_title(title, is_html=is_marked_up(title)),
        self_link=None,
        link=link or links.absolute(home[1] if home else None),
        lang=language(head.first("language")),
        built=built.isoformat() if built else None,
    )
    return Export(channel, _authors(head), address)


def _authors(head: Fields) -> dict[str, str]:
    """Return the display names by folded login; each name follows its login."""
    found: dict[str, str] = {}
    login = ""
    for one in head.every:
        if one.name == "wp:author_login":
            login = fold_key(one.text)
        elif one.name == "wp:author_display_name" and login:
            found.setdefault(login, one.text.strip())
    return found


@dataclass(slots=True)
class _Part:
    """What has been gathered for the next document."""

    channel: Channel
    sightings: list[Sighting] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    size: int = 0

    def add(self, outcome: Outcome) -> None:
        """Take in what an item gave."""
        match outcome:
            case Sighting():
                self.sightings.append(outcome)
                self.size += len(outcome.html)
            case Skipped():
                self.skipped.append(outcome)
            case Withdrawn():
                self.withdrawn.append(outcome)

    def full(self) -> bool:
        """Say whether the next item belongs into another part."""
        return len(self.sightings) + len(self.skipped) + len(self.withdrawn) >= MOST or self.size >= LARGEST

    def document(self, problem: str | None) -> FeedDocument:
        """Return the part as a document."""
        return FeedDocument(
            self.channel, tuple(self.sightings), tuple(self.skipped), problem=problem, withdrawn=tuple(self.withdrawn), snapshot=False
        )
