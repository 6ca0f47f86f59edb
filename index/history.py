"""History: what to read next of a feed's older posts, and when to stop. Decisions only: no network, no clock, no archive.

How it is called, for one feed:

    after its address was read        walk = begin(document, address, known, limits, again=--history)
    where it answered 304             walk = resume(known, limits)
    while walk.outcome is None:       fetch walk.next; a redirect may lead where allowed(walk, address) says, and nowhere else
        the page is a feed            keep its posts; walk = step(walk, Read(...), limits, seconds)
        it is not, or there is none   walk = step(walk, Failed(...), limits, seconds)
        store to_json(walk)           in the transaction that keeps the page's posts, so that after a kill both or neither are there

`known` is what `from_json` made of the stored text, or None: none stored, or one that it refuses. `seconds` is the time that this run has
given to this walk. Where `walk.fills_in`, posts of a page are only added and never replace one that is held.

Each run of `begin`, `resume` and `step` either ends the walk or asks for one more page, and a run asks for no more than the limits allow.
Why the end does not come too early: posts that are published meanwhile push others to later pages. Within a run that makes a page
repeat some posts of the page before. Between two runs it may fill whole pages with posts that are known, so a walk that goes on after
a stop takes LENIENT pages without a new post instead of PATIENCE. And `again` on a walk that never reached its end reads what is
new at the front, then goes on where the old one stopped (`Walk.rest`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index import links, paging
from index.lines import one_line
from index.sighting import FeedDocument, Onward
from index.walk import LONGEST, MOST, PATIENCE, WAITING, Walk, counted
from search.settings import HistorySettings

LENIENT = 50
"""Pages in a row without a new post that end a walk which was stopped once: 500 posts published in between, at WordPress's ten a page."""

REPEATS = 2
"""Pages in a row with bodies seen before in this run that end any walk of live pages. One alone may be a page that was pushed back."""

GONE = (404, 410)
"""What sites answer beyond their last page. Some name a next page on the only one and answer 404 for it (podlove-publisher#279)."""

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Read:
    """A page that was read and is a feed."""

    address: str
    """Where it was in the end, after redirects."""
    digest: str
    """Any digest of the body: equal for equal bodies."""
    size: int
    """Bytes of the body, unpacked."""
    new: int
    """Posts that this source had not shown before. What only another source showed (an export of some years) counts as new: else the
    walk would end in the middle of it."""
    posts: int
    """Items in it, those included that were left out by rule."""
    onward: Onward


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be read. `detail` is one line without the address, such as `status 503` or `no feed`."""

    detail: str
    status: int | None = None
    """The HTTP status, if there was an answer. 404 and 410 are the end of live pages, whatever the body was."""
    again: bool = True
    """Whether the next run may fare better (a time-out, 429, 5xx, a page that is no feed) or not (an address that may not be asked)."""


def begin(document: FeedDocument, address: str, known: Walk | None, limits: HistorySettings, *, again: bool = False,
          held: int = 0) -> Walk:  # fmt: skip
    """Return the walk after `address` (where it was in the end) gave `document`.

    A walk that was stopped goes on; one that reached its end stays as it is, unless `again`. An archived feed that names an archive page
    which was never read is walked in any case: its posts may have passed through the feed between two runs (RFC 5005 section 4.2).
    `again` is for `--history`, and for a feed none of whose posts was known although its source had posts: some may have passed unseen.
    `held` is how many posts this source had shown before; where none of its pages was walked, theirs shall not end the walk.
    Raises ValueError where `address` is not http(s).
    """
    feed = links.absolute(address)
    if feed is None:
        raise ValueError(f"{address}: not an http or https address")
    first = Walk(feed, patience=PATIENCE + held // max(1, len(document.sightings)), seen=(paging.page_mark(feed),))
    if known is None:
        return _chosen(first, document, limits)
    moved = links.host(feed) != links.host(known.feed)
    walked = known.way not in (None, "complete")
    if walked and not moved and not again and not _is_behind(feed, document.onward, known):
        return resume(known, limits)
    walk = _chosen(_anew(first, known, moved=moved), document, limits)
    if walked and not moved and (walk.way is None or len(known.rest) >= WAITING):
        return resume(replace(known, stuck=False), limits)
    return _with_rest(walk, known, limits, moved=moved) if _is_open(known) else walk


def resume(known: Walk, limits: HistorySettings) -> Walk:
    """Return the walk to go on with where the feed itself has not changed (304): as it was where it ended, running where it was stopped."""
    if not _is_open(known) or known.stuck:
        return known
    walk = replace(known, outcome=None, detail="", run_pages=0, run_size=0, repeats=0, patience=max(known.patience, LENIENT))
    # Live pages have moved since: a body that was page 7 may rightly be page 8 now.
    return _asking(walk if walk.fills_in else replace(walk, bodies=()), limits, 0)


def allowed(walk: Walk, address: str) -> bool:
    """Return whether the walk may go to the address: http(s) on the feed's own host (reliability.md T2)."""
    return paging.on_site(walk.feed, address) is not None


def step(walk: Walk, page: Read | Failed, limits: HistorySettings, seconds: float) -> Walk:
    """Return the walk after `walk.next` was asked, `seconds` after this run began with it. Raises ValueError where it has ended."""
    if walk.outcome is not None or walk.next is None:
        raise ValueError(f"the history of {walk.feed} has ended; no page of it was asked for")
    if isinstance(page, Failed):
        return _failed(walk, page, limits, seconds)
    if not allowed(walk, page.address):
        return _stopped(walk, f"it leads to {_host(page.address)}, another site", stuck=True)
    came = paging.page_mark(page.address)
    looped = came != paging.page_mark(walk.next) and walk.met(page.address)
    twice = paging.mark(page.digest) in walk.bodies
    taken = _taken(walk, page, twice=twice)
    link = None if looped else _onward(walk, page.onward)
    if walk.fills_in:
        return _following(taken, None if twice else link, limits, seconds)
    if looped or taken.barren >= taken.patience or taken.repeats >= REPEATS:
        return _doubted(_turned(taken, link, limits, seconds))
    return _following(taken, link if page.posts else None, limits, seconds)


def _is_open(walk: Walk) -> bool:
    """Say whether the walk has a place to go on from: it was killed, reached a limit or met an error."""
    return walk.outcome in (None, "limit", "error") and walk.next is not None


def _is_behind(feed: str, onward: Onward, known: Walk) -> bool:
    """Say whether the feed names an archive page that no walk has read and none stands before."""
    previous = paging.on_site(feed, onward.prev_archive)
    waiting = {paging.page_mark(place) for place in (known.next, *known.rest) if place}
    return previous is not None and paging.page_mark(previous) not in {*known.archived, *waiting}


def _anew(first: Walk, known: Walk, *, moved: bool) -> Walk:
    """Return a walk that begins again, with what is kept over walks."""
    patience = first.patience if known.way in (None, "complete") else PATIENCE
    bodies = known.bodies if known.fills_in and not moved else ()
    return replace(first, patience=patience, pages=known.pages, size=known.size, found=known.found, archived=known.archived, bodies=bodies)


def _chosen(walk: Walk, document: FeedDocument, limits: HistorySettings) -> Walk:
    """Choose the way: what the feed says of itself before a guess, and stable pages before live ones."""
    onward = document.onward
    if previous := paging.on_site(walk.feed, onward.prev_archive):
        return _following(replace(walk, way="archive"), previous, limits, 0)
    if document.complete:
        return replace(walk, way="complete", outcome="complete")
    if following := paging.on_site(walk.feed, onward.next):
        return _following(replace(walk, way="paged"), following, limits, 0)
    if foreign := onward.prev_archive or onward.next:
        return _stopped(walk, f"its older pages are on {_host(foreign)}, another site: name its feed there as a source", stuck=True)
    if onward.wordpress:
        return _following(replace(walk, way="wordpress"), paging.wordpress_after(walk.feed), limits, 0)
    return replace(walk, outcome="not offered", detail="the feed names no older pages")


def _with_rest(walk: Walk, known: Walk, limits: HistorySettings, *, moved: bool) -> Walk:
    """Have a new walk go on later where the known one stopped. Where it cannot, let no known page end it before that place."""
    if moved or walk.way != known.way or known.next is None:
        return replace(walk, patience=max(walk.patience, known.pages + LENIENT))
    rest = (place for place in known.rest if paging.page_mark(place) not in known.seen)  # what the known walk came past lies behind it
    walk = replace(walk, rest=(known.next, *rest))
    return _turned(walk, None, limits, 0) if walk.outcome == "complete" else walk


def _taken(walk: Walk, page: Read, *, twice: bool) -> Walk:
    marks = (paging.page_mark(walk.next or ""), paging.page_mark(page.address))
    return replace(
        walk,
        pages=walk.pages + 1,
        size=walk.size + page.size,
        found=walk.found + page.new,
        barren=0 if page.new else walk.barren + 1,
        repeats=walk.repeats + 1 if twice else 0,
        run_pages=walk.run_pages + 1,
        run_size=walk.run_size + page.size,
        seen=_joined(walk.seen, *marks),
        bodies=_joined(walk.bodies, paging.mark(page.digest)),
        archived=_joined(walk.archived, *marks) if walk.fills_in else walk.archived,
    )


def _failed(walk: Walk, page: Failed, limits: HistorySettings, seconds: float) -> Walk:
    if page.status in GONE and not walk.fills_in:
        gone = replace(walk, seen=_joined(walk.seen, paging.page_mark(walk.next or "")))
        return _turned(gone, None, limits, seconds)
    return _stopped(walk, page.detail, stuck=not page.again)


def _onward(walk: Walk, onward: Onward) -> str | None:
    match walk.way:
        case "archive":
            return onward.prev_archive
        case "wordpress":
            return paging.wordpress_after(walk.next or walk.feed)
        case _:
            return onward.next


def _following(walk: Walk, link: str | None, limits: HistorySettings, seconds: float) -> Walk:
    """Go on to the link. None and pages that were met are an end; a foreign link is an error that names its host."""
    if link is None:
        return _turned(walk, None, limits, seconds)
    own = paging.on_site(walk.feed, link)
    if own is None:
        return _stopped(walk, f"its next page is on {_host(link)}, another site", stuck=True)
    return _turned(walk, None, limits, seconds) if walk.met(own) else _asking(replace(walk, next=own), limits, seconds)


def _turned(walk: Walk, link: str | None, limits: HistorySettings, seconds: float) -> Walk:
    """Come to the end of what is to be read here: go on where an older walk stopped, else the history is complete.

    Where this walk itself has passed that place, go on from here (`link`): posts pushed it back, so what it stood for lies behind.
    """
    if not walk.rest:
        return replace(walk, next=None, outcome="complete")
    place, *rest = walk.rest
    lenient = replace(walk, rest=tuple(rest), patience=max(walk.patience, LENIENT), outcome=None)
    if paging.page_mark(place) not in walk.seen:
        return _asking(replace(lenient, next=place, barren=0, repeats=0), limits, seconds)
    return _turned(lenient, None, limits, seconds) if link is None else _following(lenient, link, limits, seconds)


def _doubted(walk: Walk) -> Walk:
    """Where a guess never showed a new post and the site knew no end of it, the site does not know `?paged=N` at all."""
    if walk.outcome == "complete" and walk.way == "wordpress" and not walk.found:
        return replace(walk, outcome="not offered", detail="the site answers every page with the same posts")
    return walk


def _asking(walk: Walk, limits: HistorySettings, seconds: float) -> Walk:
    """Let the walk ask `walk.next`, unless a limit is reached."""
    if max(len(walk.seen), len(walk.bodies), len(walk.archived)) >= MOST:
        return replace(walk, outcome="limit", detail=f"{counted(MOST, 'page')}, the most of one history", stuck=True)
    reached = (
        (walk.run_pages >= limits.pages, counted(limits.pages, "page")),
        (walk.run_size >= limits.megabytes * _MIB, f"{limits.megabytes:,} MiB"),
        (seconds >= limits.minutes * 60, counted(limits.minutes, "minute")),
    )
    most = next((text for is_reached, text in reached if is_reached), None)
    return walk if most is None else replace(walk, outcome="limit", detail=f"the limit of {most} in one run")


def _stopped(walk: Walk, detail: str, *, stuck: bool) -> Walk:
    return replace(walk, outcome="error", detail=one_line(detail)[:LONGEST] or "no reason was given", stuck=stuck)


def _host(address: str) -> str:
    link = links.absolute(address)
    return links.host(link) if link else "what is no http or https address"


def _joined(marks: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return (*marks, *(mark for mark in dict.fromkeys(more) if mark not in marks))
