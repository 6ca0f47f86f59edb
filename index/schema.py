"""The archive's tables, and how its file is opened. What they mean stands in `archive.py` and `ledger.py`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from search.errors import ArchiveError

FILE = "archive.sqlite3"
APPLICATION = 0x42694B73
"""`BiKs` in the file's header: what marks a SQLite file as an archive of ours."""
VERSION = 3
"""Of the tables. A higher one in a file was written by a newer release; 1 and 2 were those of weeks before the first release."""

WAIT = 10.0
"""Seconds to wait for another connection; writers are kept apart by the engine's lock already."""

TABLES = """
-- change: the last change number given; identity: the rules that the keys below were made by (`Rewriting.version`);
-- purge: posts were forgotten since an index was built without any file of an older one.
CREATE TABLE archive (uuid TEXT NOT NULL, change INTEGER NOT NULL, identity TEXT NOT NULL, purge INTEGER NOT NULL);

-- What the user named, and the files that it gave. kind of a file: file, member (of a packed file) or address.
CREATE TABLE roots (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    checked TEXT, missing INTEGER NOT NULL DEFAULT 0, error TEXT);
CREATE TABLE files (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
    size INTEGER, mtime INTEGER, sha256 TEXT, comments INTEGER,
    checked TEXT, missing INTEGER NOT NULL DEFAULT 0, error TEXT);
CREATE TABLE root_files (
    root INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    PRIMARY KEY (root, file)) WITHOUT ROWID;
CREATE INDEX root_files_file ON root_files (file);
-- The members of a packed file, the addresses of a list.
CREATE TABLE parts (
    whole INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, part INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    PRIMARY KEY (whole, part)) WITHOUT ROWID;
CREATE INDEX parts_part ON parts (part);
-- How an address is asked: where (after discovery and moves), validators of the last answer, when again, and its history (`history.py`).
CREATE TABLE addresses (
    file INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE, url TEXT NOT NULL, etag TEXT, last_modified TEXT,
    wait_until TEXT, failures INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0, walk TEXT);

-- One state of a feed document: its channel as it was then. Kept as long as it holds a sighting that no later state replaced.
-- snapshot: the feed as it was then, and no export or page of its history; stretch: see `stretches.py`.
CREATE TABLE readings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    title TEXT NOT NULL, self_link TEXT, link TEXT, lang TEXT, built TEXT,
    site TEXT NOT NULL, modified TEXT NOT NULL, read TEXT NOT NULL, snapshot INTEGER NOT NULL, stretch INTEGER NOT NULL);
CREATE INDEX readings_file ON readings (file);

-- One post as one document published it. The keys are those of identity.py; html stands last, so that reading keys passes it by.
CREATE TABLE sightings (
    id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE, ordinal INTEGER NOT NULL, post TEXT,
    guid_key TEXT, link_key TEXT, title_key TEXT, text_key TEXT, long INTEGER NOT NULL, published_key TEXT,
    site_key TEXT NOT NULL, host TEXT, own INTEGER NOT NULL,
    guid TEXT, link TEXT, title TEXT NOT NULL, title_is_html INTEGER NOT NULL, summary_only INTEGER NOT NULL,
    creators TEXT NOT NULL, categories TEXT NOT NULL, published TEXT, updated TEXT, lang TEXT,
    markup TEXT NOT NULL, creator_aliases TEXT NOT NULL, html TEXT NOT NULL);
-- With the post, so that status counts 100,000 posts without reading their rows (400 MB).
CREATE INDEX sightings_reading ON sightings (reading, post);
CREATE INDEX sightings_post ON sightings (post);
CREATE INDEX sightings_guid ON sightings (guid_key) WHERE guid_key IS NOT NULL;
CREATE INDEX sightings_link ON sightings (link_key) WHERE link_key IS NOT NULL;
CREATE INDEX sightings_text ON sightings (text_key) WHERE long;

CREATE TABLE skipped (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, post TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL);
CREATE INDEX skipped_file ON skipped (file);

-- state: live, gone (no sighting is left) or alias (became one with the post `alias_of`). A row stays for ever: no id is used twice.
-- touched: its sightings changed since its document was last looked at. change: when its document last changed; added: when it came.
-- hash, date, site: of its document.
CREATE TABLE posts (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, state TEXT NOT NULL, alias_of TEXT, touched INTEGER NOT NULL,
    change INTEGER NOT NULL DEFAULT 0, added INTEGER, hash TEXT, date TEXT, site TEXT) WITHOUT ROWID;
CREATE INDEX posts_alias ON posts (alias_of) WHERE alias_of IS NOT NULL;
CREATE INDEX posts_change ON posts (change);
CREATE INDEX posts_touched ON posts (touched) WHERE touched;

-- What exports show as not public: digests of guids and links, since when (ISO 8601 in UTC), and why (`withdrawal.py`).
CREATE TABLE withdrawn (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, key TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (file, key)) WITHOUT ROWID;
CREATE INDEX withdrawn_key ON withdrawn (key);

-- Digests of what names a post that the user had forgotten.
CREATE TABLE forgotten (key TEXT PRIMARY KEY) WITHOUT ROWID;

INSERT INTO archive VALUES (lower(hex(randomblob(16))), 0, 0, 0);
"""


def connect(data: Path) -> sqlite3.Connection:
    """Open the archive of the data folder for writing and make it where there is none.

    Raises ArchiveError. The connection is in autocommit; use `BEGIN IMMEDIATE`.
    """
    path = data / FILE
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        _check(connection, path)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            _create(connection)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{path}: the archive cannot be opened: {error}") from error
    return connection


def connect_to_read(data: Path) -> sqlite3.Connection:
    """Open the archive of the data folder for reading. Raises ArchiveError, also where there is none."""
    path = data / FILE
    if not path.exists():
        raise ArchiveError(f"{path}: there is no archive yet; run backissues reindex SOURCE first")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT, isolation_level=None)
        _check(connection, path)
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: the archive cannot be opened: {error}") from error
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION and not empty:
        raise ArchiveError(f"{path}: this file is no archive of Backissues; move it away or choose another --data folder")
    if version and version < VERSION:
        raise ArchiveError(f"{path}: written by a version before the first release; move it away and run backissues reindex SOURCE again")
    if version > VERSION:
        raise ArchiveError(f"{path}: written by a newer release (tables {version}, this one knows {VERSION}); install that release")


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables in one transaction, so that a killed process leaves an empty file or a whole archive."""
    connection.executescript(f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; {TABLES}; COMMIT")
