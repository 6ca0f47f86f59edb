"""Posts: what one state of an index knows of its live posts as a whole, and the columns of some of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Query, Schema, Searcher

from search import stored, values
from search.document import Document
from search.engines.tantivy.rows import Record, Rows
from search.engines.tantivy.schema import DOCUMENT, ID, NEWEST, ROW, SIZE, key_field, length_field, pair_field
from search.facets import VALUE_FACETS
from search.fields import TEXT_FIELDS

IDENTITY = re.compile(r"[0-9a-f]{16}")
"""What an id looks like."""


def every_address(searcher: Searcher) -> list[DocAddress]:
    """Return where each live post stands, in no order: 0.3 us each."""
    return [address for _score, address in searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits]


def every_id(searcher: Searcher) -> list[int]:
    """Return the ids of all live posts as numbers, in no order."""
    return [int(number or 0) for number in searcher.fast_field_values(ID, every_address(searcher))]


def used(searcher: Searcher) -> int:
    """Return how many numbers the records of all live posts have."""
    return int(searcher.aggregate(Query.all_query(), {SIZE: {"sum": {"field": SIZE}}})[SIZE]["value"] or 0)


@dataclass(frozen=True, slots=True)
class Some:
    """Some posts: where they stand, their ids as numbers, and their dates (`schema.NEWEST`), in one order."""

    addresses: tuple[DocAddress, ...]
    ids: NDArray[np.uint64]
    dates: NDArray[np.int64]

    @property
    def nbytes(self) -> int:
        """Bytes that they take; an address takes 64."""
        return 64 * len(self.addresses) + self.ids.nbytes + self.dates.nbytes

    def taken(self, places: Iterable[int]) -> Some:
        """Return those at these places, in the order of the places."""
        chosen = list(places)
        return Some(tuple(self.addresses[place] for place in chosen), self.ids[chosen], self.dates[chosen])


class Posts:
    """The live posts of one state."""

    def __init__(self, searcher: Searcher, schema: Schema, rows: Rows, *, whole: bool) -> None:
        """Read what is about all of them; `whole` says that no post was deleted."""
        self.searcher = searcher
        self.schema = schema
        self.whole = whole
        self.count = searcher.num_docs
        self._rows = rows
        sums = searcher.aggregate(Query.all_query(), {field: {"sum": {"field": length_field(field)}} for field in TEXT_FIELDS})
        self.means = {field: float(sums[field]["value"] or 0) / max(self.count, 1) for field in TEXT_FIELDS}
        """How many terms a post has in each text field, on average."""
        pairs = {facet: self._pairs(facet) for facet in VALUE_FACETS}
        self.labels = {facet: values.commonest(some) for facet, some in pairs.items()}
        """The label of each key, by facet."""
        spoken: dict[str | None, int] = {key: count for (key, _label), count in pairs["lang"].items()}
        without = self.count - sum(spoken.values())  # a post has one language at most
        self.languages = spoken | ({None: without} if without else {})
        """How many posts are in each language, None among them if some post has none."""

    def listed(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """Return the terms of a field that begin so (all with ""), and how many live posts have each; no term that none has."""
        only = None if self.whole else Query.all_query()
        return self.searcher.terms_with_prefix(field, prefix, filter_query=only)

    def counts(self, facet: str) -> dict[str, int]:
        """Return how many live posts have each key of the facet."""
        return dict(self.listed(key_field(facet), ""))

    def having(self, field: str, post_id: str) -> list[DocAddress]:
        """Return where the live post stands that has the id in the field (ID or ALIAS), if there is one; a text that is no id has none."""
        if not IDENTITY.fullmatch(post_id):
            return []
        query = Query.term_query(self.schema, field, int(post_id, 16))
        return [address for _score, address in self.searcher.search(query, 1, count=False).hits]

    def some(self, addresses: Iterable[DocAddress]) -> Some:
        """Return the posts that stand there."""
        places = list(addresses)
        ids, dates = (self.searcher.fast_field_values(field, places) for field in (ID, NEWEST))
        return Some(tuple(places), np.array(ids, np.uint64), np.array(dates, np.int64))

    def document(self, address: DocAddress) -> Document:
        """Return the post that stands there: 12 us, and as long to read it."""
        return stored.from_json(self.searcher.doc(address)[DOCUMENT][0].decode())

    def records(self, addresses: Iterable[DocAddress]) -> list[Record]:
        """Return the records of these posts."""
        return self._rows.records([int(row or 0) for row in self.searcher.fast_field_values(ROW, list(addresses))])

    def _pairs(self, facet: str) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for text, count in self.listed(pair_field(facet), ""):
            key, _, label = text.partition("\n")
            found[key, label] = count
        return found
