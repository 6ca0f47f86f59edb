"""Documents: the sightings of one post -> the post as it is indexed. Pure; the only file that knows both sides.

The best sighting comes first: from the post's own host before a foreign one, a full text before a summary, then the newest
`updated`, then the newest state of its feed, then the longest text, then the smallest source name. What the best does not say, the
next one of the same standing says. Foreign sightings add feeds and tags only: a stranger cannot rewrite a post by using its guid.
Where several hosts call a post their own, one of them is its home: all that the post says comes from there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from index import identity, languages, links, wordpress
from index.categories import labels
from index.channels import feed_key
from index.clean import Cleaned, to_text, to_title
from index.holdings import Held, Holding
from index.rewriting import AS_PUBLISHED, Rewriting
from index.sighting import Channel, Sighting
from search.document import DateSource, Document, Feed, Site
from search.facets import fold_key
from search.settings import PostSettings

AHEAD = timedelta(days=7)
"""How far after the reading a date may lie: clocks and zones are wrong by hours, scheduled posts by days (reliability.md 4.4)."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What the sightings that count say of when the post was published. The meanings are those of `Document`."""

    date: datetime | None = None
    source: DateSource | None = None
    published: str | None = None
    updated: datetime | None = None


def to_document(post: Holding, settings: PostSettings, rewriting: Rewriting = AS_PUBLISHED) -> Document:
    """Return the post as it is indexed."""
    ranked = [_moved(held, rewriting) for held in rank(post.sightings)]
    standing = those_that_count(ranked)
    best = ranked[0].sighting
    cleaned = _clean(best)
    titled = next((held.sighting for held in standing if held.sighting.title), best)
    title = _title(titled)
    dates = dates_of(standing, settings)
    return Document(
        id=post.id,
        title=title,
        body=cleaned.text,
        url=url_of(standing),
        creators=next((held.sighting.creators for held in standing if held.sighting.creators), ()),
        creator_aliases=_aliases(standing),
        categories=labels((label for held in ranked for label in held.sighting.categories), settings.default_categories),
        date=dates.date,
        date_source=dates.source,
        published=dates.published,
        updated=dates.updated,
        lang=languages.language(_declared(standing), f"{title}\n{cleaned.text}"),
        site=_site(standing),
        feeds=_feeds(ranked),
        sources=post.sources,
        guid=next((held.sighting.guid for held in standing if held.sighting.guid), None),
        aliases=post.aliases,
        summary_only=best.summary_only,
        cuts=cleaned.cuts,
    )


def _moved(held: Held, rewriting: Rewriting) -> Held:
    """Return the sighting with its addresses as they are now."""
    sighting, channel = rewriting.sighting(held.sighting), rewriting.channel(held.channel)
    return held if sighting is held.sighting and channel is held.channel else replace(held, sighting=sighting, channel=channel)


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
    home = _home(sightings)
    ranked = sorted(sightings, key=lambda held: (held.file, held.ordinal))
    ranked.sort(key=lambda held: _weight(held, home), reverse=True)
    return ranked


def those_that_count(ranked: list[Held]) -> list[Held]:
    """Return the sightings of the same standing as the best: what it does not say, the next of these says."""
    best = ranked[0]
    return [held for held in ranked if held.own == best.own and (not held.own or _publisher(held) == _publisher(best))]


def _home(sightings: tuple[Held, ...]) -> str | None:
    """Return the host that the post is at home on, None where none calls it its own.

    Of several the one that its own links lead to, then the one with the earliest date, since who copies comes later.
    """
    best = max(held.own for held in sightings)
    return min(map(_claim, (held for held in sightings if held.own == best)))[-1] if best else None


def _claim(held: Held) -> tuple[bool, float, str]:
    host = _publisher(held) or ""
    link, published = held.sighting.link, _instant(held.sighting.published)
    return link is not None and links.host(link) != host, published.timestamp() if published else float("inf"), host


def _publisher(held: Held) -> str | None:
    address = held.channel.link or held.channel.self_link
    return links.host(address) if address else None


def _weight(held: Held, home: str | None) -> tuple[object, ...]:
    modified = _instant(held.modified)
    state = _instant(held.channel.built) or modified
    return (
        held.own,
        _publisher(held) == home,
        not held.sighting.summary_only,
        _seconds(_instant(held.sighting.updated)),
        _seconds(state),
        _seconds(modified),  # a feed edited by hand keeps its lastBuildDate
        len(held.sighting.html),
    )


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("-inf")


def url_of(standing: list[Held]) -> str | None:
    """Return the first link of the post's own host, else the first link."""
    found = [(held, held.sighting.link) for held in standing if held.sighting.link]
    at_home = [link for held, link in found if held.channel.link and links.host(link) == links.host(held.channel.link)]
    return next(iter(at_home), None) or next((link for _, link in found), None)


def dates_of(standing: list[Held], settings: PostSettings) -> Dates:
    """Return when the post was published, by the first sightings that give a sensible date."""
    published = [(held.sighting.published, _sensible(held.sighting.published, held, settings)) for held in standing]
    updated = next((moment for held in standing if (moment := _sensible(held.sighting.updated, held, settings))), None)
    for text, moment in published:
        if moment:
            return Dates(moment, "published", text, updated)
    return Dates(updated, "updated" if updated else None, None, updated)


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


def _declared(standing: list[Held]) -> list[str | None]:
    """Return the languages that the items declare, then those of their feeds."""
    return [held.sighting.lang for held in standing] + [held.channel.lang for held in standing]


def _site(standing: list[Held]) -> Site:
    """Return the site of the best sighting. Its title is that of the site's own feed, else nothing."""
    channel = standing[0].channel
    address = channel.link or channel.self_link
    if address is None:
        return Site(fold_key(channel.title), channel.title, None)
    key = identity.site_of(channel)
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}/" if links.host(address) == key else None
    front = front_of(standing)
    return Site(key, front.title if front else "", next((one.link for one in _at(standing, key)), root))


def front_of(standing: list[Held]) -> Channel | None:
    """Return the feed of the whole site that the best sighting belongs to, if it is among those that carried the post.

    A tag's feed is titled by the tag, also where it has the site's link (WordPress): its self link tells it.
    """
    found = _at(standing, identity.site_of(standing[0].channel))
    return next((one for one in found if one.title and not links.is_archive(one.self_link or "")), None)


def _at(standing: list[Held], site: str) -> list[Channel]:
    """Return the feeds that lead to the site itself."""
    return [held.channel for held in standing if held.channel.link and links.canonical(held.channel.link) == site]


def _feeds(ranked: list[Held]) -> tuple[Feed, ...]:
    """Return the feeds that carried the post, by title.

    A channel without a self link (an export, a save by a program that drops it) is the feed of its title and link that has one.
    """
    known = channels(ranked).values()
    told = {feed_key(replace(channel, self_link=None)) for channel in known if channel.self_link}
    found = (channel for channel in known if channel.self_link or feed_key(channel) not in told)
    feeds = (Feed(channel.title, channel.self_link or channel.link) for channel in found)
    return tuple(sorted(feeds, key=lambda feed: (feed.title, feed.url or "")))


def channels(ranked: list[Held]) -> dict[str, Channel]:
    """Return the feeds that carried the post by `feed_key`, each as it was when it was read last."""
    found: dict[str, Channel] = {}
    for held in sorted(ranked, key=lambda held: (held.channel.built or held.modified, held.file), reverse=True):
        found.setdefault(feed_key(held.channel), held.channel)
    return found
