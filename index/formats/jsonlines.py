"""JSON Lines: one item of a JSON Feed in each line, for archives of any length. `backissues export` writes it, and people's own programs.

A post whose extension names several feeds is one sighting in each of them: the first has what it says, the others only its name.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, product
from operator import itemgetter
from pathlib import PurePath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from index import identity, links
from index.formats import characters, jsonitems, jsonvalues
from index.formats.extension import NAME, Carrier, extended, extension_of
from index.formats.items import Surroundings
from index.formats.jsonvalues import NotJson, Record
from index.formats.unreadable import NotReadable
from index.identity import Claim, Keys
from index.sighting import Channel, FeedDocument, Sighting

LONGEST = 10_000_000
"""Characters of a line that is read. The longest post of the 6,575 real ones has 200,000."""

_PART = 200
"""Sightings after which a part ends."""

_PART_CHARACTERS = 4_000_000
"""Characters of text after which a part ends: what is held in memory at a time, with one line more."""

_LEAD = "\ufeff \t\r\n\x1e"
"""What may stand before a line: the byte order mark, white space, the record separator of RFC 7464."""


@dataclass(frozen=True, slots=True)
class _Post:
    """One line: the post, and the feeds that it was in, at least one."""

    sighting: Sighting
    feeds: tuple[Carrier, ...]


@dataclass(slots=True)
class _Unread:
    """The lines that were not read: how many, and which was the first and why."""

    count: int = 0
    first: str = ""

    def add(self, number: int, reason: str) -> None:
        self.count += 1
        self.first = self.first or f"line {number:,}: {reason}"

    def problem(self) -> str | None:
        return f"{self.first}; {self.count:,} lines in all were not read" if self.count > 1 else self.first or None


def is_lines(head: str) -> bool:
    """Say whether a document that begins so (its first 64 kB are enough) is JSON Lines of posts: its first line is one whole item."""
    line, ended, _ = head.lstrip(_LEAD).partition("\n")
    if not line.startswith("{"):
        return False
    try:
        record = jsonvalues.record_of(jsonvalues.parse(line))
    except NotJson:
        if ended:
            return False
        record = jsonvalues.beginning(line)  # a post of more than 64 kB
    return jsonitems.is_item(record) or (NAME in record and not jsonitems.is_feed(record))


def read(file: BinaryIO, location: str) -> Iterator[FeedDocument]:
    """Yield the posts of the lines in parts, each of one feed. `location` is as in `contents.read`. Raises NotReadable where there is none.

    Lines that are no posts are passed by and named in the last part.
    """
    unread = _Unread()
    last: FeedDocument | None = None
    for part in _parts(_posts(file, location, unread)):
        if last is not None:
            yield last
        last = part
    if last is None:
        raise NotReadable(unread.problem() or "no line holds a post")
    yield replace(last, problem=unread.problem())


def _parts(posts: Iterable[_Post]) -> Iterator[FeedDocument]:
    """Yield the posts in the order of the lines, then their copies: a post gets its id from the first that is seen of it."""
    some: list[_Post] = []
    count = size = 0
    for post in posts:
        some.append(post)
        count += len(post.feeds)
        size += len(post.sighting.html)
        if count >= _PART or size >= _PART_CHARACTERS:
            yield from _part(some)
            some.clear()
            count = size = 0
    yield from _part(some)


def _part(posts: list[_Post]) -> Iterator[FeedDocument]:
    shown: list[tuple[Channel, Sighting]] = []
    copies: dict[Channel, list[Sighting]] = {}
    for post in posts:
        later = list(_copies(post))
        shown += [(feed.channel, copy) for feed, copy in later if feed.first]
        shown.append((post.feeds[0].channel, post.sighting))
        for feed, copy in later:
            if not feed.first:
                copies.setdefault(feed.channel, []).append(copy)
    for channel, run in groupby(shown, key=itemgetter(0)):
        yield FeedDocument(channel, tuple(sighting for _, sighting in run), snapshot=False)
    for channel, sightings in copies.items():
        yield FeedDocument(channel, tuple(sightings), snapshot=False)


def _copies(post: _Post) -> Iterator[tuple[Carrier, Sighting]]:
    if len(post.feeds) > 1:
        keys = identity.keys_of(post.sighting, post.feeds[0].channel)
        known = _known_by_name(post, keys)
        for feed in post.feeds[1:]:
            copy = _copy(post.sighting, keys, feed, known=feed in known)
            if copy is not None:
                yield feed, copy


def _known_by_name(post: _Post, keys: Keys) -> frozenset[Carrier]:
    """Return the feeds that called the post otherwise by a name that leads to it, be it by way of what other feeds called it."""
    whole, feeds = post.sighting, post.feeds
    names = ((feed.guid, feed.link) if feed.renamed else (whole.guid, whole.link) for feed in feeds[1:])
    copies = (replace(whole, guid=guid, link=link, html="") for guid, link in names)
    named = (identity.keys_of(copy, feed.channel) for copy, feed in zip(copies, feeds[1:], strict=True))
    groups = identity.posts(Claim(at, at, its, ("", at)) for at, its in enumerate((keys, *named)))
    alike = next(group for group in groups if any(claim.keys is keys for claim in group))
    return frozenset(feeds[claim.sighting] for claim in alike)


def _copy(whole: Sighting, keys: Keys, feed: Carrier, *, known: bool) -> Sighting | None:
    """Return the post as another feed carried it: without the text, unless only that names it; None where nothing does.

    `known` says that what the feed called it is name enough.
    """
    names = [(feed.guid, feed.link)] if feed.renamed else []
    for (guid, link), html in product([*names, (whole.guid, whole.link)], ("", whole.html)):
        copy = replace(whole, guid=guid, link=link, html=html, summary_only=True)
        its = identity.keys_of(copy, feed.channel)
        if its.own > keys.own:  # it will be taken for the post's own feed, so it must have all that the post says
            return replace(copy, html=whole.html, summary_only=whole.summary_only)
        if known or len(identity.posts([Claim(0, 0, keys, ("", 0)), Claim(1, 1, its, ("", 1))])) == 1:
            return copy
    return None


def _posts(file: BinaryIO, location: str, unread: _Unread) -> Iterator[_Post]:
    base = links.absolute(location)
    own = Carrier(Channel(_title(location, base), base, None))
    for number, line in enumerate(_lines(file), 1):
        if line is None:
            unread.add(number, f"longer than {LONGEST:,} characters")
        elif line.strip(_LEAD):
            try:
                record = jsonvalues.record_of(jsonvalues.parse(line.strip(_LEAD)))
            except NotJson as error:
                unread.add(number, "nested too deeply" if "nested" in str(error) else "not JSON")
                continue
            post = _post(record, own, base)
            if post is None:
                unread.add(number, "not an item of a JSON Feed")
            else:
                yield post


def _post(record: Record, own: Carrier, base: str | None) -> _Post | None:
    extension = extension_of(record)
    feeds = extension.feeds if extension else (own,)
    surroundings = Surroundings((feeds[0].channel.link, feeds[0].channel.self_link, base), None)
    sighting = None if jsonitems.is_feed(record) else jsonitems.sighting(record, surroundings)
    if sighting is None:
        return None
    return _Post(extended(sighting, record, extension) if extension else sighting, feeds)


def _lines(file: BinaryIO) -> Iterator[str | None]:
    """Yield the lines of the file as text; None for one that is too long."""
    raw = io.BufferedReader(cast("io.RawIOBase", file))  # it looks ahead, which not every binary file does
    codec = characters.wide(raw.peek(4)[:64])
    text = io.TextIOWrapper(raw, codec or "utf-8", "replace" if codec else "surrogateescape", newline="\n")
    try:
        while line := text.readline(LONGEST):
            if len(line) < LONGEST or line.endswith("\n"):
                yield characters.allowed(line if codec else characters.mended(line))
                continue
            while (rest := text.readline(LONGEST)) and not rest.endswith("\n"):
                pass
            yield None
    finally:
        text.detach()
        raw.detach()  # the file belongs to the caller


def _title(location: str, address: str | None) -> str:
    """Return what the feed of a file without feeds is called: the file's name without its ending."""
    return PurePath(urlsplit(address).path if address else location).stem or location
