"""Status: what is known of sites, feeds and sources, put together from the archive and written to status.json for `web` and `status`."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import feeds, spans, walk
from index.feeds import State
from index.rewriting import Rewriting
from index.sites import sites
from index.spans import Span
from search import sources
from search.errors import ArchiveError
from search.sources import AddressStatus, History, Outcome, SourceStatus, Status

_WRONG = "f.error IS NOT NULL AND NOT f.missing AND (f.state != 'ignored' OR f.kind = 'address' OR f.name = o.name)"
_FILES = f"""
    SELECT b.root, count(*) FILTER (WHERE f.state = 'feed'), count(*) FILTER (WHERE f.state = 'feed' AND f.missing),
        count(*) FILTER (WHERE {_WRONG})
    FROM roots o JOIN root_files b ON b.root = o.id JOIN files f ON f.id = b.file GROUP BY b.root"""
_ERRORS = f"""
    SELECT b.root, f.name, f.error FROM roots o JOIN root_files b ON b.root = o.id JOIN files f ON f.id = b.file
    WHERE {_WRONG} ORDER BY b.root, f.checked, f.name DESC"""
_ROOTS = "SELECT id, name, kind, checked, missing, error FROM roots ORDER BY id"
_ADDRESSES = """
    SELECT f.id, f.name, f.state, f.missing, f.checked, f.error, a.wait_until, a.walk
    FROM files f LEFT JOIN addresses a ON a.file = f.id WHERE f.kind = 'address' ORDER BY f.name"""


@dataclass(frozen=True, slots=True)
class _Files:
    """How many documents a source has, how many of these are gone, how many files have an error; the last error."""

    documents: int = 0
    gone: int = 0
    failed: int = 0
    name: str = ""
    error: str | None = None


def status_of(connection: sqlite3.Connection, rewriting: Rewriting, timezone: str) -> Status:
    """Return the status of an archive, its feeds by their addresses of now; months are those of the time zone's calendar."""
    archive, change = connection.execute("SELECT uuid, change FROM archive").fetchone()
    sightings, posts = connection.execute("SELECT count(*), count(DISTINCT post) FROM sightings").fetchone()
    undated, first, last = connection.execute(
        "SELECT count(*) FILTER (WHERE date IS NULL), min(date), max(date) FROM posts WHERE state = 'live'"
    ).fetchone()
    skipped = connection.execute("SELECT reason, sum(count) FROM skipped GROUP BY reason ORDER BY 2 DESC, 1").fetchall()
    states = feeds.states(connection, rewriting)
    holders = _holders(connection)
    places = {root: place for place, (root, *_said) in enumerate(connection.execute(_ROOTS))}
    held = {file: [places[root] for root in roots] for file, roots in holders.items()}
    addresses = _addresses(connection, states)
    complete = [file for file, address in addresses.items() if address.history and address.history.outcome == "complete"]
    return Status(
        archive=archive,
        change=change,
        posts=posts,
        sightings=sightings,
        undated=undated,
        first=first,
        last=last,
        skipped=tuple(skipped),
        sites=sites(connection, feeds.by_site(connection, states, complete, held), timezone),
        sources=tuple(_sources(connection, states, addresses, holders)),
    )


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


def _addresses(connection: sqlite3.Connection, states: Iterable[State]) -> dict[int, AddressStatus]:
    """Return what is known of each address, by its row in the ledger, in the order of their names."""
    rows = connection.execute(_ADDRESSES).fetchall()
    files = {row[0] for row in rows}
    found = spans.spans(connection, ((state.reading, state.file) for state in states if state.file in files))
    return {row[0]: _address(row[1:], found.get(row[0], Span())) for row in rows}


def _address(row: Sequence[Any], span: Span) -> AddressStatus:
    name, state, missing, checked, error, wait_until, known = row
    return AddressStatus(
        url=name,
        state="gone" if missing else state,
        posts=span.posts,
        undated=span.undated,
        first=span.first,
        last=span.last,
        checked=checked,
        next_check=wait_until,
        error=error,
        history=_history(known),
    )


def _history(text: str | None) -> History | None:
    """Return how the reading of older posts ended, or None where it never began, or was written by a release that knew other walks."""
    if text is None:
        return None
    try:
        known = walk.from_json(text)
    except ValueError:
        return None
    outcome: Outcome = known.outcome or "running"
    return History(outcome, walk.standing(known))


def _holders(connection: sqlite3.Connection) -> dict[int, list[int]]:
    """Return the rows of the sources that hold each file, by the row of the file."""
    of_file: dict[int, list[int]] = {}
    for root, file in connection.execute("SELECT root, file FROM root_files"):
        of_file.setdefault(file, []).append(root)
    return of_file


def _sources(
    connection: sqlite3.Connection,
    states: Sequence[State],
    addresses: Mapping[int, AddressStatus],
    of_file: Mapping[int, Sequence[int]],
) -> Iterable[SourceStatus]:
    lists: dict[int, list[AddressStatus]] = {}
    own = dict(connection.execute("SELECT id, name FROM roots"))
    for file, address in addresses.items():
        for root in of_file.get(file, ()):
            if own[root] != address.url:
                lists.setdefault(root, []).append(address)
    by_name = {address.url: address for address in addresses.values()}
    found = spans.spans(connection, ((state.reading, root) for state in states for root in of_file.get(state.file, ())))
    files = _files(connection)
    for root, name, kind, checked, missing, error in connection.execute(_ROOTS).fetchall():
        some, span = files.get(root, _Files()), found.get(root, Span())
        asked = by_name.get(name) if kind == "address" else None
        away = some.documents > 0 and some.gone == some.documents
        yield SourceStatus(
            name=name,
            kind=kind,
            posts=span.posts,
            documents=some.documents,
            undated=span.undated,
            first=span.first,
            last=span.last,
            checked=asked.checked if asked else checked,
            missing=bool(missing) or away,
            gone=some.gone,
            failed=some.failed,
            error=error or (some.error if some.name == name or some.error is None else f"{some.name}: {some.error}"),
            next_check=asked.next_check if asked else None,
            history=asked.history if asked else None,
            addresses=tuple(lists.get(root, ())),
        )


def _files(connection: sqlite3.Connection) -> dict[int, _Files]:
    """Return what is known of the files of each source."""
    errors = {root: (name, error) for root, name, error in connection.execute(_ERRORS)}
    found = connection.execute(_FILES)
    return {root: _Files(documents, gone, failed, *errors.get(root, ("", None))) for root, documents, gone, failed in found}
