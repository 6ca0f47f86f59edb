"""Exporting: posts of the archive as lines of JSON, each an item of a JSON Feed (`formats/jsonlines.py` reads them again).

A post is one line, made from what its sightings come to, so whoever holds the same post writes the same line. The lines are in the
order in which the posts came: of posts that share a guid or a link, the first one has the id that it gives. It only reads, some
posts at a time, and needs no lock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.clean import to_title
from index.documents import channels, dates_of, feed_key, front_of, rank, those_that_count, url_of
from index.extension import NAME, Extension
from index.holdings import Held, Holding, Holdings
from index.sighting import Channel, Sighting
from search.settings import PostSettings

BATCH = 100
"""Posts that are read at a time: at 20 copies of 10 kB each, 20 MB of memory."""

_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is and a terminal or a reader of lines may take for an order; JSON escapes the other controls by itself."""


def lines(holdings: Holdings, settings: PostSettings, tell: Callable[[str, int, int], None]) -> Iterator[str]:
    """Yield every post as one line without its end; `tell` is told of progress. Raises ArchiveError."""
    total, done, last = holdings.count(), 0, 0
    while some := holdings.after(last, BATCH):
        for post in holdings.posts([number for _, number in some]):
            yield line(post, settings)
        last = some[-1][0]
        done += len(some)
        tell("Exporting", done, max(done, total))


def line(post: Holding, settings: PostSettings) -> str:
    """Return a post as one line of JSON."""
    ranked = rank(post.sightings)
    standing = those_that_count(ranked)
    said = [held.sighting for held in standing]
    titled = next((one for one in said if one.title), said[0])
    title = to_title(titled.title, is_html=True) if titled.title_is_html else titled.title
    guid = next((one.guid for one in said if one.guid), None)
    link = url_of(standing)
    dates = dates_of(standing, settings)
    item: dict[str, object] = {
        "id": guid or link or f"urn:backissues:{post.id}",
        "url": link,
        "title": title,
        "content_html": said[0].html,
        "date_published": dates.published,
        "date_modified": dates.updated.isoformat() if dates.updated else None,
        "authors": [{"name": name} for name in next((one.creators for one in said if one.creators), ())],
        "tags": _tags(ranked),
        "language": next((one.lang for one in said if one.lang), None),
        NAME: Extension(
            feeds=_feeds(ranked, standing),
            title_html=titled.title if title != titled.title else None,
            creator_aliases=tuple(dict.fromkeys(alias for one in said for alias in one.creator_aliases)),
            summary_only=_told(said[0]),
            markup=said[0].markup,
            guid=guid is not None,
        ).record(),
    }
    kept = {name: value for name, value in item.items() if value or name in ("url", "content_html")}
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(kept, ensure_ascii=False))


def _tags(ranked: list[Held]) -> list[str]:
    """Return the tags of all feeds as published: which of them say nothing, the settings of the reader decide."""
    published = (label.strip() for held in ranked for label in held.sighting.categories)
    return list(dict.fromkeys(filter(None, published)))


def _feeds(ranked: list[Held], standing: list[Held]) -> tuple[Channel, ...]:
    """Return the feeds that carried the post, the one that its site and language come from first."""
    known = channels(ranked)
    best = front_of(standing) or standing[0].channel
    now = known.pop(feed_key(best))
    lang = next((held.channel.lang for held in standing if held.channel.lang), None)
    first = replace(best, title=now.title, self_link=now.self_link, lang=lang, built=None)
    others = [replace(channel, built=None) for channel in known.values()]
    return (first, *sorted(others, key=lambda one: (one.title, one.self_link or "", one.link or "")))


def _told(sighting: Sighting) -> bool | None:
    """Return whether the text is a summary only, where the text itself does not show it."""
    return sighting.summary_only if sighting.summary_only != (not sighting.html.strip()) else None
