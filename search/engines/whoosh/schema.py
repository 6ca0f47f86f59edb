"""The Whoosh schema of an index: what is left to Whoosh is a sorted dictionary of terms, bytes for each, stored texts and segments.

Whoosh pickles the schema and its field types into the index by the paths of their classes. So the class here holds no logic, and an
index is always opened with `build_schema()`, which takes the place of what was pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Positions

from search.fields import TEXT_FIELDS

Posting = tuple[bytes, int, float, bytes]
"""What Whoosh indexes of a term in a document: the term, its frequency, its weight and a value that Whoosh does not look into."""

BLOCK = "block"
"""Stored field of a block document: the columns of the block."""
DOCUMENT = "document"
"""Column of a post document: the post as JSON in UTF-8, compressed by zlib."""


class Prepared(FieldType):  # type: ignore[misc] # Whoosh ships no types
    """A field of terms that come with their postings."""

    def __init__(self) -> None:
        """Take the format whose values may be of any length; nothing else of it is used."""
        super().__init__(Positions(), analyzer=None)

    def index(self, value: Iterable[Posting], **_options: object) -> Iterator[Posting]:
        """Return what was given."""
        return iter(value)


def build_schema() -> Schema:
    """Return the schema of every index of ours."""
    return Schema(**{field: Prepared() for field in TEXT_FIELDS}, **{BLOCK: STORED(), DOCUMENT: COLUMN()})
