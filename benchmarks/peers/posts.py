"""Posts out of feed documents, as a script of one's own would read them: feedparser, BeautifulSoup on lxml, new documents only."""

from __future__ import annotations

import calendar
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
from bs4 import BeautifulSoup

SEEN = "seen.json"


@dataclass(frozen=True, slots=True)
class Post:
    """What is indexed of a post; `text` is without markup."""

    guid: str
    link: str
    title: str
    creator: str
    site: str
    date: datetime
    tags: tuple[str, ...]
    text: str


class New:
    """The posts of the documents that are new or changed by size and time since the last run that read them all."""

    def __init__(self, feeds: Path, data: Path) -> None:
        """Make the folder of the data."""
        data.mkdir(parents=True, exist_ok=True)
        self.seconds = 0.0
        """What reading and cleaning has taken."""
        self._feeds = feeds
        self._record = data / SEEN

    def __iter__(self) -> Iterator[Post]:
        """Yield the posts."""
        posts = self._posts()
        while True:
            began = time.perf_counter()
            post = next(posts, None)
            self.seconds += time.perf_counter() - began
            if post is None:
                return
            yield post

    def _posts(self) -> Iterator[Post]:
        seen: dict[str, list[int]] = json.loads(self._record.read_text(encoding="utf-8")) if self._record.exists() else {}
        for path in sorted(self._feeds.glob("*.xml")):
            mark = [path.stat().st_size, path.stat().st_mtime_ns]
            if seen.get(path.name) != mark:
                yield from _posts(path)
                seen[path.name] = mark
        self._record.write_text(json.dumps(seen), encoding="utf-8")


def _posts(path: Path) -> Iterator[Post]:
    # Cleaning of HTML and links is switched off: the text goes into an index, not onto a page, and it takes most of the time.
    parsed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    for entry in parsed.entries:
        yield Post(
            entry.id,
            entry.link,
            entry.title,
            entry.get("author", ""),
            parsed.feed.title,
            datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC),
            tuple(tag.term for tag in entry.get("tags", ())),
            _text(entry),
        )


def _text(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    html = entry.content[0].value if "content" in entry else entry.get("summary", "")
    return BeautifulSoup(html, "lxml").get_text(" ", strip=True)
