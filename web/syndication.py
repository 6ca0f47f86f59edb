"""Syndication: (Query, Page) -> the one structure that Atom, RSS and CSV print. Pure.

A feed is read by programs that keep what they read for years, so nothing in it depends on when or by which name it was asked for: ids
are those of the posts and of the archive, dates are those of the posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from search import dates
from search.document import Document
from search.guids import is_public, is_uri
from search.page import Correction, Hit, Page
from search.query import Query
from search.record import instant
from search.settings import PostText
from web import links as clicks
from web import strings
from web.links import Links, outward

UNDATED = "0001-01-01T00:00:00Z"
"""When an undated post was updated: Atom wants a date of every entry. It is one that no post has, and that readers take for none."""
AUTHORITY = "backissues.invalid"
"""In whose name ids are made (RFC 4151), below the archive's own name. Nobody can own it, so no site can be taken for the author."""
SINCE = "2026"
"""The year that makes such an id complete."""

FARTHEST = timedelta(hours=14)
"""The largest offset that the dates of XML Schema have, which Atom is checked by."""

_IRI = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
"""What an address or a URI is made of (RFC 3987), as far as one look tells."""
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One post in a feed."""

    document: Document
    key: str
    """A URI: the post's guid or link where it has one that can be the same everywhere, else one of ours. No other entry of the same feed
    has it: of two posts with one link and no guid, the later one in a feed has an id of ours."""
    link: str
    """The original, or the post's page here where it has none."""
    page: str
    """The post's page here, with the words of the query marked."""
    summary: str
    published: str | None
    updated: str
    body: str | None
    """The text, where it was asked for and may be shown."""


@dataclass(frozen=True, slots=True)
class FeedView:
    """The answer to a search as a feed. All addresses are whole ones, where the server knows its name."""

    asked: Query
    key: str
    """A URI: the same for all pages of this search, whatever the server is called."""
    title: str
    site_title: str
    about: str
    updated: str
    total: int
    start: int | None
    """Place of the first entry, from 1; None on a page that a cursor gave."""
    entries: tuple[Entry, ...]
    correction: Correction | None
    body: bool
    """True where the texts of the posts are asked for."""
    self_url: str
    html_url: str
    search_url: str
    """The description of the search (OpenSearch)."""
    paging: tuple[tuple[str, str], ...]
    """Pairs (relation of RFC 5005, address)."""


def build(
    asked: Query, page: Page, links: Links, title: str, archive: str, *, body: bool = False, post_text: PostText = "full"
) -> FeedView:
    """Return the view of a page. `asked` is the query before anything was decided for it, `archive` the archive's own name."""
    entries = tuple(_entries(page.hits, asked, links, archive, body=body and post_text == "full"))
    what = named(asked)
    everything = strings.text("feed.everything")
    dated = [entry.updated for entry in entries if entry.updated != UNDATED]
    plain = replace(links, kept=())
    _, mark, pairs = plain.subscription(replace(asked, per_page=links.per_page), "atom").partition("?")
    shown = replace(clicks.first_page(asked), sort="newest" if asked.words else "relevance", facets=links.everything().facets)
    return FeedView(
        asked=asked,
        key=f"{_ours(archive)}search{mark}{pairs}",
        title=strings.text("feed.title", what=what, title=title) if what else title,
        site_title=title,
        about=strings.text("feed.about", what=what or everything, title=title),
        updated=max(dated, key=datetime.fromisoformat) if dated else instant(page.index.built) or UNDATED,
        total=page.total,
        start=None if asked.cursor else (asked.page - 1) * asked.per_page + 1,
        entries=entries,
        correction=page.suggestion,
        body=body,
        self_url=links.absolute(links.search(asked)),
        html_url=links.absolute(plain.search(shown, "html")),
        search_url=links.absolute(links.opensearch()),
        paging=tuple(_paging(asked, page, links)),
    )


def named(query: Query) -> str:
    """Return what the query asks for, in a few words; nothing where it asks for all posts."""
    parts = [query.text.strip()] if query.text.strip() else []
    for chosen in query.filters:
        parts += [_value(chosen.facet, value) for value in chosen.values]
        parts += [strings.text("feed.excluded", value=_value(chosen.facet, value)) for value in chosen.excluded]
    for name, moment in (("after", query.after), ("before", query.before)):
        if moment:
            parts.append(strings.text(f"feed.{name}", day=strings.partial_day(dates.earliest_name(moment, query.timezone))))
    return ", ".join(parts)


def _value(facet: str, value: str) -> str:
    if facet == "lang":
        return strings.language(value)
    return strings.partial_day(value) if facet == "date" else value


def _paging(asked: Query, page: Page, links: Links) -> Iterator[tuple[str, str]]:
    pages = -(-page.total // asked.per_page)
    for relation, query in (
        ("first", clicks.first_page(asked)),
        ("previous", clicks.previous_page(asked, pages)),
        ("next", clicks.next_page(asked, page.total, page.cursor)),
        ("last", clicks.last_page(asked, page.total)),
    ):
        if query:
            yield relation, links.absolute(links.search(query))


def _entries(hits: Iterable[Hit], asked: Query, links: Links, archive: str, *, body: bool) -> Iterator[Entry]:
    taken: set[str] = set()
    for hit in hits:
        document = hit.document
        page = links.absolute(links.post(document.id, "html", asked))
        own = f"{_ours(archive)}post/{quote(document.id, safe='')}"
        known = (name for name in _known(document) if not name.startswith(_ours(archive)))  # nobody gives the id of another post
        key = next((name for name in known if name not in taken), own)  # no two entries of a feed may have one id
        taken.add(key)
        yield Entry(
            document=document,
            key=key,
            link=whole(document.url) or page,
            page=page,
            summary=hit.body.text if hit.body else "",
            published=_published(document),
            updated=instant(document.updated or document.date) or UNDATED,
            body=document.body if body else None,
        )


def _known(document: Document) -> Iterator[str]:
    """Give what readers may know the post by already."""
    for name in (document.guid, whole(document.url)):
        if name and _IRI.fullmatch(name) and is_uri(name) and _is_everywhere(name):
            yield name


def _is_everywhere(uri: str) -> bool:
    try:
        host = urlsplit(uri).hostname
    except ValueError:  # such as an unfinished IPv6 address
        return False
    return host is None or is_public(host)


def whole(url: str | None) -> str | None:
    """Return an http(s) address as it may stand in XML that programs read, or None."""
    return url if url and outward(url) and _IRI.fullmatch(url) else None


def _published(document: Document) -> str | None:
    """Return the date of publication, with the offset that the feed gave."""
    if document.date_source != "published":
        return None
    given = document.published or ""
    return given if _RFC_3339.fullmatch(given) and _is_moment(given) else instant(document.date)


def _is_moment(text: str) -> bool:
    try:
        return abs(datetime.fromisoformat(text).utcoffset() or timedelta()) <= FARTHEST
    except ValueError:
        return False


def _ours(archive: str) -> str:
    """Return how the ids begin that are made here (a tag URI)."""
    authority = f"{archive}.{AUTHORITY}" if re.fullmatch(r"[a-z0-9-]+", archive) else AUTHORITY
    return f"tag:{authority},{SINCE}:"


def sorted_date(entry: Entry) -> datetime | None:
    """Return the date that a post is sorted by, with the offset that its feed gave where that is known."""
    if entry.published:
        return datetime.fromisoformat(entry.published)
    return entry.document.date
