"""Disclosure: how much of a post's text leaves the program, by the setting `post_text`. The one place that decides it.

It stands between an index and everything that prints: what must not be shown is not in the Documents, Hits and Related posts that
a format gets, so no format can forget the setting. All of the text stays searchable; titles are always shown. A correction of
spelling is passed on too: it holds a word of the index, or two side by side, of which a search would say as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search import highlight
from search.analysis import is_unspaced, tokens
from search.document import Document
from search.page import Hit, Page, Related, Snippet, Suggestion
from search.port import Health, Searchable
from search.query import Query
from search.settings import PostText

NOTHING = Snippet("")


def disclosing(searchable: Searchable, post_text: PostText) -> Searchable:
    """Return a Searchable whose answers hold no more text than the setting allows."""
    if post_text == "full" or (isinstance(searchable, Disclosing) and searchable.post_text == post_text):
        return searchable
    return Disclosing(searchable, post_text)


def disclosed(document: Document, post_text: PostText) -> Document:
    """Return the post on its own: its body is the whole text, its beginning (`highlight.LENGTH`, at most half of it) or nothing."""
    if post_text == "full":
        return document
    return replace(document, body=_beginning(document.body) if post_text == "snippet" else "")


def disclosed_hit(hit: Hit, post_text: PostText) -> Hit:
    """Return the result: with `snippet` a highlight of at most half of the text and no body, with `none` neither."""
    if post_text == "full":
        return hit
    body = hit.body and (_partial(hit.body, hit.document.body) if post_text == "snippet" else NOTHING)
    return replace(hit, document=replace(hit.document, body=""), body=body)


@dataclass(frozen=True, slots=True)
class Disclosing:
    """A Searchable that passes on no more text than `post_text` (not `full`) allows."""

    searchable: Searchable
    post_text: PostText

    def search(self, query: Query) -> Page:
        """Answer the query."""
        page = self.searchable.search(query)
        return replace(page, hits=self._hits(page.hits))

    def get(self, post_id: str) -> Document | None:
        """Return the post."""
        document = self.searchable.get(post_id)
        return document and disclosed(document, self.post_text)

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return completions: titles, tags, creators and sites, no words of texts."""
        return self.searchable.suggest(prefix, limit)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return posts like this one; of the words that they share only those that are shown of this one in any case."""
        document = self.get(post_id)
        found = self.searchable.similar(post_id, limit) if document else ()
        shown = {token.exact for text in _texts(document) for token in tokens(text)}
        return tuple(_disclosed_related(one, shown) for one in found)

    def health(self) -> Health:
        """Return the state of the reader."""
        return self.searchable.health()

    def close(self) -> None:
        """Close the reader."""
        self.searchable.close()

    def _hits(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        return tuple(disclosed_hit(hit, self.post_text) for hit in hits)


def _texts(document: Document | None) -> tuple[str, ...]:
    return (document.title, document.body, *document.categories) if document else ()


def _terms(word: str) -> set[str]:
    """Return the terms of a word; in a script without spaces it may go on in the text, so that its last character alone is none."""
    found = [token.exact for token in tokens(word)]
    return set(found[:-1] if len(found) > 1 and is_unspaced(word[-1]) else found)


def _disclosed_related(related: Related, shown: set[str]) -> Related:
    shared = tuple(word for word in related.shared if _terms(word) <= shown)
    return replace(related, document=replace(related.document, body=""), shared=shared)


def _beginning(text: str) -> str:
    return highlight.beginning(text, min(highlight.LENGTH, len(text) // 2)).text


def _partial(snippet: Snippet, text: str) -> Snippet:
    """Return the snippet, cut to half of the text where it is more."""
    half = len(text) // 2
    return snippet if len(snippet.text) <= half else highlight.shortened(snippet, half)
