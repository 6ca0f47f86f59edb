"""The archive: the truth. It keeps sightings as published and says which posts they are; indexes are built from it.

Every method is one transaction: a killed process leaves what was before or after it, nothing between. Only one process writes
(it holds the engine's lock). What is known of sources stands in `ledger.py`, how they get in in `taking.py`, what an index has yet to
take in in `backlog.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from index import identity, rows, schema, status
from index.addresses import Addresses
from index.backlog import Backlog
from index.identity import Keys
from index.ledger import Ledger
from index.rewriting import AS_PUBLISHED, Rewriting
from index.settling import settle
from index.sighting import Channel, Sighting
from index.taking import End, Rules, Taking
from index.transaction import transaction
from search.errors import ArchiveError
from search.sources import Status


class Archive:
    """The open archive of a data folder. Raises ArchiveError."""

    def __init__(self, data: Path, rewriting: Rewriting = AS_PUBLISHED) -> None:
        """Open the archive, or make it. What it holds is keyed anew where that was done by other rules of rewriting."""
        self._connection = schema.connect(data)
        self.rewriting = rewriting
        """What the keys of all that is held are made by; what is read and looked at has to go by it too."""
        self.ledger = Ledger(self._connection)
        self.backlog = Backlog(self._connection)
        self.addresses = Addresses(self._connection)
        if str(self._one("SELECT identity FROM archive")) != rewriting.version:
            self._key_again()

    def __enter__(self) -> Self:
        """Return the archive."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close."""
        self._connection.close()

    @property
    def uuid(self) -> str:
        """What tells this archive from any other."""
        return str(self._one("SELECT uuid FROM archive"))

    def count(self) -> int:
        """Return how many posts there are."""
        return int(self._one("SELECT count(*) FROM posts WHERE state = 'live'"))

    def transaction(self) -> AbstractContextManager[None]:
        """Return what does all that is done in it or nothing. Raises ArchiveError where the disk is full or the file is held."""
        return transaction(self._connection)

    def taking(self, file: int, now: str, rules: Rules, end: End | None = None) -> Taking:
        """Return what takes in a state of the file."""
        return Taking(self._connection, file, now, rules, self.rewriting, end=end)

    def drop_roots(self, names: Sequence[str]) -> None:
        """Forget roots, with all that only they had."""
        if not names:
            return
        with self.transaction():
            files = json.dumps(self.ledger.drop(names))
            keys, posts = self._delete("reading IN (SELECT id FROM readings WHERE file IN (SELECT value FROM json_each(?)))", files)
            self._connection.execute("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", (files,))
            settle(self._connection, keys, posts)
        self.wipe()

    @property
    def purge(self) -> bool:
        """Whether the index may still hold the words of what was forgotten: the run that was to build it anew did not end."""
        return bool(self._one("SELECT purge FROM archive"))

    def purged(self) -> None:
        """Write down that the index was built without any file of an older one."""
        with self.transaction():
            self._connection.execute("UPDATE archive SET purge = 0")

    def wipe(self) -> None:
        """Take what was deleted out of the log too; the file itself is overwritten by secure_delete (T20).

        Raises ArchiveError where another process reads the archive for longer than `schema.WAIT`.
        """
        if self._one("PRAGMA wal_checkpoint(TRUNCATE)"):
            raise ArchiveError("another program is reading the archive, so words stay in its log; end it and run backissues reindex")

    def write_status(self, data: Path, timezone: str = "UTC") -> Status:
        """Write status.json and return what it says; months are those of the time zone's calendar."""
        now = status.status_of(self._connection, self.rewriting, timezone)
        status.write(now, data)
        return now

    def forget_post(self, post: str) -> None:
        """Let go of a post for good: what says the same again will be passed by."""
        with self.transaction():
            published = [identity.keys_of(sighting, channel) for _, channel, sighting in self._held("WHERE s.post = ?", post)]
            keys, posts = self._delete("post = ?", post)
            names = {name for each in (*keys, *published) for name in identity.names(each)}
            self._connection.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", ((name,) for name in sorted(names)))
            settle(self._connection, keys, posts)
        self.wipe()

    def _delete(self, where: str, value: str) -> tuple[list[Keys], set[str]]:
        gone = self._connection.execute(f"DELETE FROM sightings WHERE {where} RETURNING post, {rows.KEYS}", (value,)).fetchall()
        self._connection.execute("DELETE FROM readings WHERE id NOT IN (SELECT reading FROM sightings)")
        self._connection.execute("UPDATE archive SET purge = purge OR ?", (bool(gone),))
        return [rows.to_keys(row[1:]) for row in gone], {row[0] for row in gone}

    def _key_again(self) -> None:
        """Make the keys of all sightings anew: they were made by other rules."""
        with self.transaction():
            keys = {number: self.rewriting.keys(sighting, channel) for number, channel, sighting in self._held("ORDER BY s.id")}
            self._connection.executemany(
                f"UPDATE sightings SET ({rows.KEYS}) = ({rows.marks(rows.KEYS)}) WHERE id = ?",
                ((*rows.of_keys(each), number) for number, each in keys.items()),
            )
            channels = self._connection.execute(f"SELECT r.id, {rows.CHANNEL} FROM readings r").fetchall()
            sites = [(identity.site_of(self.rewriting.channel(rows.to_channel(row[1:]))), row[0]) for row in channels]
            self._connection.executemany("UPDATE readings SET site = ? WHERE id = ?", sites)
            self._connection.execute("UPDATE posts SET touched = 1 WHERE state = 'live'")
            settle(self._connection, keys.values(), set())
            self._connection.execute("UPDATE archive SET identity = ?", (self.rewriting.version,))

    def _held(self, which: str, *values: str) -> Iterator[tuple[int, Channel, Sighting]]:
        """Give sightings as published: number, channel, sighting."""
        width = rows.CHANNEL.count(",") + 2
        for row in self._connection.execute(f"SELECT s.id, {rows.CHANNEL}, {rows.SIGHTING} {rows.FROM} {which}", values):
            yield row[0], rows.to_channel(row[1:width]), rows.to_sighting(row[width:])

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - a value of SQLite
        row = self._connection.execute(query, values).fetchone()
        return row and row[0]
