"""Holdings: posts as the archive holds them, to be read in any process. It writes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from index import identity, links, rows, schema
from index.report import Left
from index.rewriting import AS_PUBLISHED, Rewriting
from index.sighting import Channel, Sighting
from search.errors import ArchiveError, PostNotFound


@dataclass(frozen=True, slots=True)
class Held:
    """One sighting of a post with all that its weight depends on."""

    sighting: Sighting
    channel: Channel
    own: int
    """See `identity.Keys.own`."""
    file: str
    modified: str
    """When the file was last modified as it was read, ISO 8601 in UTC."""
    read: str
    """When the file was read, ISO 8601 in UTC."""
    ordinal: int


@dataclass(frozen=True, slots=True)
class Holding:
    """One post: its sightings in no meaningful order, the ids that it had besides, and the roots that its files belong to."""

    id: str
    sightings: tuple[Held, ...]
    aliases: tuple[str, ...]
    sources: tuple[str, ...]


class Holdings:
    """An archive open for reading. Raises ArchiveError."""

    def __init__(self, data: Path) -> None:
        """Open the archive of the data folder."""
        self._connection: sqlite3.Connection = schema.connect_to_read(data)

    def __enter__(self) -> Self:
        """Return the holdings."""
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None) -> None:
        """Close. Raises ArchiveError where SQLite could not read on."""
        self._connection.close()
        if isinstance(error, sqlite3.Error):
            raise ArchiveError(f"the archive cannot be read: {error}; if its disk is sound, put the archive back from a copy") from error

    def posts(self, ids: Sequence[str]) -> list[Holding]:
        """Return these posts, in this order; one without a sighting is left out."""
        numbers = json.dumps(list(ids))
        sightings: dict[str, list[Held]] = {}
        width = rows.CHANNEL.count(",") + 7
        query = (
            f"SELECT s.post, s.own, s.ordinal, f.name, r.modified, r.read, {rows.CHANNEL}, {rows.SIGHTING} {rows.FROM}"
            " JOIN files f ON f.id = r.file WHERE s.post IN (SELECT value FROM json_each(?)) ORDER BY s.id"
        )
        for row in self._connection.execute(query, (numbers,)):
            post, own, ordinal, file, modified, read = row[:6]
            held = Held(rows.to_sighting(row[width:]), rows.to_channel(row[6:width]), own, file, modified, read, ordinal)
            sightings.setdefault(post, []).append(held)
        aliases = self._listed("SELECT alias_of, id FROM posts WHERE alias_of IN (SELECT value FROM json_each(?)) ORDER BY id", numbers)
        sources = self._listed(
            f"SELECT DISTINCT s.post, o.name {rows.FROM} JOIN root_files b ON b.file = r.file JOIN roots o ON o.id = b.root"
            " WHERE s.post IN (SELECT value FROM json_each(?)) ORDER BY o.name",
            numbers,
        )
        return [
            Holding(post, tuple(sightings[post]), tuple(aliases.get(post, ())), tuple(sources.get(post, ())))
            for post in ids
            if post in sightings
        ]

    def skipped(self) -> Iterator[Left]:
        """Yield all that was left out by rule, by the names of the files."""
        query = "SELECT f.name, s.post, s.reason, s.count FROM files f CROSS JOIN skipped s ON s.file = f.id ORDER BY f.name, s.rowid"
        for row in self._connection.execute(query):
            yield Left(*row)

    def count(self) -> int:
        """Return how many posts there are."""
        return int(self._connection.execute("SELECT count(*) FROM posts WHERE state = 'live'").fetchone()[0])

    def after(self, place: int, most: int) -> list[tuple[int, str]]:
        """Return at most so many posts after a place in the order in which they came, as pairs (place, id). Places begin at 1."""
        query = "SELECT seq, id FROM posts WHERE state = 'live' AND seq > ? ORDER BY seq LIMIT ?"
        return self._connection.execute(query, (place, most)).fetchall()

    def find(self, name: str, rewriting: Rewriting = AS_PUBLISHED) -> str:
        """Return the id of the post that has or had this id, or has this address or guid, now or before it moved. Raises PostNotFound."""
        address = links.absolute(name)
        found = self._find(name) or (self._find(rewriting.link(address)) if address else None)
        if found is None:
            raise PostNotFound(f"{name}: no post has this id or address; backissues search finds posts by their words")
        return found

    def _find(self, name: str) -> str | None:
        address = links.absolute(name)
        keys = [identity.guid_key(name, "")] + ([identity.link_key(address)] if address else [])
        queries: Iterable[tuple[str, object]] = (
            ("SELECT id FROM posts WHERE state = 'live' AND id = (SELECT coalesce(alias_of, id) FROM posts WHERE id = ?)", name),
            ("SELECT post FROM sightings WHERE guid_key IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(keys)),
            ("SELECT post FROM sightings WHERE link_key IN (SELECT value FROM json_each(?)) ORDER BY own DESC, id", json.dumps(keys)),
            ("SELECT post FROM sightings WHERE guid = ? ORDER BY id", name),
        )
        for query, value in queries:
            row = self._connection.execute(query, (value,)).fetchone()
            if row:
                return str(row[0])
        return None

    def _listed(self, query: str, value: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for post, name in self._connection.execute(query, (value,)):
            found.setdefault(post, []).append(name)
        return found
