"""The backlog: which posts an index has yet to take in, and what became of them.

An index is somewhere on the row of change numbers. What has a higher number, or was touched since its document was last looked at,
is to be looked at; only a document that is not what it was gets a new number. So an index that missed runs, or was killed in one,
catches up, and the counts of a run are those of the numbers, whatever happened before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pending:
    """What an index that has reached a change number has to do. `number` is the one that it will have reached then."""

    number: int
    posts: dict[str, tuple[str | None, int]]
    """In the order of their making, each with the digest of its document when it was last looked at, and its change number."""
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A post's document as it is now: the digest of its content, by which it is told from before, its date and its site."""

    post: str
    digest: str
    date: str | None
    """ISO 8601 in UTC."""
    site: str
    """Its key."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did to the posts of an index; added + changed + unchanged are all of them."""

    added: int
    changed: int
    removed: int
    unchanged: int


class Backlog:
    """Change numbers, on a connection of `schema.connect`. Its owner keeps transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection."""
        self._connection = connection

    def change(self) -> int:
        """Return the last change number given."""
        return int(self._connection.execute("SELECT change FROM archive").fetchone()[0])

    def pending(self, reached: int, *, full: bool) -> Pending:
        """Return what an index at `reached` (-1: none) has to do; with `full`, every post is to be looked at."""
        news = "id IN (SELECT id FROM posts WHERE touched UNION SELECT id FROM posts WHERE change > :reached)"  # an index for each half
        live = f"SELECT id, hash, change FROM posts WHERE state = 'live' AND {'TRUE' if full else news} ORDER BY seq"
        gone = f"SELECT id FROM posts WHERE state != 'live' AND added NOT NULL AND {news} ORDER BY seq"
        known = {"reached": reached}
        posts = {post: (digest, change) for post, digest, change in self._connection.execute(live, known)}
        return Pending(max(self.change(), reached) + 1, posts, tuple(post for (post,) in self._connection.execute(gone, known)))

    def remove(self, posts: Sequence[str], number: int) -> None:
        """Write down that these posts are not there any more."""
        self._connection.executemany(
            "UPDATE posts SET change = CASE WHEN touched THEN ? ELSE change END, touched = 0, hash = NULL, date = NULL, site = NULL"
            " WHERE id = ?",
            ((number, post) for post in posts),
        )

    def changed(self, looks: Sequence[Look], number: int) -> None:
        """Write down how the posts look now; one that is new or looks otherwise gets the number."""
        self._connection.executemany(
            "UPDATE posts SET touched = 0, date = :date, site = :site, hash = :hash,"
            " added = CASE WHEN hash IS NULL THEN :number ELSE added END,"
            " change = CASE WHEN hash IS :hash THEN change ELSE :number END WHERE id = :post",
            ({"post": look.post, "hash": look.digest, "date": look.date, "site": look.site, "number": number} for look in looks),
        )

    def failed(self, posts: Sequence[str], *, absent: bool) -> None:
        """Have the posts looked at again in the next run; `absent` says that the index is without them meanwhile."""
        self._connection.executemany(
            "UPDATE posts SET touched = 1, hash = CASE WHEN ? THEN NULL ELSE hash END WHERE id = ?", ((absent, post) for post in posts)
        )

    def advance(self, number: int) -> None:
        """Write down that the number is given."""
        self._connection.execute("UPDATE archive SET change = max(change, ?)", (number,))

    def counts(self, reached: int) -> Counts:
        """Return what happened to the posts of an index that was at `reached` and is at the last number now."""
        row = self._connection.execute(
            "SELECT count(*) FILTER (WHERE live AND new), count(*) FILTER (WHERE live AND NOT new AND other),"
            " count(*) FILTER (WHERE NOT live AND NOT new AND other), count(*) FILTER (WHERE live AND NOT new AND NOT other) FROM (SELECT"
            " state = 'live' AND hash IS NOT NULL AS live, added > :reached AS new, change > :reached AS other FROM posts)",
            {"reached": reached},
        ).fetchone()
        return Counts(*row)
