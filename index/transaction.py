"""Transaction: all of what is done to the archive, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import ArchiveError


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of what follows or nothing. Raises ArchiveError where the disk is full or the file is held."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise ArchiveError(f"the archive cannot be written: {error}; what it held before is untouched") from error
