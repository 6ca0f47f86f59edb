"""Gaps: where posts of a feed may have been lost between two saved states of it. Pure.

A feed shows its last few posts. Two snapshots of it, one after the other, that have a post in common leave nothing between them; where
they have none, what was published and had left the feed between them may be lost. It is only said where the newest post of the older
snapshot is older than the oldest of the newer one, so that both ends of the gap have a date.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from search.sources import Gap

AT_ONCE = timedelta(hours=20)
"""Files of one feed made within this time are one snapshot: people save page 1 to 30 of a feed at once. It is less than a day, so that
files that are saved daily stay apart."""

MOST = 100
"""Gaps of one feed that are named; of more, the widest. A busy feed that is saved once a week has one in each week."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stretch of states of a feed in one file (`stretches.py`). Times are ISO 8601 in UTC; its posts all have been in the feed then."""

    file: str
    start: str
    """When the first state was made."""
    end: str
    """When the last one was."""
    oldest: str
    newest: str
    """Dates of its posts."""
    undated: frozenset[str] = frozenset()
    """Its posts without a date."""
    number: int = 0
    """What tells it from others of its file, in the order of their reading."""


def between(snapshots: Iterable[Snapshot]) -> list[Gap]:
    """Return the gaps between snapshots of one feed, oldest snapshot first, as far as the snapshots tell."""
    return [
        Gap(after=older.newest, before=newer.oldest, older=older.newest_in, newer=newer.oldest_in)
        for older, newer in pairwise(_groups(snapshots))
        if older.newest < newer.oldest and not older.undated & newer.undated
    ]


def is_filled(gap: Gap, dates: Sequence[str], shown: Mapping[str, set[tuple[int, int]]], known_until: str | None) -> bool:
    """Say whether nothing was lost there, or it was found elsewhere.

    `dates` are those of all posts of the site, in order: one strictly between comes from another source. `shown` gives for a date the
    snapshots of the feed that have a post of it: one that has both ends shows that nothing stood between them. All posts of before
    `known_until` were read as the feed's history.
    """
    found = bisect_right(dates, gap.after) < bisect_left(dates, gap.before)
    bridged = bool(shown.get(gap.after, set()) & shown.get(gap.before, set()))
    return found or bridged or (known_until is not None and gap.before <= known_until)


def widest(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return the widest of the gaps in the order of time."""
    wide = sorted(gaps, key=lambda gap: (_moment(gap.after) - _moment(gap.before), gap.after))[:MOST]
    return tuple(sorted(wide, key=lambda gap: gap.after))


@dataclass(slots=True)
class _Group:
    """Snapshots that count as one."""

    start: str
    end: str
    oldest: str
    newest: str
    oldest_in: str
    newest_in: str
    undated: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def has_room_for(self, one: Snapshot) -> bool:
        """Say whether a snapshot that does not begin before these is one with them: another file, saved at once or meanwhile."""
        return one.file not in self.files and (one.start <= self.end or _moment(one.start) - _moment(self.start) <= AT_ONCE)

    def add(self, one: Snapshot) -> None:
        self.end = max(self.end, one.end)
        if one.oldest < self.oldest:
            self.oldest, self.oldest_in = one.oldest, one.file
        if one.newest > self.newest:
            self.newest, self.newest_in = one.newest, one.file
        self.undated |= one.undated
        self.files.add(one.file)


def _groups(snapshots: Iterable[Snapshot]) -> list[_Group]:
    groups: list[_Group] = []
    for one in sorted(snapshots, key=lambda one: (one.start, one.file, one.number)):
        if not groups or not groups[-1].has_room_for(one):
            groups.append(_Group(one.start, one.end, one.oldest, one.newest, one.file, one.file))
        groups[-1].add(one)
    return groups


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
