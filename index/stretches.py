"""Stretches: which states of a file hang together. A stretch is a row of states of which each shows a post that the one before it showed.

What a state shows again replaces what older states said, so this is written down as a state is taken in: later it cannot be told any
more. Between two stretches, posts may have been lost (`gaps.py`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Met:
    """A sighting of an older state whose post the new state shows too."""

    reading: int
    published: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """The row of states of a file so far: `before` is the stretch of the last one."""

    connection: sqlite3.Connection
    file: int
    before: int


def join(row: Row, own: Sequence[int], met: Iterable[Met], *, leads_on: bool) -> bool:
    """Have a state be of one stretch with those that it leads on from; return whether there is one.

    That is the stretch before it, where it shows any post of that or is known to `leads_on`; and any other of which it shows the newest
    post: what was between them, it would show. An old post alone that is shown once more (a pinned one) leads on from nothing. `own` are
    its readings. Part of the caller's transaction, after the sightings were put in.
    """
    numbers = dict(row.connection.execute("SELECT id, stretch FROM readings WHERE file = ?", (row.file,)))
    newest: dict[int, str] = {row.before: ""} if leads_on else {}
    for one in met:
        number = numbers[one.reading]
        newest[number] = max(newest.get(number, ""), one.published or "")
    joined = [number for number, published in newest.items() if number == row.before or not _is_newer(row, number, published)]
    if joined:
        theirs = [reading for reading, number in numbers.items() if number in joined]
        _write(row, row.before if row.before in joined else max(joined), [*theirs, *own])
    return bool(joined)


def row_of(connection: sqlite3.Connection, file: int) -> Row:
    """Return the row of a file's states as it is now; the first one's stretch is 0."""
    found = connection.execute("SELECT stretch FROM readings WHERE file = ? ORDER BY id DESC LIMIT 1", (file,)).fetchone()
    return Row(connection, file, int(found[0]) if found else 0)


def begin(row: Row, own: Sequence[int]) -> None:
    """Have a state begin a new stretch."""
    others = "SELECT coalesce(max(stretch), -1) + 1 FROM readings WHERE file = ? AND id NOT IN (SELECT value FROM json_each(?))"
    _write(row, row.connection.execute(others, (row.file, json.dumps(own))).fetchone()[0], own)


def _is_newer(row: Row, number: int, published: str) -> bool:
    """Say whether the stretch has a post that is newer than this date."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM readings r JOIN sightings s ON s.reading = r.id"
        " WHERE r.file = ? AND r.stretch = ? AND s.published_key > ?)"
    )
    return bool(row.connection.execute(query, (row.file, number, published)).fetchone()[0])


def _write(row: Row, number: int, readings: Sequence[int]) -> None:
    query = "UPDATE readings SET stretch = ? WHERE id IN (SELECT value FROM json_each(?)) AND stretch != ?"
    row.connection.execute(query, (number, json.dumps(readings), number))
