"""One post as every engine stores it, and as an engine takes it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

DateSource = Literal["published", "updated", "snapshot"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A channel that carried the post. `url` is the http(s) self link or link, or None."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """What the channels belong to. `key` is the normalised link (host and path, no scheme, no `www.`), compared as a facet value."""

    key: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """What one cleaning rule took out of this post: how many times it did."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Document:
    """One post, clean: text only, never HTML; times are aware and in UTC; links are http(s) or None.

    Raises ValueError where a time is not aware UTC (law 8).
    """

    id: str
    """16 hex digits."""
    title: str
    """One line; may be empty."""
    body: str
    """Blocks are separated by a newline, words inside a block by one space (text of `pre` keeps its lines)."""
    url: str | None = None
    creators: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Labels as published, one spelling per folded key."""
    date: datetime | None = None
    """What the post is sorted and filtered by; None is undated."""
    date_source: DateSource | None = None
    published: str | None = None
    """The date of publication as ISO 8601 with the offset that the feed gave, or None."""
    updated: datetime | None = None
    lang: str | None = None
    """Language as a lower-case primary subtag (`en`, `pt`, `zh`), or None where it is not known."""
    site: Site = Site("", "", None)
    feeds: tuple[Feed, ...] = ()
    sources: tuple[str, ...] = ()
    """Names of the sources that hold a sighting of the post."""
    guid: str | None = None
    aliases: tuple[str, ...] = ()
    """Ids that the post had before two posts turned out to be one."""
    summary_only: bool = False
    """True where no sighting has the full text."""
    cuts: tuple[Cut, ...] = ()
    creator_aliases: tuple[str, ...] = ()
    """Other names of the creators, such as their logins: found by search, not shown."""

    def __post_init__(self) -> None:
        """Refuse times that are not aware UTC."""
        for name, moment in (("date", self.date), ("updated", self.updated)):
            if moment is not None and (moment.utcoffset() is None or moment.utcoffset()):
                raise ValueError(f"{name} of post {self.id} is not in UTC: {moment!r}")


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its terms: what an engine indexes.

    `terms` maps the name of a text field (see `fields.py`) to its terms, joined by single spaces; a term's position is its
    place in that row. No term holds white space; `analysis.FILLER` stands at positions that hold no term.
    """

    document: Document
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post as one engine writes it: what `Indexable.prepare` made of an Analysed. Only that engine knows what is in it."""

    id: str
    content: Any


Ready = Analysed | Prepared
"""A post that an engine can write."""


@dataclass(frozen=True, slots=True)
class Removal:
    """The change that takes a post out of the index."""

    id: str


Change = Ready | Removal
"""What `Indexable.apply` takes: the post's new state, or its removal."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far an index has followed an archive: the archive's uuid and the change number reached."""

    archive: str
    change: int
