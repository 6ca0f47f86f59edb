"""Feeds: what is known of each feed of the archive, put together from the states that were read of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index import channels, gaps, rows, spans
from index.gaps import Snapshot
from index.rewriting import Rewriting
from index.sighting import Channel
from index.spans import Span
from search.sources import FeedStatus, Gap

_STATE = f"""r.id, r.file, f.name, r.stretch, r.snapshot, coalesce(r.built, r.modified), r.read, r.site, coalesce(f.checked, ''),
    CASE WHEN f.missing THEN NULL ELSE f.error END, {rows.CHANNEL}"""
_ALL = "FROM readings r JOIN files f ON f.id = r.file ORDER BY r.id"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a feed, as it stands in the archive (`readings`)."""

    reading: int
    file: int
    name: str
    stretch: int
    snapshot: bool
    made: str
    """ISO 8601 in UTC: when it was built as it says itself, else its file's time."""
    read: str
    site: str
    checked: str
    """When its file or address was looked at last."""
    error: str | None
    """What went wrong then, or None; also where the file is gone, as its source says that."""
    channel: Channel

    @property
    def feed(self) -> str:
        """The key of the feed. One without any address is told from others of its title by its file."""
        key = channels.feed_key(self.channel)
        return key if self.channel.self_link or self.channel.link else f"{key} {self.name}"


@dataclass(frozen=True, slots=True)
class SiteFeeds:
    """The feeds of a site that have posts, most posts first, and what its own feed says of it."""

    title: str
    url: str | None
    feeds: tuple[FeedStatus, ...]


def states(connection: sqlite3.Connection, rewriting: Rewriting) -> list[State]:
    """Return all states, in the order of their reading, their addresses as they are now."""
    found, moved = connection.execute(f"SELECT {_STATE} {_ALL}"), rewriting.channel
    return [_state(row[:10], moved(rows.to_channel(row[10:]))) for row in found]


def _state(row: Sequence[Any], channel: Channel) -> State:
    reading, file, name, stretch, snapshot, made, read, site, checked, error = row
    return State(reading, file, name, stretch, bool(snapshot), made, read, site, checked, error, channel)


def by_site(
    connection: sqlite3.Connection, known: Sequence[State], complete: Iterable[int], sources: Mapping[int, Sequence[int]]
) -> dict[str, SiteFeeds]:
    """Return the feeds of each site by its key.

    `complete` are the addresses whose history was read to its end; `sources` says by the row of a file which sources hold it.
    """
    of_feed: dict[str, list[State]] = {}
    for state in sorted(known, key=lambda state: (state.made, state.name, state.reading)):
        of_feed.setdefault(state.feed, []).append(state)
    feeds = list(of_feed.values())
    found = spans.spans(connection, ((state.reading, at) for at, feed in enumerate(feeds) for state in feed))
    lost = _gaps(connection, known, feeds, frozenset(complete))
    sites: dict[str, list[tuple[FeedStatus, Sequence[State]]]] = {}
    for at, feed in enumerate(feeds):
        if at in found:
            newest = feed[-1]
            key = channels.site_key(newest.channel, newest.site)
            sites.setdefault(key, []).append((_feed(feed, found[at], lost.get(at, ()), sources), feed))
    return {key: _site(key, some) for key, some in sites.items()}


def _feed(feed: Sequence[State], span: Span, lost: Sequence[Gap], sources: Mapping[int, Sequence[int]]) -> FeedStatus:
    channel, files = feed[-1].channel, {state.file for state in feed}
    looked = sorted((state.checked, state.name, state.error) for state in feed if state.error)
    return FeedStatus(
        title=channel.title,
        url=channel.self_link or channel.link,
        posts=span.posts,
        documents=len(files),
        undated=span.undated,
        first=span.first,
        last=span.last,
        gap_count=len(lost),
        gaps=gaps.widest(lost),
        sources=tuple(sorted({source for file in files for source in sources.get(file, ())})),
        checked=max(state.checked for state in feed) or None,
        error=looked[-1][2] if looked else None,
    )


def _site(key: str, some: Sequence[tuple[FeedStatus, Sequence[State]]]) -> SiteFeeds:
    newest = sorted((feed[-1] for _, feed in some), key=lambda state: (state.made, state.name, state.reading), reverse=True)
    titles = (channels.front_title(state.channel, key) for state in newest)
    homes = [channels.home(state.channel, key) for state in newest]
    listed = sorted((feed for feed, _ in some), key=lambda feed: (-feed.posts, feed.title, feed.url or ""))
    return SiteFeeds(next(filter(None, titles), ""), next(filter(None, homes), None), tuple(listed))


def _gaps(
    connection: sqlite3.Connection, known: Sequence[State], feeds: Sequence[Sequence[State]], complete: frozenset[int]
) -> dict[int, list[Gap]]:
    """Return the gaps of the feeds that have any, by their place."""
    several = {at: feed for at, feed in enumerate(feeds) if len({(state.file, state.stretch) for state in feed if state.snapshot}) > 1}
    snapshots = _snapshots(connection, known, several)
    between = {at: found for at in several if (found := gaps.between(snapshots[at]))}
    sites = {state.site for at in between for state in feeds[at]}
    dates = spans.dates(connection, ((state.reading, state.reading) for state in known if state.site in sites))
    of_site: dict[str, set[str]] = {}
    for state in known:
        of_site.setdefault(state.site, set()).update(dates.get(state.reading, ()))
    in_order = {site: sorted(some) for site, some in of_site.items()}
    left: dict[int, list[Gap]] = {}
    for at, some in between.items():
        shown = _shown(feeds[at], dates)
        until = _known_until(feeds[at], complete)
        left[at] = [gap for gap in some if not gaps.is_filled(gap, in_order[feeds[at][-1].site], shown, until)]
    return left


def _snapshots(connection: sqlite3.Connection, known: Sequence[State], several: Mapping[int, Sequence[State]]) -> dict[int, list[Snapshot]]:
    """Return the snapshots of each of these feeds. The pages of a feed's history belong to the snapshot before them."""
    stretches: dict[tuple[int, int], int] = {}
    of_feed = {}
    made: dict[int, list[State]] = {}
    for at, feed in several.items():
        for state in feed:
            if state.snapshot:
                number = stretches.setdefault((state.file, state.stretch), len(stretches))
                of_feed[number] = at  # a feed that got another address within a stretch: what it was last
                made.setdefault(number, []).append(state)
    pairs = [(state.reading, stretches[key]) for state in known if (key := (state.file, state.stretch)) in stretches]
    found = spans.spans(connection, pairs)
    undated = spans.undated(connection, [pair for pair in pairs if (span := found.get(pair[1])) and span.undated])
    snapshots: dict[int, list[Snapshot]] = {at: [] for at in several}
    for number, states in made.items():
        span = found.get(number)
        if span and span.first and span.last:
            times = [state.made for state in states]
            first = min(state.reading for state in states)
            posts = frozenset(undated.get(number, ()))
            snapshots[of_feed[number]].append(Snapshot(states[0].name, min(times), max(times), span.first, span.last, posts, number=first))
    return snapshots


def _shown(feed: Sequence[State], dates: Mapping[int, set[str]]) -> dict[str, set[tuple[int, int]]]:
    """Return for each date which snapshots of the feed have a post of it."""
    shown: dict[str, set[tuple[int, int]]] = {}
    for state in feed:
        for date in dates.get(state.reading, ()):
            shown.setdefault(date, set()).add((state.file, state.stretch))
    return shown


def _known_until(feed: Sequence[State], complete: frozenset[int]) -> str | None:
    """Return until when all posts of the feed are known since its history was read to its end, or None.

    That is when the last page of it was read; where there were no pages, when the address was read first.
    """
    read = []
    for file in {state.file for state in feed} & complete:
        own = [state for state in feed if state.file == file]
        read.append(max((state.read for state in own if not state.snapshot), default=min(state.read for state in own)))
    return max(read, default=None)
