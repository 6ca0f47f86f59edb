"""Status: what is known of sources, put together from the archive and written to status.json for `web` and `backissues status`."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.rewriting import Rewriting
from search import sources
from search.errors import ArchiveError
from search.sources import FeedStatus, SourceStatus, Status

_FEEDS = """
    WITH channels AS MATERIALIZED (SELECT id, file, title, site, moved(self_link) AS self_link, moved(link) AS link FROM readings)
    SELECT b.root, max(r.title), coalesce(r.self_link, r.link), r.site, count(DISTINCT s.post),
        count(DISTINCT CASE WHEN p.date IS NULL THEN s.post END), min(p.date), max(p.date)
    FROM root_files b JOIN channels r ON r.file = b.file JOIN sightings s ON s.reading = r.id JOIN posts p ON p.id = s.post
    GROUP BY b.root, coalesce(r.self_link, coalesce(r.link, '') || ' ' || r.title) ORDER BY 2, 3"""
_ROOTS = """
    SELECT o.id, o.name, o.kind, o.checked, o.missing, o.error,
        (SELECT count(*) FROM root_files b JOIN files f ON f.id = b.file WHERE b.root = o.id AND f.state = 'feed'),
        (SELECT count(*) FROM root_files b JOIN files f ON f.id = b.file WHERE b.root = o.id AND f.state = 'feed' AND f.missing),
        (SELECT f.name || ': ' || f.error FROM root_files b JOIN files f ON f.id = b.file
            WHERE b.root = o.id AND f.error IS NOT NULL AND (f.state != 'ignored' OR o.kind = 'file') ORDER BY f.checked DESC, f.name)
    FROM roots o ORDER BY o.id"""
_POSTS = """
    SELECT b.root, count(DISTINCT s.post), min(p.date), max(p.date)
    FROM root_files b JOIN readings r ON r.file = b.file JOIN sightings s ON s.reading = r.id JOIN posts p ON p.id = s.post
    GROUP BY b.root"""


def status_of(connection: sqlite3.Connection, rewriting: Rewriting) -> Status:
    """Return the status of an archive, its feeds by their addresses of now."""
    connection.create_function("moved", 1, lambda link: link and rewriting.link(link), deterministic=True)
    archive, change = connection.execute("SELECT uuid, change FROM archive").fetchone()
    sightings, posts = connection.execute("SELECT count(*), count(DISTINCT post) FROM sightings").fetchone()
    skipped = connection.execute("SELECT reason, sum(count) FROM skipped GROUP BY reason ORDER BY reason").fetchall()
    feeds: dict[int, list[FeedStatus]] = {}
    for root, *feed in connection.execute(_FEEDS):
        feeds.setdefault(root, []).append(FeedStatus(*feed))
    spans = {root: span for root, *span in connection.execute(_POSTS)}
    return Status(archive, change, posts, sightings, tuple(skipped), tuple(_sources(connection.execute(_ROOTS), feeds, spans)))


def write(status: Status, data: Path) -> None:
    """Write status.json: whole or not at all, whatever happens meanwhile. Raises ArchiveError."""
    path = data / sources.FILE
    aside = path.with_suffix(".new")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(sources.to_json(status))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()


def _sources(
    roots: Iterable[tuple[Any, ...]], feeds: Mapping[int, Sequence[FeedStatus]], spans: Mapping[int, Sequence[Any]]
) -> Iterable[SourceStatus]:
    for number, name, kind, checked, missing, error, documents, away, problem in roots:
        posts, first, last = spans.get(number, (0, None, None))
        yield SourceStatus(
            name=name,
            kind=kind,
            posts=posts,
            documents=documents,
            feeds=tuple(feeds.get(number, ())),
            first=first,
            last=last,
            checked=checked,
            missing=bool(missing) or (documents > 0 and away == documents),
            error=error or problem,
        )
