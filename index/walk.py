"""Walk: how far the history of one feed has been read. It is kept as JSON text in the archive and goes on from there."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from index import links, paging

Way = Literal["archive", "complete", "paged", "wordpress"]
"""How older posts are reached: RFC 5005 prev-archive; fh:complete, nothing to reach; `rel=next` or `next_url`; `?paged=N`."""

Outcome = Literal["complete", "limit", "error", "not offered"]

MOST = 10_000
"""Pages of one walk over all its runs: 100,000 posts of ten a page. It bounds loops of any length, and the stored text to about 500 kB."""

WAITING = 8
"""Places where older walks stopped and that one walk may still have before it."""

LONGEST = 500
"""Characters of the detail; the rest is cut."""

PATIENCE = 2
"""Pages in a row without a new post that end a walk (reliability.md T2)."""

_MARKS = ("seen", "bodies", "archived")
_COUNTS = ("pages", "size", "found", "barren", "repeats", "patience", "run_pages", "run_size")
_MARKED = re.compile(rf"(?:[0-9a-f]{{{paging.MARK}}})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Walk:
    """The state of a walk. While `outcome` is None it is running and `next` is the address to ask."""

    feed: str
    """The feed's own address after redirects; it says which site the walk stays on."""
    way: Way | None = None
    """None where no way could be taken."""
    next: str | None = None
    """The address to ask next; where the walk stopped, the address to ask again or to go on with."""
    rest: tuple[str, ...] = ()
    """Where older walks stopped: this one goes on there when it has come to what they read."""
    pages: int = 0
    """Pages read, of all walks of this feed."""
    size: int = 0
    """Bytes of these pages."""
    found: int = 0
    """New posts that these pages gave."""
    barren: int = 0
    """Pages in a row without a new post."""
    repeats: int = 0
    """Pages in a row with a body that another page had."""
    patience: int = PATIENCE
    """Pages in a row without a new post that end this walk."""
    run_pages: int = 0
    run_size: int = 0
    """Pages and bytes of this run."""
    seen: tuple[str, ...] = ()
    """Marks of the addresses of this walk, the feed's own among them."""
    bodies: tuple[str, ...] = ()
    """Marks of the bodies."""
    archived: tuple[str, ...] = ()
    """Marks of the addresses of archive pages. They are read once for ever, so this is kept over walks."""
    outcome: Outcome | None = None
    detail: str = ""
    """What the outcome is about, one line for people."""
    stuck: bool = False
    """True where another try would end in the same way, so that it is made by `--history` only."""

    @property
    def fills_in(self) -> bool:
        """Whether the pages only add posts and never replace one that is held.

        Archive pages are old states (RFC 5005 section 4): what is held of a post may be newer. All other pages are live views
        of the posts as they are now, so they replace like the feed itself.
        """
        return self.way == "archive"

    def met(self, address: str) -> bool:
        """Return whether this walk, or for archive pages any walk, has read the address."""
        mark = paging.page_mark(address)
        return mark in self.seen or (self.fills_in and mark in self.archived)


def to_json(walk: Walk) -> str:
    """Return the walk as one line of ASCII."""
    said = asdict(walk) | {name: "".join(getattr(walk, name)) for name in _MARKS}
    return json.dumps(said)


def from_json(text: str) -> Walk:
    """Return the walk that a text of `to_json` says. Raises ValueError for any other text."""
    try:
        said = json.loads(text)
    except RecursionError as error:
        raise ValueError("this is no state of a walk: it is nested too deep") from error
    if not isinstance(said, dict) or list(said) != [field.name for field in fields(Walk)]:
        raise ValueError("this is no state of a walk: it has other keys")
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    walk = Walk(**values | {name: _marks(said[name]) for name in _MARKS})
    if not (_is_counted(walk) and _is_placed(walk) and _is_told(walk)) or to_json(walk) != text:
        raise ValueError("this is no state of a walk: a value is of the wrong kind")
    return walk


def standing(walk: Walk) -> str:
    """Return how the walk stands, in one line for people."""
    then = "--history tries again" if walk.stuck else "the next run goes on"
    place = f" at {walk.next}" if walk.next else ""
    match walk.outcome:
        case "complete" if walk.way == "complete":
            return "complete: the feed says that it holds all its posts"
        case "complete":
            return f"complete: {counted(walk.pages, 'page')}" if walk.pages else "complete: there are no older pages"
        case "limit":
            return f"stopped at {walk.detail}, {counted(walk.pages, 'page')} read so far; {then}"
        case "error":
            return f"stopped by an error{place}: {walk.detail}; {then}"
        case "not offered":
            return f"not offered: {walk.detail}"
        case None:
            return f"not ended, {counted(walk.pages, 'page')} read so far; {then}"


def counted(count: int, what: str) -> str:
    """Return a count of things, such as `1 page` or `1,500 pages`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _marks(joined: object) -> tuple[str, ...]:
    if not isinstance(joined, str) or not _MARKED.fullmatch(joined) or len(joined) > (MOST + 1) * paging.MARK:
        raise ValueError("this is no state of a walk: its marks are not as they were written")
    return tuple(joined[start : start + paging.MARK] for start in range(0, len(joined), paging.MARK))


def _is_counted(walk: Walk) -> bool:
    return type(walk.stuck) is bool and all(type(count) is int and count >= 0 for count in (getattr(walk, name) for name in _COUNTS))


def _is_placed(walk: Walk) -> bool:
    if not isinstance(walk.rest, tuple) or len(walk.rest) > WAITING:
        return False
    places = (walk.feed, *walk.rest, *(() if walk.next is None else (walk.next,)))
    return all(isinstance(place, str) and links.absolute(place) == place for place in places)


def _is_told(walk: Walk) -> bool:
    known = walk.way in (None, *get_args(Way)) and walk.outcome in (None, *get_args(Outcome))
    told = isinstance(walk.detail, str) and len(walk.detail) <= LONGEST
    return known and told and (walk.outcome is not None or (walk.next is not None and walk.way is not None))
