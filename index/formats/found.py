"""Found: what bytes turned out to be. `contents.read` yields one for each document, or for each part of a long one."""

from __future__ import annotations

from dataclasses import dataclass

from index.sighting import FeedDocument


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: `pages` says whether the pages of an export are posts, `megabytes` how long a document may be that is read at once."""

    pages: bool = False
    megabytes: int = 600
    charset: str | None = None
    """What an HTTP answer says of the encoding."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a subscription list: an absolute http(s) address, and what the list calls it."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A subscription list (OPML). `problem` is one line where it could be read in part only."""

    feeds: tuple[Subscription, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class WebPage:
    """A web page. `feeds` are the addresses that it names as its feeds (`link rel=alternate`), absolute, the likeliest first."""

    feeds: tuple[str, ...]
    moved: str | None = None
    """Where the page sends its readers at once (`meta http-equiv=refresh`), absolute, or None."""


@dataclass(frozen=True, slots=True)
class NoFeed:
    """Bytes that are none of these; `detail` says in one line what of them is not as it should be."""

    detail: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that are meant to be one of these and give nothing; `detail` is one line."""

    detail: str


Content = FeedDocument | Subscriptions | WebPage | NoFeed | Unreadable


@dataclass(frozen=True, slots=True)
class Found:
    """One document of a file. `path` is where it stands inside an archive (`feeds/a.xml`), or nothing where it is the file itself.

    Several in a row with the same path and channel are parts of one document.
    """

    path: str
    content: Content
