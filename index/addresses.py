"""Addresses: what the archive knows of how to ask an address. Which posts it gave stands in the ledger and the readings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """How an address is asked. `file` is its row in the ledger."""

    file: int
    url: str
    """Where it is asked: after discovery, and after permanent redirects."""
    etag: str | None = None
    last_modified: str | None = None
    wait_until: str | None = None
    """Not to be asked before (ISO 8601 in UTC), unless the user names it."""
    failures: int = 0
    """Failures in a row."""
    ended: bool = False
    """True where the site said that there will be nothing any more (410)."""
    walk: str | None = None
    """Its history (`walk.to_json`)."""


_COLUMNS = "file, url, etag, last_modified, wait_until, failures, ended, walk"


class Addresses:
    """The table of addresses, on a connection of `schema.connect`. Its owner keeps transactions; each method here is part of one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection."""
        self._connection = connection

    def of(self, file: int, name: str) -> Address:
        """Return what is known of the address; one that was never asked is asked under its own name."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM addresses WHERE file = ?", (file,)).fetchone()
        if row is None:
            return Address(file, name)
        number, url, etag, last_modified, wait_until, failures, ended, walk = row
        return Address(number, url, etag, last_modified, wait_until, failures, bool(ended), walk)

    def write(self, address: Address) -> None:
        """Keep what is known of the address."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO addresses ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                address.file,
                address.url,
                address.etag,
                address.last_modified,
                address.wait_until,
                address.failures,
                address.ended,
                address.walk,
            ),
        )
