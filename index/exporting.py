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

from index import links
from index.channels import feed_key
from index.clean import to_title
from index.documents import channels, dates_of, front_of, rank, those_that_count, url_of
from index.formats.extension import NAME, Carrier, Extension
from index.holdings import Held, Holding, Holdings
from index.identity import keys_of
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
            feeds=_carriers(post, ranked, guid, link),
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


def _carriers(post: Holding, ranked: list[Held], guid: str | None, link: str | None) -> tuple[Carrier, ...]:
    """Return the feeds that carried the post, the one that its site and language come from first."""
    standing = those_that_count(ranked)
    known = channels(ranked)
    best = front_of(standing) or standing[0].channel
    home = feed_key(best)
    lang = next((held.channel.lang for held in standing if held.channel.lang), None)
    first = replace(best, title=known[home].title, self_link=known[home].self_link, lang=lang, built=None)
    giver = _giver(post.id, ranked, replace(ranked[0].sighting, guid=guid, link=link), first)
    carriers: dict[tuple[str, str | None, str | None] | str, Carrier] = {home: Carrier(first)}
    told, newest = {home}, {home}
    if giver and not _renamed(giver.sighting, guid, link):
        told.add(feed_key(giver.channel))
    for held in sorted(ranked, key=_age, reverse=True):
        key, one = feed_key(held.channel), held.sighting
        channel = replace(first if key == home else known[key], built=_state(held) if key in newest else None)
        newest.add(key)
        if held is giver or _renamed(one, guid, link):
            called = Carrier(channel, renamed=True, guid=one.guid, link=one.link, first=held is giver)
            carriers.setdefault((key, one.guid, one.link), called)
        elif key not in told:
            carriers[key] = Carrier(channel)
            told.add(key)
    return (carriers.pop(home), *sorted(carriers.values(), key=_place))


def _renamed(one: Sighting, guid: str | None, link: str | None) -> bool:
    """Say whether the sighting names the post by another guid or link than these."""
    elsewhere = one.link is not None and (link is None or links.canonical(one.link) != links.canonical(link))
    return elsewhere or one.guid not in (guid, None)


def _giver(post: str, ranked: list[Held], item: Sighting, channel: Channel) -> Held | None:
    """Return the sighting that the post has its id from, where what the item says would give another one."""
    if _id_of(item, channel) == post:
        return None
    return next((held for held in ranked if _id_of(held.sighting, held.channel) == post), None)


def _id_of(sighting: Sighting, channel: Channel) -> str:
    """Return the id that a post gets from a sighting. Text counts only where nothing else names the post, and takes long to compare."""
    bare = keys_of(replace(sighting, html=""), channel)
    return (bare if sighting.guid or bare.link else keys_of(sighting, channel)).first()[:16]


def _state(held: Held) -> str:
    return held.channel.built or held.modified


def _age(held: Held) -> tuple[str, ...]:
    return _state(held), held.sighting.guid or "", held.sighting.link or ""


def _place(carrier: Carrier) -> tuple[str, ...]:
    channel = carrier.channel
    return tuple(text or "" for text in (channel.title, channel.self_link, channel.link, channel.built, carrier.guid, carrier.link))


def _told(sighting: Sighting) -> bool | None:
    """Return whether the text is a summary only, where the text itself does not show it."""
    return sighting.summary_only if sighting.summary_only != (not sighting.html.strip()) else None
