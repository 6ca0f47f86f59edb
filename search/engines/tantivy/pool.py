"""Pool: some posts whose terms are counted one by one, so that they can be scored to the last digit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.tantivy.matching import Matching
from search.engines.tantivy.rows import Codes, Record, code
from search.fields import TEXT_FIELDS
from search.plan import Beginning, Clause, Probe
from search.plan import Sequence as Row
from search.ranking import length_norm
from search.scores import Found, Scores, Whole

TABLE = 1 << 16
"""Cells by which it is seen at once that most of 100,000 terms are none of those that a prefix stands for."""
SHORT = 3
"""A field with less than this share of all terms is looked at alone."""
Hits = NDArray[np.bool_]
_NOTHING = np.zeros(0, np.uint32)


class Pool:
    """Counts of some posts, which are numbered by their places among the records: a `scores.Counts`.

    The rows of all fields of all posts stand side by side as one array, each row in a cell; so a term is looked for once for all fields.
    """

    def __init__(self, records: Sequence[Record], means: Mapping[str, float], matching: Matching) -> None:
        """Take the records; nothing is counted yet."""
        heads = np.array([record.head for record in records], np.int64).reshape(len(records), 2, len(TEXT_FIELDS))
        self._bounds = np.cumsum(heads[:, 0].ravel(), dtype=np.int64)  # the ends of the cells
        self._lengths = heads[:, 1]
        sizes = heads[:, 0].sum(1).tolist()
        self._codes = np.concatenate([_NOTHING, *(record.codes(size) for record, size in zip(records, sizes, strict=True))])
        self._means = means
        self._matching = matching
        self._places: dict[tuple[str, ...], Whole] = {}
        self._tables: dict[tuple[str, ...], Whole] = {}
        self._found: dict[Probe, Found] = {}

    @property
    def title_lengths(self) -> Whole:
        """How many terms the title of each post has."""
        lengths: Whole = self._lengths[:, TEXT_FIELDS.index("title")]
        return lengths

    def norms(self, field: str) -> Scores:
        """Return what a frequency in the field is divided by, for each post."""
        mean, lengths = self._means[field], self._lengths[:, TEXT_FIELDS.index(field)].astype(np.float64)
        return length_norm(field, lengths, mean) if mean else np.ones(len(lengths))

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts of the index that match the clause."""
        return self._matching.rarity(clause)

    def found(self, probe: Probe) -> Found:
        """Return the posts that have the pattern in the field, and how often."""
        if probe not in self._found:
            number = TEXT_FIELDS.index(probe.field)
            if isinstance(probe.pattern, Row):
                counts = self._counted(self._in_a_row(probe.pattern))[:, number]
            elif isinstance(probe.pattern, Beginning):
                counts = self._begun(probe.field, number, probe.pattern)
            else:
                counts = self._terms(probe.pattern.terms)[:, number]
            posts = counts.nonzero()[0]
            self._found[probe] = Found(posts, counts[posts])
        return self._found[probe]

    def _terms(self, terms: tuple[str, ...]) -> Whole:
        """Return how often any of the terms stands in each field (column) of each post."""
        if terms not in self._tables:
            self._tables[terms] = self._counted(self._standing(terms))
        return self._tables[terms]

    def _begun(self, field: str, number: int, beginning: Beginning) -> Whole:
        """Return how often a term that begins so stands in the field of each post. Each field has terms of its own to look at."""
        terms = self._matching.terms(field, beginning)
        ends = self._bounds[number :: len(TEXT_FIELDS)]
        sizes = np.diff(self._bounds, prepend=0)[number :: len(TEXT_FIELDS)]
        total = int(sizes.sum())
        if SHORT * total > len(self._codes):
            return self._counted(_among(self._codes, terms).nonzero()[0])[:, number]
        # A short field is taken out of the others first.
        places = np.repeat(ends - np.cumsum(sizes), sizes) + np.arange(total)
        return self._counted(places[_among(self._codes[places], terms)])[:, number]

    def _counted(self, places: Whole) -> Whole:
        """Return how many of these places lie in each field (column) of each post."""
        counts = np.bincount(np.searchsorted(self._bounds, places, "right"), minlength=len(self._bounds))
        return counts.reshape(-1, len(TEXT_FIELDS))

    def _standing(self, terms: tuple[str, ...]) -> Whole:
        """Return where any of the terms stands."""
        if terms not in self._places:
            self._places[terms] = _among(self._codes, terms).nonzero()[0]
        return self._places[terms]

    def _in_a_row(self, row: Row) -> Whole:
        """Return where the row begins: where its first step stands, and every other one at its offset in the same field of the post."""
        (_first, terms), *rest = row.steps
        begins = self._standing(terms)
        ends = self._bounds[np.searchsorted(self._bounds, begins, "right")]
        for offset, terms in rest:
            inside = begins + offset < ends
            begins, ends = begins[inside], ends[inside]
            stands = _among(self._codes[begins + offset], terms)
            begins, ends = begins[stands], ends[stands]
        return begins


def _among(codes: Codes, terms: Collection[str]) -> Hits:
    """Return which codes are those of some of the terms."""
    wanted = np.array([code(term) for term in terms], np.uint32)
    if len(wanted) <= 4:  # noqa: PLR2004 - a comparison with each is faster
        few = np.zeros(len(codes), np.bool_)
        for one in wanted:
            few |= codes == one
        return few
    table = np.zeros(TABLE, np.bool_)
    table[wanted & (TABLE - 1)] = True
    hits: Hits = table[codes & (TABLE - 1)]
    hits[hits] = np.isin(codes[hits], wanted)
    return hits


@dataclass(frozen=True, slots=True)
class Tally:
    """A `reasons.Tally` of the post at this place of a pool."""

    pool: Pool
    place: int

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        return self.pool.rarity(clause)

    def occurrences(self, probe: Probe) -> int:
        """Return how often the pattern stands in the field of the post."""
        found = self.pool.found(probe)
        return int(found.counts[found.posts == self.place].sum())

    def norm(self, field: str) -> float:
        """Return by what a frequency in the field of the post is divided."""
        return float(self.pool.norms(field)[self.place])

    def title_terms(self) -> int:
        """Return how many terms the title of the post has."""
        return int(self.pool.title_lengths[self.place])


def tallies(pool: Pool) -> Iterator[Tally]:
    """Yield the tally of each post, in their order."""
    return (Tally(pool, place) for place in range(len(pool.title_lengths)))
