"""Stretches: which states of a file hang together, since each shows a post that another of them shows.

What a state shows again replaces what older states said, so this is written down as a state is taken in: later it cannot be told any
more. Between two stretches, posts may have been lost (`gaps.py`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence


def last(connection: sqlite3.Connection, file: int) -> int:
    """Return the stretch of the last state of a file, 0 where there is none yet."""
    row = connection.execute("SELECT stretch FROM readings WHERE file = ? ORDER BY id DESC LIMIT 1", (file,)).fetchone()
    return int(row[0]) if row else 0


def join(connection: sqlite3.Connection, own: Sequence[int], stretches: Collection[int]) -> None:
    """Make these stretches, at least one, and a state one stretch. `own` are the state's readings. Part of the caller's transaction."""
    connection.execute(
        "UPDATE readings SET stretch = :one WHERE file = (SELECT file FROM readings WHERE id = :own) AND stretch != :one"
        " AND (stretch IN (SELECT value FROM json_each(:all)) OR id IN (SELECT value FROM json_each(:owns)))",
        {"one": min(stretches), "own": own[0], "all": json.dumps(list(stretches)), "owns": json.dumps(list(own))},
    )


def begin(connection: sqlite3.Connection, own: Sequence[int]) -> None:
    """Have a state begin a new stretch."""
    connection.execute(
        "UPDATE readings SET stretch = (SELECT coalesce(max(stretch), -1) + 1 FROM readings"
        " WHERE file = (SELECT file FROM readings WHERE id = :own) AND id NOT IN (SELECT value FROM json_each(:owns)))"
        " WHERE id IN (SELECT value FROM json_each(:owns))",
        {"own": own[0], "owns": json.dumps(list(own))},
    )
