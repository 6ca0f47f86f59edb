"""A model of a site that shows its posts on pages, and of one who reads it as reindex does. No network: a request is a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from index import history
from index.history import Failed, Read
from index.sighting import Channel, FeedDocument, Onward, Sighting
from index.walk import Walk, from_json, to_json
from search.settings import HistorySettings

SITE = "https://blog.example.org"
FOREIGN = "https://stranger.example.net/feed/?page=9"
Kind = Literal["archive", "paged", "wordpress"]
Beyond = Literal["404", "410", "empty", "first", "last", "sent to first", "sent to last"]
"""What the site answers behind its last page."""


@dataclass
class Site:
    """Posts are numbers; the newest has the highest. Pages of an archive are numbered from the oldest, live ones from the newest."""

    kind: Kind
    count: int
    size: int = 2
    beyond: Beyond = "404"
    stamped: bool = False
    """Whether each answer has another body, as with a time in it."""
    linked: bool = False
    """Whether a paged feed names a next page on its last page too."""
    statuses: dict[int, int] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    """Onward links in place of the right ones, by page."""
    answers: int = 0

    @property
    def feed(self) -> str:
        return f"{SITE}/feed/"

    @property
    def last(self) -> int:
        """The number of the last page, or how many archive pages there are."""
        pages = -(-self.count // self.size)
        return max(0, pages - 1) if self.kind == "archive" else max(1, pages)

    def address(self, page: int) -> str:
        return f"{SITE}/archive/{page}.atom" if self.kind == "archive" else f"{self.feed}?paged={page}"

    def posts(self, page: int) -> range:
        """The posts of a page; page 0 of an archive is the feed itself."""
        if self.kind == "archive":
            return range((page - 1) * self.size, page * self.size) if page else range(self.last * self.size, self.count)
        newest = min(self.count, self.count - (page - 1) * self.size)
        return range(max(0, newest - self.size), max(0, newest))

    def onward(self, page: int) -> Onward:
        if self.kind == "wordpress":
            return Onward(wordpress=True)
        if self.kind == "archive":
            older = page - 1 if page else self.last
            return Onward(prev_archive=self.links.get(page, self.address(older) if older else None), archive=bool(page))
        return Onward(next=self.links.get(page, self.address(page + 1) if page < self.last or self.linked else None))

    def front(self) -> FeedDocument:
        page = 0 if self.kind == "archive" else 1
        return FeedDocument(Channel("Blog", None, None), tuple(map(_sighting, self.posts(page))), onward=self.onward(page))

    def ask(self, address: str) -> Failed | tuple[str, range, Onward, str]:
        """Answer a request: the final address, the posts, the links, the body."""
        self.answers += 1
        parts = urlsplit(address)
        page = int(parts.path.split("/")[-1].removesuffix(".atom")) if self.kind == "archive" else int(parse_qs(parts.query)["paged"][0])
        if page in self.statuses:
            return Failed(f"status {self.statuses[page]}", self.statuses[page])
        if page > self.last:
            match self.beyond:
                case "404" | "410":
                    return Failed("no such page", int(self.beyond))
                case "sent to first" | "first":
                    page, address = 1, self.feed if self.beyond == "sent to first" else address
                case "sent to last" | "last":
                    page, address = self.last, self.address(self.last) if self.beyond == "sent to last" else address
                case "empty":
                    pass
        posts, onward = self.posts(page), self.onward(page)
        return address, posts, onward, f"{list(posts)} {onward} {self.answers if self.stamped else ''}"


class Reader:
    """Reads the site run by run. What it keeps between runs is the text of the walk and the posts it has seen."""

    def __init__(self, site: Site, limits: HistorySettings | None = None) -> None:
        self.site = site
        self.limits = limits or HistorySettings()
        self.known: set[int] = set()
        self.stored: str | None = None
        self.asked: list[str] = []

    @property
    def walk(self) -> Walk:
        assert self.stored is not None
        return from_json(self.stored)

    def run(self, *, again: bool = False, kill: int | None = None, meanwhile: Callable[[], object] = lambda: None) -> list[str]:
        """Read the feed and walk until the walk ends, or until `kill` pages of it are kept. Return the addresses that were asked."""
        document = self.site.front()
        shown = set(self.site.posts(0 if self.site.kind == "archive" else 1))
        gap = bool(shown and self.known) and not shown & self.known
        walk = history.begin(
            document, self.site.feed, self.walk if self.stored else None, self.limits, again=again or gap, held=len(self.known)
        )
        self.known |= shown
        self.stored = to_json(walk)
        first = len(self.asked)
        while walk.outcome is None and len(self.asked) - first != kill:
            meanwhile()
            walk = history.step(walk, self._page(walk), self.limits, len(self.asked) - first)
            self.stored = to_json(walk)
            assert from_json(self.stored) == walk
        return self.asked[first:]

    def _page(self, walk: Walk) -> Read | Failed:
        assert walk.next is not None
        self.asked.append(walk.next)
        answer = self.site.ask(walk.next)
        if isinstance(answer, Failed):
            return answer
        address, posts, onward, body = answer
        new = len(set(posts) - self.known)
        self.known |= set(posts)
        return Read(address, body, len(body), new, len(posts), onward)


def _sighting(post: int) -> Sighting:
    return Sighting(str(post), None, f"Post {post}", title_is_html=False, html="", summary_only=False)


FEED = f"{SITE}/feed/"
LIMITS = HistorySettings()
WORDPRESS = Onward(wordpress=True)


def document(onward: Onward, *, complete: bool = False) -> FeedDocument:
    """A feed of which only the way to more matters."""
    return FeedDocument(Channel("Blog", None, None), complete=complete, onward=onward)


def begun(onward: Onward, *, known: Walk | None = None, address: str = FEED, again: bool = False, complete: bool = False) -> Walk:
    """A walk as it begins after such a feed."""
    return history.begin(document(onward, complete=complete), address, known, LIMITS, again=again)


def page_of(walk: Walk, onward: Onward = WORDPRESS, *, digest: str | None = None, new: int = 5, posts: int = 10, size: int = 100) -> Read:
    """The page that the walk asks for, with another body on each unless `digest` says else."""
    assert walk.next is not None
    return Read(walk.next, digest or walk.next, size, new, posts, onward)


def stepped(walk: Walk, page: Read | Failed) -> Walk:
    """The walk after the page, within the limits."""
    return history.step(walk, page, LIMITS, 0)
