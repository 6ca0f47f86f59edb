"""RSS, Atom and CDF: the text of a feed to a FeedDocument. What feedparser found is checked: links, dates, languages."""

from __future__ import annotations

import re
from collections import Counter

from index import links
from index.clean import to_title
from index.formats import dates, items
from index.formats.comments import of_comments
from index.formats.items import Surroundings
from index.formats.parsing import Parsed, parse
from index.formats.sniffing import EXPORT, Root
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument, Onward, Sighting, Skipped

MOST = 20_000
"""Posts that are read of one document."""

_HISTORY = "http://purl.org/syndication/history/1.0"
_WORDPRESS = re.compile(r"\s*(?:https?://(?:www\.)?wordpress\.(?:org|com)(?![\w.-])|wordpress(?!\w))", re.IGNORECASE)
"""How the generator of a feed begins that WordPress made: `https://wordpress.org/?v=6.4`, `http://wordpress.com/`, `WordPress`."""

_NOTHING = "an item without title, text and link"


def read(text: str, root: Root, location: str) -> FeedDocument:
    """Return the posts of a feed. Raises NotReadable where there is nothing in it that can be read, and for an export."""
    parsed = parse(text, root)
    if any(EXPORT in uri for uri in parsed.namespaces.values()):
        raise NotReadable("elements of a WordPress export under another name; which of its posts are public cannot be told")
    address = links.absolute(location)
    channel, surroundings = _channel(parsed, address)
    count = len(parsed.entries)
    problem = parsed.problem if count <= MOST else f"more than {MOST:,} posts: {MOST:,} of {count:,} read"
    sightings = [items.sighting(entry, surroundings) for entry in parsed.entries[:MOST]]
    return FeedDocument(
        channel=channel,
        sightings=tuple(filter(_says_something, sightings)),
        skipped=_empty(sightings),
        comments=of_comments(items.href(parsed.feed, "self"), channel.title, parsed.entries),
        complete=_history(parsed, "complete") and problem is None,
        problem=problem,
        onward=_onward(parsed, address),
        snapshot=not links.is_later_page(links.absolute(items.href(parsed.feed, "self"), address) or ""),
    )


def _says_something(sighting: Sighting) -> bool:
    return bool(sighting.title or sighting.link or sighting.html.strip())


def _empty(sightings: list[Sighting]) -> tuple[Skipped, ...]:
    """Return the items of which nothing could be found or shown, by guid."""
    counts = Counter(sighting.guid or _NOTHING for sighting in sightings if not _says_something(sighting))
    return tuple(Skipped(guid, "empty", count) for guid, count in counts.items())


def _history(parsed: Parsed, name: str) -> bool:
    """Say whether the feed holds that element of RFC 5005 (`complete`, `archive`)."""
    return any(f"{prefix}_{name}" in parsed.feed for prefix, uri in parsed.namespaces.items() if uri == _HISTORY)


def _onward(parsed: Parsed, location: str | None) -> Onward:
    feed = parsed.feed
    self_link = links.absolute(items.href(feed, "self"), location)
    prev_archive, following = (links.absolute(items.href(feed, rel), self_link, location) for rel in ("prev-archive", "next"))
    details = (dict.get(feed, name) or {} for name in ("generator_detail", "admin_generatoragent"))
    makers = (dict.get(feed, "generator"), *(dict.get(detail, name) for detail in details for name in ("href", "rdf:resource")))
    return Onward(
        prev_archive=prev_archive,
        next=following,
        archive=_history(parsed, "archive"),
        wordpress=any(_WORDPRESS.match(maker) for maker in makers if isinstance(maker, str)),
    )


def _channel(parsed: Parsed, location: str | None) -> tuple[Channel, Surroundings]:
    feed, atom = parsed.feed, parsed.version.startswith("atom")
    self_link = links.absolute(items.href(feed, "self"), location)
    link = items.link_of(feed, (self_link, location), absolute=parsed.absolute)
    title, is_html = items.text_of(feed, "title")
    channel = Channel(
        title=to_title(title, is_html=is_html),
        self_link=links.without_paging(self_link) if self_link else None,
        link=link,
        lang=items.language(dict.get(feed, "language")),
        built=dates.in_utc(items.date_of(feed, "updated") or items.date_of(feed, "published")),
    )
    bases = (link, self_link, location)
    return channel, Surroundings(
        bases, channel.lang, items.authors(feed) if atom else (), atom=atom, absolute=parsed.absolute if atom else None
    )
