"""The archive: the truth. It keeps sightings as published and says which posts they are; indexes are built from it.

Every method is one transaction: a killed process leaves what was before or after it, nothing between. Only one process writes
(it holds the engine's lock). What is known of sources stands in `ledger.py`, what an index has yet to take in in `backlog.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from index import identity, replacing, rows, schema, status
from index.backlog import Backlog
from index.identity import Keys
from index.ledger import Ledger
from index.settling import settle
from index.sighting import FeedDocument, Sighting
from index.sources.files import Stamp
from search.errors import ArchiveError
from search.fields import RULES
from search.sources import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """One state of a feed document as a worker read it: its bytes' stamp and digest, what it holds, and the keys of each sighting."""

    stamp: Stamp
    sha256: str
    modified: str
    """When the file was last modified, ISO 8601 in UTC."""
    document: FeedDocument
    keys: tuple[Keys, ...]


class Archive:
    """The open archive of a data folder. Raises ArchiveError."""

    def __init__(self, data: Path) -> None:
        """Open the archive, or make it."""
        self._connection = schema.connect(data)
        self.ledger = Ledger(self._connection)
        self.backlog = Backlog(self._connection)
        if self._one("SELECT identity FROM archive") != RULES["identity"]:
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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of what follows or nothing. Raises ArchiveError where the disk is full or the file is held."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise ArchiveError(f"the archive cannot be written: {error}; what it held before is untouched") from error

    def put(self, file: int, reading: Reading, now: str, *, comments: bool) -> None:
        """Keep what a state of the file says. `comments` says whether the items of comment feeds are posts."""
        document = reading.document
        left_out = document.comments and not comments
        items = [] if left_out else list(zip(document.sightings, reading.keys, strict=True))
        with self.transaction():
            forgotten = self._forgotten(keys for _, keys in items)
            kept = [(sighting, keys) for sighting, keys in items if keys not in forgotten]
            number = self._new_reading(file, reading, now)
            whole = left_out or (document.complete and document.problem is None)
            old, posts, lost = self._take_out(file, [keys for _, keys in kept], whole=whole)
            self._insert(number, kept, posts)
            self._connection.execute(
                "DELETE FROM readings WHERE file = ? AND id != ? AND id NOT IN (SELECT reading FROM sightings)", (file, number)
            )
            reasons = [(skip.post, skip.reason) for skip in document.skipped]
            reasons += [(sighting.title or sighting.link or "", "comment") for sighting in document.sightings if left_out]
            reasons += [(keys.first()[:16], "forgotten") for _, keys in items if keys in forgotten]
            self._connection.execute("DELETE FROM skipped WHERE file = ?", (file,))
            self._connection.executemany("INSERT INTO skipped VALUES (?, ?, ?)", ((file, *reason) for reason in reasons))
            taken = comments if document.comments else None
            self.ledger.write(file, "feed", now, stamp=reading.stamp, sha256=reading.sha256, error=document.problem, comments=taken)
            settle(self._connection, [*old, *(keys for _, keys in kept)], lost, number)

    def drop_roots(self, names: Sequence[str]) -> None:
        """Forget roots, with all that only they had."""
        if not names:
            return
        with self.transaction():
            files = json.dumps(self.ledger.drop(names))
            keys, posts = self._delete("reading IN (SELECT id FROM readings WHERE file IN (SELECT value FROM json_each(?)))", files)
            self._connection.execute("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", (files,))
            settle(self._connection, keys, posts, None)
        self._wipe()

    @property
    def purge(self) -> bool:
        """Whether the index may still hold the words of what was forgotten: the run that was to build it anew did not end."""
        return bool(self._one("SELECT purge FROM archive"))

    def purged(self) -> None:
        """Write down that the index was built without any file of an older one."""
        with self.transaction():
            self._connection.execute("UPDATE archive SET purge = 0")

    def write_status(self, data: Path) -> Status:
        """Write status.json and return what it says."""
        now = status.status_of(self._connection)
        status.write(now, data)
        return now

    def forget_post(self, post: str) -> None:
        """Let go of a post for good: what says the same again will be passed by."""
        with self.transaction():
            keys, posts = self._delete("post = ?", post)
            names = {name for each in keys for name in identity.names(each)}
            self._connection.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", ((name,) for name in sorted(names)))
            settle(self._connection, keys, posts, None)
        self._wipe()

    def _new_reading(self, file: int, reading: Reading, now: str) -> int:
        channel = reading.document.channel
        columns = f"file, {rows.bare(rows.CHANNEL)}, site, modified, read"
        row = (file, *rows.of_channel(channel), identity.site_of(channel), reading.modified, now)
        return int(self._one(f"INSERT INTO readings ({columns}) VALUES ({rows.marks(columns)}) RETURNING id", *row))

    def _forgotten(self, items: Iterable[Keys]) -> set[Keys]:
        """Return those that say they are a post which the user had forgotten."""
        if not self._one("SELECT EXISTS (SELECT 1 FROM forgotten)"):
            return set()
        query = "SELECT EXISTS (SELECT 1 FROM forgotten WHERE key IN (SELECT value FROM json_each(?)))"
        return {keys for keys in items if self._one(query, json.dumps(identity.names(keys)))}

    def _take_out(self, file: int, new: Sequence[Keys], *, whole: bool) -> tuple[list[Keys], dict[int, str], set[str]]:
        """Delete the file's sightings that new ones stand in for; where the new state is `whole`, all of them.

        Returns their keys, the post of each new sighting that replaces one, and the posts that lost a sighting.
        """
        held = self._connection.execute(f"SELECT s.id, s.post, {rows.KEYS} {rows.FROM} WHERE r.file = ? ORDER BY s.id", (file,)).fetchall()
        old = [rows.to_keys(row[2:]) for row in held]
        places = replacing.replaced(old, new)
        out = [at for at in range(len(held)) if whole or places[at] is not None]
        posts = {place: held[at][1] for at in out if (place := places[at]) is not None}
        self._connection.executemany("DELETE FROM sightings WHERE id = ?", ((held[at][0],) for at in out))
        return [old[at] for at in out], posts, {held[at][1] for at in out}

    def _insert(self, reading: int, items: Sequence[tuple[Sighting, Keys]], posts: Mapping[int, str]) -> None:
        columns = f"reading, ordinal, post, {rows.KEYS}, {rows.bare(rows.SIGHTING)}"
        self._connection.executemany(
            f"INSERT INTO sightings ({columns}) VALUES ({rows.marks(columns)})",
            ((reading, at, posts.get(at), *rows.of_keys(keys), *rows.of_sighting(sighting)) for at, (sighting, keys) in enumerate(items)),
        )

    def _delete(self, where: str, value: str) -> tuple[list[Keys], set[str]]:
        gone = self._connection.execute(f"DELETE FROM sightings WHERE {where} RETURNING post, {rows.KEYS}", (value,)).fetchall()
        self._connection.execute("DELETE FROM readings WHERE id NOT IN (SELECT reading FROM sightings)")
        self._connection.execute("UPDATE archive SET purge = purge OR ?", (bool(gone),))
        return [rows.to_keys(row[1:]) for row in gone], {row[0] for row in gone}

    def _key_again(self) -> None:
        """Make the keys of all sightings anew: they were made by other rules."""
        width = rows.CHANNEL.count(",") + 2
        with self.transaction():
            held = self._connection.execute(f"SELECT s.id, {rows.CHANNEL}, {rows.SIGHTING} {rows.FROM} ORDER BY s.id")
            keys = {row[0]: identity.keys_of(rows.to_sighting(row[width:]), rows.to_channel(row[1:width])) for row in held}
            self._connection.executemany(
                f"UPDATE sightings SET ({rows.KEYS}) = ({rows.marks(rows.KEYS)}) WHERE id = ?",
                ((*rows.of_keys(each), number) for number, each in keys.items()),
            )
            self._connection.execute("UPDATE posts SET touched = 1 WHERE state = 'live'")
            settle(self._connection, keys.values(), set(), None)
            self._connection.execute("UPDATE archive SET identity = ?", (RULES["identity"],))

    def _wipe(self) -> None:
        """Take what was deleted out of the log too; the file itself is overwritten by secure_delete (T20).

        Raises ArchiveError where another process reads the archive for longer than `schema.WAIT`.
        """
        if self._one("PRAGMA wal_checkpoint(TRUNCATE)"):
            raise ArchiveError("another program is reading the archive, so words stay in its log; end it and run backissues reindex")

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - a value of SQLite
        row = self._connection.execute(query, values).fetchone()
        return row and row[0]
