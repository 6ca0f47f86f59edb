"""Spans: how many posts groups of readings have shown, and from when to when. A post's row is read by its key, a sighting's not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_POSTS = """
    WITH pairs AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS reading, json_extract(value, '$[1]') AS part FROM json_each(?))
    SELECT {} FROM pairs CROSS JOIN sightings s ON s.reading = pairs.reading CROSS JOIN posts p ON p.id = s.post {}"""
SPANS = _POSTS.format(
    "part, count(DISTINCT s.post), count(DISTINCT CASE WHEN p.date IS NULL THEN s.post END), min(p.date), max(p.date)", "GROUP BY part"
)
UNDATED = _POSTS.format("part, s.post", "WHERE p.date IS NULL")
DATES = _POSTS.format("part, p.date", "WHERE p.date NOT NULL")

Pairs = Iterable[tuple[int, int]]
"""Readings, each with the number of a group that it is part of. It may be part of several."""


@dataclass(frozen=True, slots=True)
class Span:
    """Posts of a group, those of them without a date, and the first and the last date (ISO 8601 in UTC)."""

    posts: int = 0
    undated: int = 0
    first: str | None = None
    last: str | None = None


def spans(connection: sqlite3.Connection, pairs: Pairs) -> dict[int, Span]:
    """Return the span of each group that has a post."""
    return {row[0]: Span(*row[1:]) for row in connection.execute(SPANS, (json.dumps(list(pairs)),))}


def undated(connection: sqlite3.Connection, pairs: Pairs) -> dict[int, set[str]]:
    """Return the posts without a date by group."""
    found: dict[int, set[str]] = {}
    for part, post in connection.execute(UNDATED, (json.dumps(list(pairs)),)):
        found.setdefault(part, set()).add(post)
    return found


def dates(connection: sqlite3.Connection, pairs: Pairs) -> dict[int, set[str]]:
    """Return the dates of the posts by group."""
    found: dict[int, set[str]] = {}
    for part, date in connection.execute(DATES, (json.dumps(list(pairs)),)):
        found.setdefault(part, set()).add(date)
    return found
