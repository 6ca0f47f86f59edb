"""Withdrawal: posts that a site takes back. What an export shows as not public leaves the archive, and older states do not bring it back.

A withdrawal is known by its guid and its link, and since when it holds: the time of the export. It takes out every sighting of these
posts that is not newer, and passes by each that is read later and is not newer: the order of reading does not matter. Nobody takes back
the posts of others: where neither guid nor link are the export's own site's, it holds for what that site said itself, and where the
export came from the address of another site, for what the same file said.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index import guids, rows
from index.identity import Keys
from index.rewriting import AS_PUBLISHED, Rewriting
from index.sighting import Channel, Sighting, Withdrawn

STATE = "coalesce(r.built, CASE WHEN r.snapshot THEN r.modified ELSE '' END)"
"""When a state of a document was made (`made`)."""


def made(channel: Channel, modified: str, *, snapshot: bool) -> str:
    """Return when a state of a document was made: what it says of itself, else its file's time.

    What is no snapshot of a feed and says nothing is older than all: copying a backup (JSON Lines) makes its file young, and no news.
    """
    return channel.built or (modified if snapshot else "")


Reach = Literal["everywhere", "site", "file"]
"""Whose sightings a withdrawal takes out: everybody's, those of the export's site, or those of the same file."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Names of a post that is not public: digests of its guid and its link. `site` is that of the export."""

    names: tuple[str, ...]
    reason: str
    reach: Reach
    site: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Why an item is passed by: the withdrawal that names it, of which `file`, since when, and whether it reaches everywhere."""

    file: int
    at: str
    reason: str
    everywhere: bool


def withdrawals(
    withdrawn: Iterable[Withdrawn], channel: Channel, rewriting: Rewriting = AS_PUBLISHED, *, foreign: bool = False
) -> tuple[Withdrawal, ...]:
    """Return what the channel takes back; `foreign` says that it came from the address of another site than it names."""
    found = []
    for one in withdrawn:
        stub = Sighting(one.guid, one.link, title="", title_is_html=False, html="", summary_only=True)
        keys = rewriting.keys(stub, channel)
        own = keys.own and (one.link or guids.host(one.guid))
        reach: Reach = "file" if foreign else "everywhere" if own else "site"
        if called := names(*rewriting.all_keys(stub, channel, keys)):
            found.append(Withdrawal(called, one.reason, reach, keys.site))
    return tuple(found)


def reasons(connection: sqlite3.Connection, file: int, items: Sequence[Sequence[Keys]], state: str) -> dict[int, Passed]:
    """Return which of the items, of a document made at `state`, were taken back at that time or later, by their place.

    An item is all keys that name it (`Rewriting.all_keys`).
    """
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM withdrawn)").fetchone()[0]:
        return {}
    everywhere = "substr(key, 1, 5) IN ('guid ', 'link ')"
    query = (
        f"SELECT file, at, reason, {everywhere} FROM withdrawn WHERE key IN (SELECT value FROM json_each(?)) AND at >= ?"
        f" ORDER BY {everywhere} DESC, at DESC, key, file"
    )
    found = {at: connection.execute(query, (json.dumps(_all_names(file, keys)), state)).fetchone() for at, keys in enumerate(items)}
    return {at: Passed(*row) for at, row in found.items() if row}


def take_back(connection: sqlite3.Connection, file: int, at: str, withdrawn: Sequence[Withdrawal]) -> tuple[list[Keys], set[str]]:
    """Take out what the withdrawals of an export made `at` a time name; return the keys that are gone, and the posts that lost them."""
    keys, posts = _everywhere(
        connection, file, at, {name: one.reason for one in withdrawn if one.reach == "everywhere" for name in one.names}
    )
    for one in withdrawn:
        if one.reach == "everywhere":
            continue
        known = {"names": json.dumps(_digests(one.names)), "at": at, "site": one.site, "file": file}
        whose = "r.site = :site" if one.reach == "site" else "r.file = :file"
        gone = connection.execute(f"SELECT s.id, s.post, {rows.KEYS} {rows.FROM} WHERE {_NAMED} AND {STATE} <= :at AND {whose}", known)
        held = gone.fetchall()
        _delete(connection, [row[0] for row in held])
        scope = one.site if one.reach == "site" else str(file)
        _remember(connection, file, at, {_within(one.reach, scope, name): one.reason for name in one.names})
        keys += [rows.to_keys(row[2:]) for row in held]
        posts |= {row[1] for row in held}
    return keys, posts


def pass_by(connection: sqlite3.Connection, items: Iterable[tuple[Sequence[Keys], Passed]]) -> tuple[list[Keys], set[str]]:
    """Take back by the other names that items have which are passed by: what was read before them may be known by these only.

    Returns the same as `take_back`.
    """
    keys, posts = list[Keys](), set[str]()
    for item, passed in items:
        if passed.everywhere:
            called = dict.fromkeys(names(*(one for one in item if one.own == _OWN)), passed.reason)
            gone, lost = _everywhere(connection, passed.file, passed.at, called)
            keys += gone
            posts |= lost
    return keys, posts


def _everywhere(connection: sqlite3.Connection, file: int, at: str, called: Mapping[str, str]) -> tuple[list[Keys], set[str]]:
    """Take out the posts that are `called` so, each name with the reason, and their other sightings that are not newer (a planet's copy).

    The names of those that stand on the post's own host are remembered with the rest; the link of a link blog is another's. A post that
    this state of the file shows as public stays with its names: a new one may stand at the address of a trashed one.
    """
    if not called:
        return [], set()
    named = f"SELECT s.post {rows.FROM} WHERE {_NAMED} AND {STATE} <= :at"
    known = {"names": json.dumps(_digests(called)), "at": at}
    query = f"SELECT s.id, s.post, {rows.KEYS} {rows.FROM} WHERE s.post IN ({named}) AND {STATE} <= :at"
    held = [(row[0], row[1], rows.to_keys(row[2:])) for row in connection.execute(query, known)]
    own = [keys for _, _, keys in held if keys.own == _OWN]
    public = _public(connection, file, at, [*called, *names(*own)], called)
    called = {name: reason for name, reason in called.items() if name not in public}
    gone = [row for row in held if not (name := names(row[2])[:1]) or name[0] in called or name[0] not in public]
    reason_of = {post: called[name] for _, post, keys in gone for name in names(keys) if name in called}
    for _, post, keys in gone:
        if keys.own == _OWN and post in reason_of:
            called |= {name: called.get(name, reason_of[post]) for name in names(keys) if name not in public}
    _delete(connection, [row[0] for row in gone])
    _remember(connection, file, at, called)
    return [keys for _, _, keys in gone], {post for _, post, _ in gone}


def _delete(connection: sqlite3.Connection, sightings: Sequence[int]) -> None:
    connection.executemany("DELETE FROM sightings WHERE id = ?", ((sighting,) for sighting in sightings))
    connection.execute("UPDATE archive SET purge = purge OR ?", (bool(sightings),))


def _remember(connection: sqlite3.Connection, file: int, at: str, called: Mapping[str, str]) -> None:
    connection.executemany(
        "INSERT INTO withdrawn VALUES (?, ?, ?, ?)"
        " ON CONFLICT (file, key) DO UPDATE SET at = max(at, excluded.at), reason = excluded.reason",
        ((file, name, at, reason) for name, reason in sorted(called.items())),
    )


def keep(connection: sqlite3.Connection, file: int, at: str, shown: Sequence[Keys]) -> None:
    """Let go of withdrawals of the file, not newer than `at`, that name posts which its state of then shows as public."""
    known = {"file": file, "at": at, "names": json.dumps(_all_names(file, shown))}
    connection.execute(f"DELETE FROM withdrawn WHERE file = :file AND at <= :at AND key IN ({_LIST})", known)


_LIST = "SELECT value FROM json_each(:names)"
_NAMED = f"(s.guid_key IN ({_LIST}) OR s.link_key IN ({_LIST}))"
_OWN = 2
"""`Keys.own` of what is published on the post's own host."""


def names(*items: Keys) -> tuple[str, ...]:
    """Return what withdrawals may call these: digests of guids and links."""
    named = ((kind, key) for keys in items for kind, key in (("guid", keys.guid), ("link", keys.link)))
    return tuple(dict.fromkeys(f"{kind} {key}" for kind, key in named if key))


def _public(connection: sqlite3.Connection, file: int, at: str, named: Sequence[str], called: Collection[str]) -> set[str]:
    """Return the names of posts that the state of a file made `at` a time shows under some of these names, but for those `called` so."""
    known = {"file": file, "at": at, "names": json.dumps(_digests(named))}
    query = f"SELECT {rows.KEYS} {rows.FROM} WHERE {_NAMED} AND r.file = :file AND coalesce(r.built, r.modified) = :at"
    shown = (names(rows.to_keys(row)) for row in connection.execute(query, known))
    return {name for some in shown if some[0] not in called for name in some}


def _digests(called: Iterable[str]) -> list[str]:
    return [name.partition(" ")[2] for name in called]


def _within(reach: Reach, whose: str, name: str) -> str:
    return f"{reach} {whose} {name}"


def _all_names(file: int, items: Sequence[Keys]) -> list[str]:
    """Return what withdrawals of any reach may call the items of the file."""
    sites = {keys.site for keys in items}
    called = names(*items)
    return [*called, *(_within("site", site, name) for site in sorted(sites) for name in called),
            *(_within("file", str(file), name) for name in called)]  # fmt: skip
