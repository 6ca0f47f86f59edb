"""Documents: the sightings of one post -> the post as it is indexed. Pure; the only file that knows both sides.

The best sighting comes first: from the post's own host before a foreign one, a full text before a summary, then the newest
`updated`, then the newest state of its feed, then the longest text, then the smallest source name. What the best does not say, the
next one of the same standing says. Foreign sightings add feeds and tags only: a stranger cannot rewrite a post by using its guid.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from index import identity, links, scripts, wordpress
from index.categories import labels
from index.clean import Cleaned, to_text, to_title
from index.holdings import Held, Holding
from index.sighting import Channel, Sighting
from search.document import DateSource, Document, Feed, Site
from search.facets import fold_key
from search.settings import PostSettings

AHEAD = timedelta(days=7)
"""How far after the reading a date may lie: clocks and zones are wrong by hours, scheduled posts by days (reliability.md 4.4)."""

_LANG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Dates:
    date: datetime | None = None
    source: DateSource | None = None
    published: str | None = None
    updated: datetime | None = None


def to_document(post: Holding, settings: PostSettings) -> Document:
    """Return the post as it is indexed."""
    ranked = rank(post.sightings)
    standing = [held for held in ranked if held.own == ranked[0].own]
    best = ranked[0].sighting
    cleaned = _clean(best)
    titled = next((held.sighting for held in standing if held.sighting.title), best)
    dates = _dates(standing, settings)
    return Document(
        id=post.id,
        title=_title(titled),
        body=cleaned.text,
        url=_url(standing),
        creators=next((held.sighting.creators for held in standing if held.sighting.creators), ()),
        creator_aliases=_aliases(standing),
        categories=labels((label for held in ranked for label in held.sighting.categories), settings.default_categories),
        date=dates.date,
        date_source=dates.source,
        published=dates.published,
        updated=dates.updated,
        lang=_lang(standing) or scripts.language(cleaned.text),
        site=_site(standing),
        feeds=_feeds(ranked),
        sources=post.sources,
        guid=next((held.sighting.guid for held in standing if held.sighting.guid), None),
        aliases=post.aliases,
        summary_only=best.summary_only,
        cuts=cleaned.cuts,
    )


def _clean(sighting: Sighting) -> Cleaned:
    if sighting.markup == "html":
        return to_text(sighting.html)
    cuts: Counter[str] = Counter()
    return to_text(wordpress.to_html(sighting.html, cuts), cuts)


def _title(sighting: Sighting) -> str:
    raw = sighting.title if sighting.markup == "html" else wordpress.to_title(sighting.title)
    return to_title(raw, is_html=sighting.title_is_html)


def _aliases(standing: list[Held]) -> tuple[str, ...]:
    found = {fold_key(alias): alias for held in standing for alias in held.sighting.creator_aliases}
    return tuple(found[key] for key in sorted(found))


def rank(sightings: tuple[Held, ...]) -> list[Held]:
    """Return the sightings, best first. The order is the same whatever the order of reading."""
    ranked = sorted(sightings, key=lambda held: (held.file, held.ordinal))
    ranked.sort(key=_weight, reverse=True)
    return ranked


def _weight(held: Held) -> tuple[object, ...]:
    modified = _instant(held.modified)
    state = _instant(held.channel.built) or modified
    return (
        held.own,
        not held.sighting.summary_only,
        _seconds(_instant(held.sighting.updated)),
        _seconds(state),
        _seconds(modified),  # a feed edited by hand keeps its lastBuildDate
        len(held.sighting.html),
    )


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("-inf")


def _url(standing: list[Held]) -> str | None:
    """Return the first link of the post's own host, else the first link."""
    found = [(held, held.sighting.link) for held in standing if held.sighting.link]
    at_home = [link for held, link in found if held.channel.link and links.host(link) == links.host(held.channel.link)]
    return next(iter(at_home), None) or next((link for _, link in found), None)


def _dates(standing: list[Held], settings: PostSettings) -> _Dates:
    published = [(held.sighting.published, _sensible(held.sighting.published, held, settings)) for held in standing]
    updated = next((moment for held in standing if (moment := _sensible(held.sighting.updated, held, settings))), None)
    for text, moment in published:
        if moment:
            return _Dates(moment, "published", text, updated)
    return _Dates(updated, "updated" if updated else None, None, updated)


def _sensible(text: str | None, held: Held, settings: PostSettings) -> datetime | None:
    """Return the instant, or None for one that cannot be: before the earliest year, or long after the file was read."""
    moment = _instant(text)
    read = _instant(held.read)
    if moment is None or moment.year < settings.earliest_year or (read and moment > read + AHEAD):
        return None
    return moment


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one that leaves the calendar on its way to UTC
        return None


def _lang(standing: list[Held]) -> str | None:
    for said in [held.sighting.lang for held in standing] + [held.channel.lang for held in standing]:
        found = _LANG.fullmatch(said.strip().lower()) if said else None
        if found:
            return found[1]
    return None


def _site(standing: list[Held]) -> Site:
    """Return the site of the best sighting. Its title is that of the site's own feed, else nothing.

    A tag's feed is titled by the tag, also where it has the site's link (WordPress): its self link tells it.
    """
    channel = standing[0].channel
    address = channel.link or channel.self_link
    if address is None:
        return Site(fold_key(channel.title), channel.title, None)
    key = identity.site_of(channel)
    front = [held.channel for held in standing if held.channel.link and links.canonical(held.channel.link) == key]
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}/" if links.host(address) == key else None
    title = next((one.title for one in front if one.title and not links.is_archive(one.self_link or "")), "")
    return Site(key, title, next((one.link for one in front), root))


def _feeds(ranked: list[Held]) -> tuple[Feed, ...]:
    """Return the feeds that carried the post, each once as it was titled last, by title."""
    found: dict[str, Feed] = {}
    newest = sorted(ranked, key=lambda held: (held.channel.built or held.modified, held.file), reverse=True)
    for channel in (held.channel for held in newest):
        found.setdefault(_feed_key(channel), Feed(channel.title, channel.self_link or channel.link))
    return tuple(sorted(found.values(), key=lambda feed: (feed.title, feed.url or "")))


def _feed_key(channel: Channel) -> str:
    return links.canonical(channel.self_link) if channel.self_link else f"{channel.link} {channel.title}"
