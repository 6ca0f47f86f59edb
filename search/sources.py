"""SourceStatus: what status.json says of a source, written by `index` and read by `web` and `status`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed of a source: its title and address, the posts that this source has of it, its first and last date (ISO 8601)."""

    title: str
    url: str | None
    site: str
    posts: int
    undated: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. `missing` is true where it is gone and its posts are kept; `error` is the last error in words, or None."""

    name: str
    kind: str
    posts: int
    documents: int
    """Feed documents that it consists of (files of a folder)."""
    feeds: tuple[FeedStatus, ...] = ()
    first: str | None = None
    last: str | None = None
    checked: str | None = None
    missing: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The whole of status.json: the archive's uuid and change number, its counts and its sources."""

    archive: str
    change: int
    posts: int
    sightings: int
    skipped: tuple[tuple[str, int], ...] = ()
    """Posts left out by rule: pairs (reason, count)."""
    sources: tuple[SourceStatus, ...] = ()
