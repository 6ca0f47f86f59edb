"""Datasette over a table with FTS5: a script fills the table, Datasette serves it with search and facets."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import command
import posts

NAME = "posts.db"
TABLES = """
CREATE TABLE posts (
    id INTEGER PRIMARY KEY, guid TEXT UNIQUE, link TEXT, title TEXT, creator TEXT, site TEXT, date TEXT, year INTEGER, tags TEXT, body TEXT
);
CREATE INDEX posts_date ON posts (date);
CREATE INDEX posts_creator ON posts (creator);
CREATE INDEX posts_site ON posts (site);
CREATE INDEX posts_year ON posts (year);
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, body, content="posts", content_rowid='id', tokenize='porter unicode61');
CREATE TRIGGER posts_added AFTER INSERT ON posts BEGIN
    INSERT INTO posts_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER posts_removed AFTER DELETE ON posts BEGIN
    INSERT INTO posts_fts (posts_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
PRAGMA journal_mode = WAL;
"""
ADD = """
INSERT INTO posts (guid, link, title, creator, site, date, year, tags, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (guid) DO NOTHING
"""
LIMITS = {"sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000, "default_facet_size": 20, "num_sql_threads": 4}
"""Facets that take more than 200 ms would be left out by default: less work, so not the same work."""


def reindex(feeds: Path, data: Path) -> command.Indexed:
    """Add the new posts; return how many the search holds."""
    new = posts.New(feeds, data)
    there = (data / NAME).exists()
    with closing(sqlite3.connect(data / NAME)) as store:
        if not there:
            store.executescript(TABLES)
        with store:
            store.executemany(ADD, map(_row, new))
        return command.Indexed(_searchable(store), new.seconds)


def _row(post: posts.Post) -> tuple[object, ...]:
    tags = json.dumps(post.tags, ensure_ascii=False)
    return post.guid, post.link, post.title, post.creator, post.site, post.date.isoformat(), post.date.year, tags, post.text


def rebuild(data: Path) -> command.Indexed:
    """Make the search again of the table."""
    with closing(sqlite3.connect(data / NAME)) as store:
        with store:
            store.execute("INSERT INTO posts_fts (posts_fts) VALUES ('rebuild')")
        return command.Indexed(_searchable(store))


def _searchable(store: sqlite3.Connection) -> int:
    count: int = store.execute("SELECT count(*) FROM posts_fts_docsize").fetchone()[0]
    return count


def serve(data: Path, port: int) -> None:
    """Become Datasette."""
    settings = [word for name, value in LIMITS.items() for word in ("--setting", name, str(value))]
    os.execv(sys.executable, [sys.executable, "-m", "datasette", "serve", str(data / NAME), "--port", str(port), *settings])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    command.run(command.Peer(reindex, serve, rebuild))
