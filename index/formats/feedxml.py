"""RSS, Atom and CDF: the text of a feed to a FeedDocument. What feedparser found is checked: links, dates, languages."""

from __future__ import annotations

from index import links
from index.clean import to_title
from index.formats import dates, items
from index.formats.comments import of_comments
from index.formats.items import Surroundings
from index.formats.parsing import Parsed, parse
from index.formats.sniffing import EXPORT, EXPORT_REFUSED, Root
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument

MOST = 20_000
"""Posts that are read of one document."""

_HISTORY = "http://purl.org/syndication/history/1.0"


def read(text: str, root: Root, location: str) -> FeedDocument:
    """Return the posts of a feed. Raises NotReadable where there is nothing in it that can be read, and for an export."""
    parsed = parse(text, root)
    if any(EXPORT in uri for uri in parsed.namespaces.values()):
        raise NotReadable(EXPORT_REFUSED)
    channel, surroundings = _channel(parsed, links.absolute(location))
    count = len(parsed.entries)
    problem = parsed.problem if count <= MOST else f"more than {MOST:,} posts: {MOST:,} of {count:,} read"
    complete = any(f"{prefix}_complete" in parsed.feed for prefix, uri in parsed.namespaces.items() if uri == _HISTORY)
    return FeedDocument(
        channel=channel,
        sightings=tuple(items.sighting(entry, surroundings) for entry in parsed.entries[:MOST]),
        comments=of_comments(items.href(parsed.feed, "self"), channel.title, parsed.entries),
        complete=complete and problem is None,
        problem=problem,
        snapshot=not links.is_later_page(links.absolute(items.href(parsed.feed, "self"), links.absolute(location)) or ""),
    )


def _channel(parsed: Parsed, location: str | None) -> tuple[Channel, Surroundings]:
    feed, atom = parsed.feed, parsed.version.startswith("atom")
    self_link = links.absolute(items.href(feed, "self"), location)
    link = items.link_of(feed, (self_link, location))
    title, is_html = items.text_of(feed, "title")
    channel = Channel(
        title=to_title(title, is_html=is_html),
        self_link=links.without_paging(self_link) if self_link else None,
        link=link,
        lang=items.language(dict.get(feed, "language")),
        built=dates.in_utc(items.date_of(feed, "updated") or items.date_of(feed, "published")),
    )
    return channel, Surroundings((link, self_link, location), channel.lang, items.authors(feed) if atom else (), atom)
