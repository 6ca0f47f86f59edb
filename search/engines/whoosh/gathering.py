"""Gathering: posts on their way into a block that is not written yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

import numpy as np

from search import stored
from search.analysis import FILLER
from search.document import Analysed
from search.engines.whoosh import columns, postings
from search.engines.whoosh.columns import Row, Stored
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import Posting
from search.fields import TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Block:
    """A block ready to be written: the ids of its posts, their terms by field, their columns and, in the same order, their documents."""

    ids: tuple[str, ...]
    terms: dict[str, list[Posting]]
    columns: Stored
    fullness: float
    documents: list[bytes]


@dataclass(frozen=True, slots=True)
class _Gathered:
    row: Row
    document: bytes
    """UTF-8: as text, one curly quote would double its memory."""
    terms: tuple[Numbers, ...]


class Gathering:
    """Posts by id, held as numbers: 700 words take 6 kB beside the text of the post."""

    def __init__(self) -> None:
        """Start with none."""
        self._posts: dict[str, _Gathered] = {}
        self._terms = 0
        self._ordinals: defaultdict[str, int] = defaultdict(count().__next__)

    @property
    def full(self) -> bool:
        """Whether it is time to write the block."""
        return postings.fullness(len(self._posts), self._terms) >= 1

    def put(self, analysed: Analysed) -> None:
        """Take the post in; one of the same id that is here goes."""
        self.drop(analysed.document.id)
        rows = [analysed.terms.get(field, "").split() for field in TEXT_FIELDS]
        lengths = tuple(len(row) - row.count(FILLER) for row in rows)
        terms = tuple(np.fromiter(map(self._ordinals.__getitem__, row), np.int32, len(row)) for row in rows)
        self._posts[analysed.document.id] = _Gathered(columns.row(analysed, lengths), stored.to_json(analysed.document).encode(), terms)
        self._terms += sum(map(len, rows))

    def drop(self, post_id: str) -> bool:
        """Remove the post; say whether it was here."""
        gathered = self._posts.pop(post_id, None)
        if gathered is not None:
            self._terms -= sum(map(len, gathered.terms))
        return gathered is not None

    def block(self) -> Block | None:
        """Return the block of the posts; None where there are none."""
        if not self._posts:
            return None
        posts = list(self._posts.values())
        named = [(ordinal, term.encode()) for term, ordinal in self._ordinals.items() if term != FILLER]
        terms = {field: list(postings.invert([one.terms[i] for one in posts], named)) for i, field in enumerate(TEXT_FIELDS)}
        return Block(
            ids=tuple(self._posts),
            terms=terms,
            columns=columns.store([one.row for one in posts], terms),
            fullness=postings.fullness(len(posts), self._terms),
            documents=[one.document for one in posts],
        )
