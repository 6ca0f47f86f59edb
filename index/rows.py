"""Rows: how sightings, channels and keys stand in the archive's tables. Columns in the order of the values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from index.identity import Keys
from index.sighting import Channel, Sighting

Row = Sequence[Any]
"""Values of SQLite: text, numbers and None."""

KEYS = "guid_key, link_key, title_key, text_key, long, published_key, site_key, host, own"
CHANNEL = "r.title, r.self_link, r.link, r.lang, r.built"
SIGHTING = (
    "s.guid, s.link, s.title, s.title_is_html, s.html, s.summary_only, s.creators, s.categories, s.published, s.updated, s.lang, s.markup,"
    " s.creator_aliases"
)
FROM = "FROM sightings s JOIN readings r ON r.id = s.reading"


def marks(columns: str) -> str:
    """Return a question mark for each column."""
    return ", ".join("?" * (columns.count(",") + 1))


def bare(columns: str) -> str:
    """Return the columns without the name of their table."""
    return columns.replace("s.", "").replace("r.", "")


def of_keys(keys: Keys) -> Row:
    """Return the columns `KEYS`."""
    return (keys.guid, keys.link, keys.title, keys.text, keys.long, keys.published, keys.site, keys.host, keys.own)


def to_keys(row: Row) -> Keys:
    """Return what the columns `KEYS` hold."""
    guid, link, title, text, long, published, site, host, own = row
    return Keys(guid, link, title, text, bool(long), published, site, host, own)


def of_channel(channel: Channel) -> Row:
    """Return the columns `CHANNEL`."""
    return (channel.title, channel.self_link, channel.link, channel.lang, channel.built)


def to_channel(row: Row) -> Channel:
    """Return what the columns `CHANNEL` hold."""
    return Channel(*row)


def of_sighting(sighting: Sighting) -> Row:
    """Return the columns `SIGHTING`."""
    return (
        sighting.guid,
        sighting.link,
        sighting.title,
        sighting.title_is_html,
        sighting.html,
        sighting.summary_only,
        json.dumps(sighting.creators),
        json.dumps(sighting.categories),
        sighting.published,
        sighting.updated,
        sighting.lang,
        sighting.markup,
        json.dumps(sighting.creator_aliases),
    )


def to_sighting(row: Row) -> Sighting:
    """Return what the columns `SIGHTING` hold."""
    guid, link, title, title_is_html, html, summary_only, creators, categories, published, updated, lang, markup, aliases = row
    return Sighting(
        guid,
        link,
        title,
        bool(title_is_html),
        html,
        bool(summary_only),
        tuple(json.loads(creators)),
        tuple(json.loads(categories)),
        published,
        updated,
        lang,
        markup,
        tuple(json.loads(aliases)),
    )
