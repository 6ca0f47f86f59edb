"""Gathering: posts on their way into a block that is not written yet."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np

from search import stored
from search.analysis import FILLER
from search.document import Analysed, Prepared
from search.engines.whoosh import columns, postings
from search.engines.whoosh.columns import Row, Stored
from search.engines.whoosh.postings import Numbers
from search.engines.whoosh.schema import Posting
from search.fields import TEXT_FIELDS
from search.numbering import numbered

COMPRESSION = 3
"""Of the stored text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block ready to be written: the ids of its posts, their terms by field, their columns and, in the same order, their documents."""

    ids: tuple[str, ...]
    terms: dict[str, list[Posting]]
    columns: Stored
    fullness: float
    documents: list[bytes]


@dataclass(frozen=True, slots=True)
class _Post:
    """What is written of a post. `ends` says, in the order of `TEXT_FIELDS`, where in the codes of `Numbered` each row ends."""

    row: Row
    document: bytes
    vocabulary: str
    codes: Numbers
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Gathered:
    row: Row
    document: bytes
    terms: tuple[Numbers, ...]
    """By field, the ordinals of its terms in the block."""


def prepare(analysed: Analysed) -> Prepared:
    """Do with a post what needs no other: its row of the columns, its stored text, the numbers of its terms."""
    rows = analysed.terms
    terms = numbered(rows if tuple(rows) == TEXT_FIELDS else {field: rows.get(field, "") for field in TEXT_FIELDS})
    ends = tuple(terms.ends.values())
    # Only fields that hold lists have fillers, and few posts have two values in one.
    fillers = terms.codes == (terms.vocabulary.index(FILLER) if FILLER in terms.vocabulary else -1)
    lengths = tuple(int(end - start - fillers[start:end].sum()) for start, end in pairwise((0, *ends)))
    row = columns.row(Analysed(analysed.document, terms), lengths)
    document = zlib.compress(stored.to_json(analysed.document).encode(), COMPRESSION)
    return Prepared(row.id, _Post(row, document, " ".join(terms.vocabulary), terms.codes, ends))


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

    def put(self, prepared: Prepared) -> None:
        """Take the post in; one of the same id that is here goes."""
        self.drop(prepared.id)
        post: _Post = prepared.content
        vocabulary = post.vocabulary.split()
        ordinals = np.fromiter(map(self._ordinals.__getitem__, vocabulary), np.int32, len(vocabulary))[post.codes]
        terms = tuple(ordinals[start:end] for start, end in pairwise((0, *post.ends)))
        self._posts[prepared.id] = _Gathered(post.row, post.document, terms)
        self._terms += len(ordinals)

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
        names = [b"" if term == FILLER else term.encode() for term in self._ordinals]
        terms = {field: list(postings.invert([one.terms[i] for one in posts], names)) for i, field in enumerate(TEXT_FIELDS)}
        return Block(
            ids=tuple(self._posts),
            terms=terms,
            columns=columns.store([one.row for one in posts], terms),
            fullness=postings.fullness(len(posts), self._terms),
            documents=[one.document for one in posts],
        )
