"""Sites: the posts of each site by month, put together from the archive. A post is of one site, that of its document."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from index.feeds import SiteFeeds
from search.dates import local
from search.sources import SiteStatus

_POSTS = "SELECT site, date FROM posts WHERE state = 'live' AND site NOT NULL"

_NONE = SiteFeeds("", None, ())


@dataclass(slots=True)
class _Count:
    """What has been counted of a site."""

    posts: int = 0
    undated: int = 0
    first: str | None = None
    last: str | None = None
    years: dict[int, list[int]] = field(default_factory=dict)

    def add(self, date: str | None, zone: ZoneInfo) -> None:
        self.posts += 1
        if date is None:
            self.undated += 1
            return
        self.first = min(self.first or date, date)
        self.last = max(self.last or date, date)
        day = local(datetime.fromisoformat(date), zone)
        self.years.setdefault(day.year, [0] * 12)[day.month - 1] += 1


def sites(connection: sqlite3.Connection, feeds: Mapping[str, SiteFeeds], timezone: str) -> tuple[SiteStatus, ...]:
    """Return all sites that have a post or a feed, most posts first. Months are those of the time zone's calendar."""
    zone = ZoneInfo(timezone)
    counts = {key: _Count() for key in feeds}
    for site, date in connection.execute(_POSTS):
        counts.setdefault(site, _Count()).add(date, zone)
    return tuple(_status(key, counts[key], feeds.get(key, _NONE)) for key in sorted(counts, key=lambda key: (-counts[key].posts, key)))


def _status(key: str, count: _Count, known: SiteFeeds) -> SiteStatus:
    return SiteStatus(
        key=key,
        title=known.title,
        url=known.url,
        posts=count.posts,
        undated=count.undated,
        first=count.first,
        last=count.last,
        months=tuple((year, tuple(count.years[year])) for year in sorted(count.years)),
        feeds=known.feeds,
    )
