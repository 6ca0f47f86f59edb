"""Post view: one post on its own page, with what was asked for marked and the addresses of the posts that share something with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from search.document import Document
from search.facets import fold_key
from search.marked import MarkedText, plain
from search.page import IndexInfo, Related
from search.query import Query
from search.settings import PostText
from web import citation
from web import links as clicks
from web.citation import Citation
from web.links import Links, outward

ARCHIVE = "https://web.archive.org/web"
"""The Wayback Machine: an address behind a time leads to the copy that was made nearest to it."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A post that is like the one shown, and the addresses of its own page in both forms."""

    related: Related
    html_url: str
    json_url: str


@dataclass(frozen=True, slots=True)
class PostView:
    """One post on its own page. Tags and creators are pairs (label, address of the posts that share it)."""

    document: Document
    index: IndexInfo
    tags: tuple[tuple[str, str], ...]
    creators: tuple[tuple[str, str], ...]
    site_url: str | None
    """Address of the posts of the same site."""
    links: Links
    post_text: PostText
    """How much of the post's text `document.body` holds: all, its beginning or nothing."""
    text: MarkedText
    """The title and the paragraphs, with the words of `query` marked."""
    query: Query
    """What the post was found by, or a query without words."""
    citation: Citation
    facts: tuple[tuple[str, str], ...]
    """Pairs (element of Dublin Core, value)."""
    archived_url: str | None
    """Where a web archive has the page as it was then."""
    related: tuple[RelatedView, ...] = ()


def build(
    document: Document,
    index: IndexInfo,
    links: Links,
    post_text: PostText = "full",
    related: tuple[Related, ...] = (),
    *,
    query: Query | None = None,
    text: MarkedText | None = None,
) -> PostView:
    """Return the view of a post; `text` has the words of the query marked."""
    everything = links.everything()
    zone = ZoneInfo((query or everything).timezone)

    def sharing(facet: str, labels: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((label, links.search(clicks.toggled(everything, facet, fold_key(label)))) for label in labels if fold_key(label))

    site_url = links.search(clicks.toggled(everything, "site", document.site.key)) if document.site.key else None
    tags, creators = sharing("tag", document.categories), sharing("creator", document.creators)
    near = tuple(RelatedView(one, links.post(one.document.id, "html"), links.post(one.document.id, "json")) for one in related)
    return PostView(
        document=document,
        index=index,
        tags=tags,
        creators=creators,
        site_url=site_url,
        links=links,
        post_text=post_text,
        text=text or plain(document),
        query=query or everything,
        citation=citation.cite(document, zone),
        facts=citation.dublin_core(document, zone),
        archived_url=archived(document),
        related=near,
    )


def archived(document: Document) -> str | None:
    """Return the address of the post's page in a web archive, as it was on the date of the post; its newest copy where it has none."""
    url = outward(document.url)
    if url is None:
        return None
    moment = f"{document.date:%Y%m%d%H%M%S}/".zfill(15) if document.date else ""
    return f"{ARCHIVE}/{moment}{url}"
