"""Withdrawal: posts that a site takes back. What an export shows as not public leaves the archive, and older states do not bring it back.

A withdrawal is known by its guid and its link, and since when it holds: the time of the export. It takes out every sighting of these
posts that is not newer, and passes by each that is read later and is not newer: the order of reading does not matter. It counts only
where guid or link are the export's own site's: nobody takes back the posts of others.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index import guids, rows
from index.identity import Keys
from index.rewriting import AS_PUBLISHED, Rewriting
from index.sighting import Channel, Sighting, Withdrawn

STATE = "coalesce(r.built, r.modified)"
"""When a state of a document was made: what it says of itself, else its file's time."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Names of a post that is not public: digests of its guid and its link."""

    names: tuple[str, ...]
    reason: str


def withdrawals(withdrawn: Iterable[Withdrawn], channel: Channel, rewriting: Rewriting = AS_PUBLISHED) -> tuple[Withdrawal, ...]:
    """Return those that the channel may take back."""
    found = []
    for one in withdrawn:
        stub = Sighting(one.guid, one.link, title="", title_is_html=False, html="", summary_only=True)
        keys = rewriting.keys(stub, channel)
        if keys.own and (one.link or guids.host(one.guid)) and (called := names(*rewriting.all_keys(stub, channel, keys))):
            found.append(Withdrawal(called, one.reason))
    return tuple(found)


def reasons(connection: sqlite3.Connection, items: Sequence[Sequence[Keys]], state: str) -> dict[int, str]:
    """Return which of the items, of a document made at `state`, were taken back at that time or later, by their place.

    An item is all keys that name it (`Rewriting.all_keys`).
    """
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM withdrawn)").fetchone()[0]:
        return {}
    query = "SELECT reason FROM withdrawn WHERE key IN (SELECT value FROM json_each(?)) AND at >= ? ORDER BY at DESC, key"
    found = {at: connection.execute(query, (json.dumps(names(*keys)), state)).fetchone() for at, keys in enumerate(items)}
    return {at: row[0] for at, row in found.items() if row}


def take_back(connection: sqlite3.Connection, file: int, made: str, withdrawn: Sequence[Withdrawal]) -> tuple[list[Keys], set[str]]:
    """Take out what the withdrawals of an export made at `made` name; return the keys that are gone, and the posts that lost them.

    The posts' other sightings that are not newer go too (a planet's copy), and their names are remembered with the rest.
    """
    called = {name: one.reason for one in withdrawn for name in one.names}
    named = f"SELECT s.post {rows.FROM} WHERE (s.guid_key IN ({_LIST}) OR s.link_key IN ({_LIST})) AND {STATE} <= :made"
    known = {"names": json.dumps([name.partition(" ")[2] for name in called]), "made": made}
    posts = connection.execute(
        f"SELECT s.id, s.post, {rows.KEYS} {rows.FROM} WHERE s.post IN ({named}) AND {STATE} <= :made", known
    ).fetchall()
    keys = [rows.to_keys(row[2:]) for row in posts]
    reason_of = {row[1]: called[name] for row, one in zip(posts, keys, strict=True) for name in names(one) if name in called}
    for row, one in zip(posts, keys, strict=True):
        called |= {name: called.get(name, reason_of[row[1]]) for name in names(one)}
    connection.executemany("DELETE FROM sightings WHERE id = ?", ((row[0],) for row in posts))
    connection.executemany(
        "INSERT INTO withdrawn VALUES (?, ?, ?, ?)"
        " ON CONFLICT (file, key) DO UPDATE SET at = max(at, excluded.at), reason = excluded.reason",
        ((file, name, made, reason) for name, reason in sorted(called.items())),
    )
    connection.execute("UPDATE archive SET purge = purge OR ?", (bool(posts),))
    return keys, {row[1] for row in posts}


def keep(connection: sqlite3.Connection, file: int, made: str, shown: Sequence[Keys]) -> None:
    """Let go of withdrawals of the file's state `made` that name posts which this very state shows as public too."""
    known = {"file": file, "made": made, "names": json.dumps(names(*shown))}
    connection.execute(f"DELETE FROM withdrawn WHERE file = :file AND at = :made AND key IN ({_LIST})", known)


_LIST = "SELECT value FROM json_each(:names)"


def names(*items: Keys) -> tuple[str, ...]:
    """Return what withdrawals may call these: digests of guids and links."""
    named = ((kind, key) for keys in items for kind, key in (("guid", keys.guid), ("link", keys.link)))
    return tuple(dict.fromkeys(f"{kind} {key}" for kind, key in named if key))
