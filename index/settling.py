"""Settling: after sightings have changed, which posts there are. It brings the archive's tables to what `identity` says.

Only sightings that can have to do with the changed ones are looked at: those reached over equal keys. Bonds need equal keys, so the
result is that of looking at everything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import count

from index import identity, naming, rows
from index.identity import Claim, Keys

_AROUND = f"""
    SELECT s.id, s.reading, s.ordinal, s.post, f.name, {rows.KEYS}
    {rows.FROM} JOIN files f ON f.id = r.file WHERE s.id IN (
        SELECT id FROM sightings WHERE guid_key IN (SELECT value FROM json_each(:guids))
        UNION SELECT id FROM sightings WHERE link_key IN (SELECT value FROM json_each(:links))
        UNION SELECT id FROM sightings WHERE long AND text_key IN (SELECT value FROM json_each(:texts))
        UNION SELECT id FROM sightings WHERE id BETWEEN :first AND :last)"""
"""Columns: id, reading, ordinal, post, file, and then the keys."""


def settle(connection: sqlite3.Connection, changed: Iterable[Keys], lost: set[str], new: range = range(0)) -> None:
    """Write down the posts that there are, after sightings with the `changed` keys came or went.

    `lost` are the posts that sightings were taken from, `new` the ids of the sightings that were put in. It is part of the caller's
    transaction.
    """
    claims, before = _around(connection, changed, new)
    groups = sorted(identity.posts(claims), key=_oldest)  # so that new posts are numbered as their sightings came
    known = lost | set(before.values())
    names = naming.name(groups, before, _ages(connection, known))
    unseen = _unseen(connection, known)
    connection.executemany("DELETE FROM posts WHERE id = ?", ((post,) for post in sorted(unseen.difference(names.ids))))
    now: dict[int, str] = {}
    for group, kept in zip(groups, names.ids, strict=True):
        post = _named(connection, min(group, key=_first).keys, kept) if kept is None or kept in unseen else kept
        now |= dict.fromkeys((claim.sighting for claim in group), post)
    moved = {sighting: post for sighting, post in now.items() if before.get(sighting) != post}
    touched = lost | {now[claim.sighting] for claim in claims if claim.sighting in new}
    touched |= set(moved.values()) | {before[sighting] for sighting in moved if sighting in before}
    connection.executemany("UPDATE sightings SET post = ? WHERE id = ?", ((post, sighting) for sighting, post in moved.items()))
    connection.executemany("UPDATE posts SET touched = 1 WHERE id = ?", ((post,) for post in sorted(touched)))
    _retire(connection, known, {old: now[groups[at][0].sighting] for old, at in names.aliases if old not in unseen})


def _around(connection: sqlite3.Connection, changed: Iterable[Keys], added: range) -> tuple[list[Claim], dict[int, str]]:
    """Return the claims that equal keys lead to, and the post that each belongs to (or its forerunner did)."""
    claims: dict[int, Claim] = {}
    before: dict[int, str] = {}
    asked: set[str] = set()
    new = list(changed)
    while True:
        guids, links, texts = (
            json.dumps([key for key in keys if key and key not in asked])
            for keys in ({keys.guid for keys in new}, {keys.link for keys in new}, {keys.text for keys in new if keys.long})
        )
        asked |= {key for keys in new for key in (keys.guid, keys.link, keys.text) if key}
        rest = {"guids": guids, "links": links, "texts": texts, "first": added.start, "last": added.stop - 1}
        found = [row for row in connection.execute(_AROUND, rest) if row[0] not in claims]
        if not found:
            return list(claims.values()), before
        claims |= {row[0]: Claim(row[0], row[1], rows.to_keys(row[5:]), (row[4], row[2])) for row in found}
        before |= {row[0]: row[3] for row in found if row[3] is not None}
        new = [claims[row[0]].keys for row in found]


def _first(claim: Claim) -> tuple[str, int]:
    """Return what the sightings of a post are sorted by to find the one that it has its id from: in a first run, their files by name."""
    return claim.place[0], claim.sighting


def _oldest(group: tuple[Claim, ...]) -> int:
    return min(claim.sighting for claim in group)


def _ages(connection: sqlite3.Connection, posts: set[str]) -> dict[str, int]:
    """Return the place of each in the order of their making, those after all others that no index has had."""
    query = "SELECT id FROM posts WHERE id IN (SELECT value FROM json_each(?)) ORDER BY added IS NULL, seq"
    return {post: at for at, (post,) in enumerate(connection.execute(query, (json.dumps(list(posts)),)))}


def _unseen(connection: sqlite3.Connection, posts: set[str]) -> set[str]:
    """Return those of the posts that no index has had: nobody knows their ids yet, which are free again and need no alias."""
    query = "SELECT id FROM posts WHERE added IS NULL AND id IN (SELECT value FROM json_each(?))"
    return {post for (post,) in connection.execute(query, (json.dumps(list(posts)),))}


def _named(connection: sqlite3.Connection, keys: Keys, kept: str | None) -> str:
    """Return the first id of its key that no other post has or had; give it to the post that was `kept` so far, or make a new one.

    What is gone comes back under its own id. Where the key is taken, what it says helps: of 20,000 posts with one guid, each would
    else try the ids of all before it.
    """
    for attempt in count(1):
        key = keys.first() if attempt == 1 else identity.digest(f"{keys.first()} {keys.link} {keys.title} {keys.text} {attempt}")
        post = key[:16]
        state = connection.execute("SELECT state FROM posts WHERE id = ?", (post,)).fetchone()
        if post == kept or state in (None, ("gone",)):
            _give(connection, post, kept, back=state is not None)
            return post
    raise AssertionError  # pragma: no cover - `count` does not end


def _give(connection: sqlite3.Connection, post: str, kept: str | None, *, back: bool) -> None:
    """Have the post stand in the table: as it was `kept`, `back` where it was gone, else as a new one."""
    if post == kept:
        return
    if back:
        connection.execute("UPDATE posts SET state = 'live', touched = 1 WHERE id = ?", (post,))
        connection.execute("DELETE FROM posts WHERE id = ?", (kept,))
    elif kept:
        connection.execute("UPDATE posts SET id = ?, touched = 1 WHERE id = ?", (post, kept))
    else:
        connection.execute("INSERT INTO posts (id, seq, state, touched) SELECT ?, coalesce(max(seq), 0) + 1, 'live', 1 FROM posts", (post,))


def _retire(connection: sqlite3.Connection, known: set[str], aliases: dict[str, str]) -> None:
    for old, post in aliases.items():
        connection.execute("UPDATE posts SET alias_of = ?, touched = 1 WHERE alias_of = ?", (post, old))
        connection.execute("UPDATE posts SET state = 'alias', alias_of = ?, touched = 1 WHERE id = ?", (post, old))
        connection.execute("UPDATE posts SET touched = 1 WHERE id = ?", (post,))
    connection.executemany(
        "UPDATE posts SET state = 'gone', touched = 1"
        " WHERE id = ?1 AND state = 'live' AND NOT EXISTS (SELECT 1 FROM sightings WHERE post = ?1)",
        ((post,) for post in known - set(aliases)),
    )
