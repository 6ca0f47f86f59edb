"""Post view: one post on its own page, with the addresses of the posts that share something with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.document import Document
from search.facets import fold_key
from search.page import IndexInfo, Related
from search.settings import PostText
from web import links as clicks
from web.links import Links


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
    related: tuple[RelatedView, ...] = ()


def build(document: Document, index: IndexInfo, links: Links, post_text: PostText = "full", related: tuple[Related, ...] = ()) -> PostView:
    """Return the view of a post."""
    everything = links.everything()

    def sharing(facet: str, labels: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((label, links.search(clicks.toggled(everything, facet, fold_key(label)))) for label in labels if fold_key(label))

    site_url = links.search(clicks.toggled(everything, "site", document.site.key)) if document.site.key else None
    tags, creators = sharing("tag", document.categories), sharing("creator", document.creators)
    near = tuple(RelatedView(one, links.post(one.document.id, "html"), links.post(one.document.id, "json")) for one in related)
    return PostView(document, index, tags, creators, site_url, links, post_text, near)
