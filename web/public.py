"""Public: what visitors are not told, since it is the owner's: folders and files of the computer, and keys in addresses of feeds.

It stands between the index and the web, as `search/disclosure.py` does, so that no page and no format can forget it. The commands on the
owner's own terminal show all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.document import Document, Feed
from search.page import Page, Related, Suggestion
from search.port import Health, Searchable
from search.query import Query
from web.shown import public_url, shown_error, shown_name


def public(document: Document) -> Document:
    """Return the post with the last names of its sources, and with the addresses of feeds only that hold no query (it may be a key)."""
    return replace(
        document,
        sources=tuple(dict.fromkeys(map(shown_name, document.sources))),
        feeds=tuple(Feed(feed.title or shown_name(feed.url or ""), public_url(feed.url)) for feed in document.feeds),
    )


@dataclass(frozen=True, slots=True)
class Public:
    """A Searchable whose answers hold nothing that is the owner's alone."""

    searchable: Searchable

    def search(self, query: Query) -> Page:
        """Answer the query."""
        page = self.searchable.search(query)
        return replace(page, hits=tuple(replace(hit, document=public(hit.document)) for hit in page.hits))

    def get(self, post_id: str) -> Document | None:
        """Return the post."""
        document = self.searchable.get(post_id)
        return document and public(document)

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return completions: titles, tags, creators and sites."""
        return self.searchable.suggest(prefix, limit)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return posts like this one."""
        return tuple(replace(one, document=public(one.document)) for one in self.searchable.similar(post_id, limit))

    def health(self) -> Health:
        """Return the state of the reader."""
        health = self.searchable.health()
        return replace(health, problem=health.problem and shown_error(health.problem))

    def close(self) -> None:
        """Close the reader."""
        self.searchable.close()
