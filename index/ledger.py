"""The ledger: what the archive knows of the sources themselves. It holds no post.

A root is what the user named; a file is one of those that it gave: a file, a member of a packed file, or an address. A file belongs to
every root that gave it, and stays when it is gone. A packed file has its members as parts, a list its addresses.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from index.report import Left
from index.sources.files import Kind, Listing, Root, Stamp

State = Literal["new", "feed", "pack", "list", "ignored", "failed"]
"""new: not looked at yet; feed: read; pack: packed feeds; list: of addresses; ignored: no feed; failed: the next run tries again."""

Of = Literal["file", "member", "address"]
"""What a row of the ledger stands for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a file. `comments` is None for what is no comment feed, else whether its items were taken in."""

    file: int
    name: str
    kind: Of
    state: State
    stamp: Stamp | None
    sha256: str | None
    comments: bool | None
    missing: bool
    error: str | None
    left_pages: bool = False
    """Whether pages of it, or of its members, were left out."""

    def unchanged(self, stamp: Stamp | None, *, comments: bool, pages: bool = False) -> bool:
        """Return whether the file need not be opened: it was understood before, has the same stamp, and the settings ask for the same."""
        same = self.comments in (None, comments) and not (pages and self.left_pages)
        return self.state not in ("new", "failed") and self.stamp == stamp and same

    def known(self, *, comments: bool, pages: bool = False) -> str | None:
        """Return the digest of bytes that need not be parsed again, or None where any have to be."""
        return self.sha256 if self.unchanged(self.stamp, comments=comments, pages=pages) else None


@dataclass(frozen=True, slots=True)
class Entered:
    """What a listing means for the ledger: the files to look at, and names of those that went missing since the last look."""

    entries: tuple[Entry, ...]
    gone: tuple[str, ...]


_ENTRY = (
    "SELECT id, name, kind, state, size, mtime, sha256, comments, missing, error, EXISTS (SELECT 1 FROM skipped WHERE reason = 'page'"
    " AND (file = files.id OR file IN (SELECT part FROM parts WHERE whole = files.id))) FROM files"
)


class Ledger:
    """Roots and files, on a connection of `schema.connect`. Its owner keeps transactions; each method here is part of one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection."""
        self._connection = connection

    def roots(self) -> tuple[Root, ...]:
        """Return the remembered roots in the order in which they were named."""
        return tuple(Root(name, cast("Kind", kind)) for name, kind in self._connection.execute("SELECT name, kind FROM roots ORDER BY id"))

    def remember(self, root: Root) -> bool:
        """Keep the root; return whether it is a new one."""
        added = self._connection.execute("INSERT OR IGNORE INTO roots (name, kind) VALUES (?, ?)", (root.name, root.kind)).rowcount
        self._connection.execute("UPDATE roots SET kind = ? WHERE name = ?", (root.kind, root.name))
        return added > 0

    def enter(self, root: Root, listing: Listing, now: str) -> Entered:
        """Write down what a look at the root found at the time `now`."""
        execute = self._connection.execute
        number = execute("SELECT id FROM roots WHERE name = ?", (root.name,)).fetchone()[0]
        names = json.dumps([found.name for found in listing.files])
        kind = "address" if root.kind == "address" else "file"
        execute("INSERT OR IGNORE INTO files (name, kind, state) SELECT value, ?, 'new' FROM json_each(?)", (kind, names))
        here = "SELECT id FROM files WHERE name IN (SELECT value FROM json_each(:names))"
        all_here = f"{here} UNION SELECT part FROM parts WHERE whole IN ({here})"
        old = "SELECT file FROM root_files WHERE root = :root"
        known: dict[str, object] = {"names": names, "root": number}
        self._touch(f"SELECT id FROM ({all_here}) WHERE id NOT IN ({old})", known)
        execute(f"INSERT OR IGNORE INTO root_files SELECT :root, id FROM ({all_here})", known)
        absent = f"id IN ({old}) AND id NOT IN ({all_here})"
        gone = execute(f"SELECT name FROM files WHERE {absent} AND NOT missing AND kind = 'file' ORDER BY name", known).fetchall()
        execute(f"UPDATE files SET missing = 1 WHERE {absent}", known)
        ended = "SELECT file FROM addresses WHERE ended"
        execute(f"UPDATE files SET missing = 0 WHERE missing AND id IN ({all_here}) AND id NOT IN ({ended})", known)
        problem = "; ".join(f"{name}: {detail}" for name, detail in listing.problems) or None
        execute("UPDATE roots SET checked = ?, missing = ?, error = ? WHERE id = ?", (now, listing.gone, problem, number))
        entries = self._entries(f"{_ENTRY} WHERE id IN ({all_here}) AND kind != 'member' ORDER BY name", known)
        return Entered(tuple(entries), tuple(name for (name,) in gone))

    def member(self, pack: int, path: str) -> int:
        """Return the row of a member of a packed file; a new one belongs to what the packed file belongs to."""
        name = f"{self._name(pack)}/{path}"
        return self._part(pack, name, "member")

    def address(self, url: str, whole: int) -> int:
        """Return the row of an address that a list names; a new one belongs to what the list belongs to."""
        return self._part(whole, url, "address")

    def keep_parts(self, whole: int, parts: Sequence[int]) -> None:
        """Have just these be the parts: others that nothing else names are missing from now on."""
        known = {"whole": whole, "parts": json.dumps(parts)}
        here = "(SELECT value FROM json_each(:parts))"
        self._connection.execute(f"DELETE FROM parts WHERE whole = :whole AND part NOT IN {here}", known)
        self._connection.execute(
            "UPDATE files SET missing = 1"
            " WHERE kind != 'file' AND id NOT IN (SELECT part FROM parts) AND name NOT IN (SELECT name FROM roots)"
        )

    def addresses(self, whole: int) -> tuple[Entry, ...]:
        """Return what is known of the addresses of a list."""
        parts = "id IN (SELECT part FROM parts WHERE whole = :whole) AND kind = 'address'"
        return tuple(self._entries(f"{_ENTRY} WHERE {parts} ORDER BY name", {"whole": whole}))

    def members(self, root: Root) -> tuple[Entry, ...]:
        """Return what is known now of each file that the root has or had, by name."""
        belongs = "id IN (SELECT b.file FROM root_files b JOIN roots o ON o.id = b.root WHERE o.name = :name)"
        return tuple(self._entries(f"{_ENTRY} WHERE {belongs} ORDER BY name", {"name": root.name}))

    def holds(self, file: int) -> bool:
        """Return whether posts are kept that the file showed."""
        query = "SELECT EXISTS (SELECT 1 FROM sightings s JOIN readings r ON r.id = s.reading WHERE r.file = ?)"
        return bool(self._connection.execute(query, (file,)).fetchone()[0])

    def count(self, file: int) -> int:
        """Return how many posts are kept that the file showed."""
        query = "SELECT count(DISTINCT s.post) FROM sightings s JOIN readings r ON r.id = s.reading WHERE r.file = ?"
        return int(self._connection.execute(query, (file,)).fetchone()[0])

    def lose(self, file: int) -> None:
        """Write down that the file is gone; its posts are kept."""
        self._connection.execute("UPDATE files SET missing = 1, error = NULL WHERE id = ?", (file,))

    def skipped(self, files: Iterable[int]) -> tuple[Left, ...]:
        """Return what was left out of these files."""
        query = (
            "SELECT f.name, s.post, s.reason, s.count FROM skipped s JOIN files f ON f.id = s.file"
            " WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.name, s.rowid"
        )
        return tuple(Left(*row) for row in self._connection.execute(query, (json.dumps(list(files)),)))

    def write(self, file: int, state: State, now: str, *, stamp: Stamp | None = None, sha256: str | None = None, error: str | None = None,
              comments: bool | None = None) -> None:  # fmt: skip
        """Write down what reading the file came to. Without a stamp, the file will be read again."""
        self._connection.execute(
            "UPDATE files SET state = ?, checked = ?, size = ?, mtime = ?, sha256 = ?, error = ?, comments = ? WHERE id = ?",
            (state, now, stamp and stamp.size, stamp and stamp.mtime, sha256, error, comments, file),
        )

    def stamped(self, file: int, stamp: Stamp, now: str) -> None:
        """Write down that the file has another stamp and the same bytes."""
        self._connection.execute("UPDATE files SET checked = ?, size = ?, mtime = ? WHERE id = ?", (now, stamp.size, stamp.mtime, file))

    def checked(self, files: Iterable[int], now: str) -> None:
        """Write down that these files were looked at and had not changed."""
        self._connection.execute(
            "UPDATE files SET checked = ? WHERE id IN (SELECT value FROM json_each(?))", (now, json.dumps(list(files)))
        )

    def drop(self, names: Iterable[str]) -> tuple[int, ...]:
        """Forget roots; return the files that no root is left for. Their rows stay until the archive has let go of their posts."""
        for name in names:
            root = self._connection.execute("SELECT id FROM roots WHERE name = ?", (name,)).fetchone()
            if root:
                self._touch("SELECT file FROM root_files WHERE root = :root", {"root": root[0]})
                self._connection.execute("DELETE FROM roots WHERE id = ?", root)
        return tuple(file for (file,) in self._connection.execute("SELECT id FROM files WHERE id NOT IN (SELECT file FROM root_files)"))

    def _part(self, whole: int, name: str, kind: Of) -> int:
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO files (name, kind, state) VALUES (?, ?, 'new')", (name, kind))
        part = int(execute("SELECT id FROM files WHERE name = ?", (name,)).fetchone()[0])
        execute("UPDATE files SET missing = 0 WHERE missing AND id = ? AND id NOT IN (SELECT file FROM addresses WHERE ended)", (part,))
        execute("INSERT OR IGNORE INTO parts VALUES (?, ?)", (whole, part))
        execute("INSERT OR IGNORE INTO root_files SELECT root, ? FROM root_files WHERE file = ?", (part, whole))
        return part

    def _name(self, file: int) -> str:
        return str(self._connection.execute("SELECT name FROM files WHERE id = ?", (file,)).fetchone()[0])

    def _touch(self, files: str, known: dict[str, object]) -> None:
        """Have the documents of these files' posts looked at again: the names of their sources are part of them."""
        self._connection.execute(
            "UPDATE posts SET touched = 1 WHERE id IN (SELECT post FROM sightings JOIN readings ON readings.id = sightings.reading"
            f" WHERE readings.file IN ({files}))",
            known,
        )

    def _entries(self, query: str, known: dict[str, object]) -> Iterable[Entry]:
        for file, name, kind, state, size, mtime, sha256, comments, missing, error, pages in self._connection.execute(query, known):
            stamp = None if size is None else Stamp(size, mtime)
            taken = None if comments is None else bool(comments)
            yield Entry(file, name, kind, state, stamp, sha256, taken, bool(missing), error, bool(pages))
