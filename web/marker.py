"""Marker: a post with the words of a query marked, as a search of the same index marks them."""

from __future__ import annotations

from collections.abc import Callable

from search.analysis import Analyzer
from search.document import Document
from search.marked import MarkedText, marked, plain
from search.page import IndexInfo, Page
from search.query import FACET_SIZE, FacetWanted, Query

LANGUAGES = Query(per_page=1, facets=(FacetWanted("lang", FACET_SIZE),), highlight=False, advice=False)
"""Asks for the languages of all posts: a word is looked for by its stems in each of them."""


class Marker:
    """Marks, and keeps the languages of the newest state of the index that it was asked about. Safe to use from several threads."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self._analyzer = Analyzer()
        self._kept: tuple[IndexInfo, tuple[str | None, ...]] | None = None

    def text(self, document: Document, query: Query, index: IndexInfo, search: Callable[[Query], Page]) -> MarkedText:
        """Return the text of the post, which holds no more than may be shown, with what the query asks for marked."""
        if not query.words:
            return plain(document)
        kept = self._kept  # read once: another thread may replace it
        if kept is None or kept[0] != index:
            page = search(LANGUAGES)
            self._kept = kept = page.index, (None, *(value.value for facet in page.facets for value in facet.values))
        return marked(document, query, kept[1], self._analyzer)
