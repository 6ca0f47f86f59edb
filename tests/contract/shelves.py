"""Posts in many languages, and what queries find among them."""

from __future__ import annotations

from search.port import Searchable
from search.query import Query
from search.syntax import parse
from tests.contract.benches import Index
from tests.contract.posts import post
from tests.contract.questions import ids

Shelf = tuple[tuple[str | None, str], ...]
"""Language and text of posts; they are numbered from 1."""


def filled(index: Index, shelf: Shelf) -> Searchable:
    """Return a reader of the posts of a shelf."""
    return index.rebuild(*(post(number, "", text, lang=lang) for number, (lang, text) in enumerate(shelf, 1)))


def ranked(reader: Searchable, text: str) -> list[int]:
    """Return the posts that the text finds, best first; each of them has to show why."""
    page = reader.search(Query(text=text, expr=parse(text).expr, match="all"))
    for hit in page.hits:
        assert hit.body is not None
        assert hit.body.marks
    return ids(page)


def holds(index: Index, shelf: Shelf, found: dict[str, list[int]]) -> None:
    """Assert what each query finds on the shelf."""
    reader = filled(index, shelf)
    assert {text: sorted(ranked(reader, text)) for text in found} == found
