"""The Whoosh schema of an index: what is left to Whoosh is a sorted dictionary of terms, bytes for each, stored texts and segments.

Whoosh pickles the schema and its field types into the index by the paths of their classes. So the class here holds no logic, and an
index is always opened with `build_schema()`, which takes the place of what was pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Positions

from search.fields import TEXT_FIELDS

Posting = tuple[bytes, int, float, bytes]
"""What Whoosh indexes of a term in a document: the term, its frequency, its weight and a value that Whoosh does not look into."""

BLOCK = "block"
"""Stored field of a block document: the columns of the block."""
DOCUMENT = "document"
"""Stored field of a post document: the post as JSON in UTF-8."""


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
    return Schema(**{field: Prepared() for field in TEXT_FIELDS}, **{BLOCK: STORED(), DOCUMENT: STORED()})


def build_codec() -> W3Codec:
    """Return the codec that new segments are written with."""
    # Values are packed numbers: compressed, an index of 6,575 posts was 61 MB instead of 73, its commit took 8.7 s instead of 4.8, and
    # reading a frequent term 5 ms instead of 1.4.
    codec = W3Codec(compression=0)
    # We keep exact lengths ourselves. With Whoosh's, a field that is not scorable costs one file-exists check for each posting.
    codec.length_stats = False
    return codec
