"""Source rows: a site, a feed, a gap and a source as a page shows them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.facets import fold_key
from search.sources import FeedStatus, Gap, SiteStatus, Status
from web import links as clicks
from web import sparkline
from web.links import Links
from web.shown import public_url, shown_error, shown_name
from web.sparkline import Sparkline
from web.standing import Entry


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A source, or an address of a list, by the name it has on a page. Times are ISO 8601, `first` and `last` those of its posts."""

    name: str
    kind: str
    """Kind of the source; of an address `in_list`."""
    within: str
    """For an address: the list."""
    posts: int
    documents: int
    first: str | None
    last: str | None
    checked: str | None
    next_check: str | None
    state: str
    """`gone`, `failed`, `ignored`, `new`, or empty where all is well."""
    error: str
    failed: int
    history: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed of a site. `url` is its address where a page may link it."""

    feed: FeedStatus
    name: str
    url: str | None
    error: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap of a feed, with the names of the two states around it as a page shows them."""

    name: str
    after: str
    before: str
    days: int
    older: str
    newer: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site, its first feeds and sources, and where all of it is shown."""

    site: SiteStatus
    url: str | None
    """Its address where a page may link it."""
    posts_url: str
    own_url: str
    line: Sparkline | None
    checked: str | None
    errors: int
    feeds: tuple[FeedRow, ...]
    sources: tuple[EntryRow, ...]
    source_count: int


def site_row(status: Status, site: SiteStatus, links: Links, feeds: Sequence[FeedStatus], sources: int) -> SiteRow:
    """Return the row of a site with these of its feeds and with at most so many of the sources that hold them."""
    places = sorted({place for feed in site.feeds for place in feed.sources if place < len(status.sources)})
    return SiteRow(
        site=site,
        url=public_url(site.url),
        posts_url=links.search(clicks.toggled(links.everything(), "site", fold_key(site.key))),
        own_url=links.sources(("site", site.key)),
        line=sparkline.of(site.months),
        checked=max((feed.checked for feed in site.feeds if feed.checked), default=None),
        errors=sum(feed.error is not None for feed in site.feeds),
        feeds=tuple(map(_feed_row, feeds)),
        sources=tuple(entry_row(Entry(status.sources[place])) for place in places[:sources]),
        source_count=len(places),
    )


def entry_row(entry: Entry) -> EntryRow:
    """Return the row of a source, or of an address of a list."""
    source, address = entry.source, entry.address
    history = (address or source).history
    last = EntryRow(
        name=shown_name(source.name),
        kind=source.kind,
        within="",
        posts=source.posts,
        documents=source.documents,
        first=source.first,
        last=source.last,
        checked=source.checked,
        next_check=source.next_check,
        state="gone" if source.missing else "failed" if source.error else "",
        error=shown_error(source.error or ""),
        failed=source.failed,
        history=shown_error(history.detail) if history else "",
    )
    if address is None:
        return last
    return replace(
        last,
        name=shown_name(address.url),
        kind="in_list",
        within=shown_name(source.name),
        posts=address.posts,
        documents=1,
        first=address.first,
        last=address.last,
        checked=address.checked,
        next_check=address.next_check,
        state="" if address.state == "feed" and not address.error else "failed" if address.state == "feed" else address.state,
        error=shown_error(address.error or ""),
        failed=int(address.error is not None),
    )


def gap_row(feed: FeedStatus, gap: Gap) -> GapRow:
    """Return the row of a gap of the feed."""
    return GapRow(feed_name(feed), gap.after, gap.before, gap.days, shown_name(gap.older), shown_name(gap.newer))


def feed_name(feed: FeedStatus) -> str:
    """Return what a feed is called: its title, else its address."""
    return feed.title or shown_name(feed.url or "")


def _feed_row(feed: FeedStatus) -> FeedRow:
    return FeedRow(feed, feed_name(feed), public_url(feed.url), shown_error(feed.error or ""))
