"""Sighting: one post as one source published it. What `formats` yield and the archive keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Markup = Literal["html", "wordpress"]
"""What the text of a sighting is written in: HTML, or what WordPress's editors store (`wordpress.py` makes HTML of it)."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The feed that a document is one state of. Links are absolute http(s) or None."""

    title: str
    """Plain text, one line."""
    self_link: str | None
    """The feed's own address, without paging parameters."""
    link: str | None
    """What the feed says it belongs to: a site, or one of its tag, category or author archives."""
    lang: str | None = None
    built: str | None = None
    """lastBuildDate or feed-level updated, ISO 8601 in UTC, or None."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item as published: HTML untouched. Dates are ISO 8601 with the offset that was given, or None where none could be read."""

    guid: str | None
    """As published, white space trimmed."""
    link: str | None
    """Absolute http(s) address, relative ones resolved; None where there is none or it is not http(s)."""
    title: str
    """As published: may hold HTML or entities; `title_is_html` says which."""
    title_is_html: bool
    html: str
    """The fullest text of the item, untouched. Plain text is escaped to HTML on the way in."""
    summary_only: bool
    """True where the item gave a summary and no content."""
    creators: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """As published."""
    published: str | None = None
    updated: str | None = None
    lang: str | None = None
    markup: Markup = "html"
    creator_aliases: tuple[str, ...] = ()
    """Other names of the creators, such as their logins: found by search, not shown."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A post (or `count` of its parts) that was left out by rule, with the reason in one or two words (attachment, page, comment).

    `post` names it without its title or address where it may be taken back one day: nothing of it shall stay then.
    """

    post: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A post that an export shows as not public: what names it, and nothing of what it says.

    `reason` is draft, pending, private, trash, future or password. Lists call it by `post`, since an address holds words of the title.
    """

    guid: str | None
    link: str | None
    reason: str
    post: str = "post"


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a feed says that more of its posts are: absolute http(s) addresses or None."""

    prev_archive: str | None = None
    """RFC 5005 section 4: the archive document before this one."""
    next: str | None = None
    """RFC 5005 section 3 `rel=next`, or `next_url` of a JSON Feed."""
    archive: bool = False
    """True for an archive document (fh:archive): it does not change any more."""
    wordpress: bool = False
    """True where WordPress made the feed, so that `?paged=2` may show more."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What one document gave, or one part of a long one. `problem` is one line where it could be read in part only."""

    channel: Channel
    sightings: tuple[Sighting, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    comments: bool = False
    """True for a feed of comments: its items are counted and left out by default."""
    complete: bool = False
    """True where the feed says that it holds all its posts (RFC 5005 fh:complete)."""
    problem: str | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    onward: Onward = Onward()
    snapshot: bool = True
    """True for a feed with its last posts as it was at one time. False for an export, JSON Lines, or a page of a feed's history:
    between them no post is missing only because they have none in common."""
