"""State: one state of a document on its way into the archive. It takes the place of what older states said of the same posts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index import identity, replacing, rows, stretches
from index.identity import Keys
from index.rewriting import Rewriting
from index.settling import settle
from index.sighting import Channel, Sighting

Item = tuple[Sighting, Keys]


@dataclass(frozen=True, slots=True)
class _Held:
    """A sighting of an older state of the document."""

    id: int
    post: str
    stretch: int
    keys: Keys


class State:
    """A state of the document that stands in the ledger as `row`. It is put in as a whole or in parts, each in its caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, row: int, now: str, rewriting: Rewriting) -> None:
        """Start; `now` is ISO 8601 in UTC."""
        self._connection = connection
        self._row = row
        self._now = now
        self._rewriting = rewriting
        self._readings: dict[Channel, int] = {}
        self._posts = 0
        self._before = stretches.last(connection, row)
        self._joined = False

    def put(
        self, channel: Channel, modified: str, items: Sequence[Item], *, whole: bool = False, fills_in: bool = False, snapshot: bool = True
    ) -> int:
        """Put items in, in the place of what the document said of them before; return how many it had not shown before.

        Where they are the `whole` document, what it showed before and shows no more goes; where they only fill in, what is held stays
        as it is. A `snapshot` is the feed as it was then; other states (a page of its history) have no place in the row of these.
        """
        reading = self._reading(channel, modified, snapshot=snapshot)
        held = self._held([keys for _, keys in items], whole=whole)
        places = replacing.replaced([old.keys for old in held], [keys for _, keys in items])
        met = {old.stretch for old, place in zip(held, places, strict=True) if place is not None}
        if fills_in:
            known = {place for place in places if place is not None}
            items, held, places = [item for at, item in enumerate(items) if at not in known], [], ()
        items = self._with_full_texts(channel, held, places, items)
        out = [at for at in range(len(held)) if whole or places[at] is not None]
        posts = {place: held[at].post for at in out if (place := places[at]) is not None}
        self._connection.executemany("DELETE FROM sightings WHERE id = ?", ((held[at].id,) for at in out))
        new = self._insert(reading, items, posts)
        keys = [*(held[at].keys for at in out), *(keys for _, keys in items)]
        settle(self._connection, keys, {held[at].post for at in out}, new)
        self._place(met, snapshot=snapshot, empty=not new)
        return len(items) - len(posts)

    def end(self) -> None:
        """Drop older states of which nothing is left."""
        self._connection.execute(
            "DELETE FROM readings WHERE file = ? AND id NOT IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM sightings WHERE reading = readings.id)",
            (self._row, json.dumps(list(self._readings.values()))),
        )

    def _place(self, met: Collection[int], *, snapshot: bool, empty: bool) -> None:
        """Write down which stretch the state is of, where it shows posts of the stretches `met`. Only a snapshot begins a new one."""
        own = list(self._readings.values())
        if not snapshot or self._joined or (empty and not met):
            met = {self._before, *met}
        if met:
            self._joined = True
            self._before = min(met)
            stretches.join(self._connection, own, met)
        else:
            stretches.begin(self._connection, own)

    def _reading(self, channel: Channel, modified: str, *, snapshot: bool) -> int:
        if channel not in self._readings:
            columns = f"file, {rows.bare(rows.CHANNEL)}, site, modified, read, snapshot, stretch"
            site = identity.site_of(self._rewriting.channel(channel))
            values = (self._row, *rows.of_channel(channel), site, modified, self._now, snapshot, self._before)
            self._readings[channel] = self._one(f"INSERT INTO readings ({columns}) VALUES ({rows.marks(columns)}) RETURNING id", *values)
        return self._readings[channel]

    def _held(self, new: Sequence[Keys], *, whole: bool) -> list[_Held]:
        """Return what older states say of the same posts, by guid or link; where the new one is the `whole`, all that they say."""
        known = {
            "row": self._row,
            "now": json.dumps(list(self._readings.values())),
            "guids": json.dumps([keys.guid for keys in new if keys.guid]),
            "links": json.dumps([keys.link for keys in new if keys.link]),
        }
        older = "reading IN (SELECT id FROM readings WHERE file = :row AND id NOT IN (SELECT value FROM json_each(:now)))"
        unnamed = any(keys.guid is None and keys.link is None for keys in new)
        named = (
            "s.id IN (SELECT id FROM sightings WHERE guid_key IN (SELECT value FROM json_each(:guids))"
            " UNION SELECT id FROM sightings WHERE link_key IN (SELECT value FROM json_each(:links))"
            + (f" UNION SELECT id FROM sightings WHERE {older} AND guid_key IS NULL AND link_key IS NULL)" if unnamed else ")")
        )
        query = f"SELECT s.id, s.post, r.stretch, {rows.KEYS} {rows.FROM} WHERE s.{older} AND {'TRUE' if whole else named} ORDER BY s.id"
        return [_Held(row[0], row[1], row[2], rows.to_keys(row[3:])) for row in self._connection.execute(query, known)]

    def _with_full_texts(self, channel: Channel, held: Sequence[_Held], places: Sequence[int | None], items: Sequence[Item]) -> list[Item]:
        """Return the items, each summary with the full text that was held of the same post: a feed that turns to summaries loses none.

        Link or title must agree besides what `replacing` asks for, so that no post gets the text of another that had its guid.
        """
        full = list(items)
        for old, place in zip(held, places, strict=True):
            if place is None:
                continue
            sighting, new = items[place]
            if not sighting.summary_only or (new.link != old.keys.link and new.title != old.keys.title):
                continue
            query = "SELECT html, markup FROM sightings WHERE id = ? AND NOT summary_only"
            for html, markup in self._connection.execute(query, (old.id,)):
                kept = replace(sighting, html=html, markup=markup, summary_only=False)
                full[place] = (kept, self._rewriting.keys(kept, channel))
        return full

    def _insert(self, reading: int, items: Sequence[Item], posts: dict[int, str]) -> range:
        """Write the items down; return their ids."""
        first = self._one("SELECT coalesce(max(id), 0) + 1 FROM sightings")
        columns = f"id, reading, ordinal, post, {rows.KEYS}, {rows.bare(rows.SIGHTING)}"
        self._connection.executemany(
            f"INSERT INTO sightings ({columns}) VALUES ({rows.marks(columns)})",
            (
                (first + at, reading, self._posts + at, posts.get(at), *rows.of_keys(keys), *rows.of_sighting(sighting))
                for at, (sighting, keys) in enumerate(items)
            ),
        )
        self._posts += len(items)
        return range(first, first + len(items))

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - a value of SQLite
        return self._connection.execute(query, values).fetchone()[0]
