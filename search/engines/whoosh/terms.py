"""Terms: the postings of all segments as one, in live posts, and which terms a prefix stands for."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.cache import Cache
from search.engines.whoosh import postings
from search.engines.whoosh.posts import Mask, Posts
from search.engines.whoosh.segments import Segment
from search.expansion import Expansion
from search.plan import Beginning
from search.scores import Found

PLACE = 32
"""Bits of a position in a place."""
Places = NDArray[np.int64]
"""Where a term stands: post number * 2 ** PLACE + position, ascending."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Postings as the segments keep them: of each its bytes, of how many posts they are, and the first post of its segment."""

    values: tuple[tuple[bytes, int, int], ...]

    @property
    def nbytes(self) -> int:
        """Bytes that they take, about."""
        return sum(64 + len(value) for value, _count, _start in self.values)

    def joined(self) -> Found:
        """Return the posts of all segments, dead ones too, in the order of the postings."""
        if not self.values:
            return NOTHING
        parts = [postings.decode(value, count) for value, count, _start in self.values]
        posts = np.concatenate([part.posts for part in parts]).astype(np.int64)
        posts += np.repeat([start for _value, _count, start in self.values], [count for _value, count, _start in self.values])
        return Found(posts, np.concatenate([part.frequencies for part in parts]).astype(np.int64))

    def positions(self) -> NDArray[np.unsignedinteger]:
        """Return all positions, those in the first post first."""
        parts = [postings.positions(value, count) for value, count, _start in self.values]
        return np.concatenate(parts) if parts else np.zeros(0, np.uint16)


NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Terms:
    """The terms of an index."""

    def __init__(self, segments: Sequence[Segment], posts: Posts, cache: Cache) -> None:
        """Keep what is read in the cache."""
        self._segments = segments
        self._posts = posts
        self._cache = cache
        self._whole = all(segment.whole for segment in segments)

    def found(self, field: str, term: str) -> Found:
        """Return the live posts that have the term in the field."""
        return self._cache.kept((field, term), lambda: self._living(self._kept(field, term).joined()))

    def any(self, field: str, terms: Iterable[str]) -> Found:
        """Return the live posts that have some of the terms in the field, and how often all of them stand there. It is not kept."""
        found = self._living(Kept(tuple(one for term in terms for one in self._values(field, term))).joined())
        counts = np.bincount(found.posts, found.counts)
        posts = counts.nonzero()[0]
        return Found(posts, counts[posts].astype(np.int64))

    def frequency(self, field: str, term: str) -> int:
        """Return the number of live posts that have the term in the field."""
        return sum(segment.frequency(field, term) for segment in self._segments)

    def places(self, field: str, term: str, among: Mask) -> Places:
        """Return all places of the term in the field in these live posts."""
        kept = self._kept(field, term)
        found = kept.joined()
        inside = among[found.posts]
        posts = np.repeat(found.posts[inside], found.counts[inside])
        return posts << PLACE | kept.positions()[np.repeat(inside, found.counts)]

    def expansion(self, field: str, beginning: Beginning) -> Expansion:
        """Return what the prefix stands for in the field: of its terms those that `expansion.expand` tells to look at."""
        return self._cache.kept((field, beginning), lambda: self._expand(field, beginning))

    def _expand(self, field: str, beginning: Beginning) -> Expansion:
        counts: Counter[str] = Counter()
        doubtful: set[str] = set()  # terms whose counts may hold dead posts
        for segment in self._segments:
            pairs = dict(segment.columns.dictionaries[field].beginning(beginning.prefix))
            counts.update(pairs)
            if not segment.whole:
                doubtful.update(pairs)
        # A term stands in no more live posts than posts, so once the next one could not come before the last one chosen, none can.
        best: list[tuple[int, str]] = []
        for place in sorted((-count, term) for term, count in counts.items()):
            if len(best) > beginning.limit and place > best[beginning.limit]:
                break
            live = self.frequency(field, place[1]) if place[1] in doubtful else -place[0]
            if live:
                insort(best, (-live, place[1]))
        return Expansion(tuple(term for _count, term in best[: beginning.limit]), len(best) > beginning.limit)

    def _kept(self, field: str, term: str) -> Kept:
        return self._cache.kept(("kept", field, term), lambda: Kept(tuple(self._values(field, term))))

    def _values(self, field: str, term: str) -> Iterator[tuple[bytes, int, int]]:
        for segment, start in zip(self._segments, self._posts.starts, strict=False):
            if value := segment.value(field, term):
                yield *value, start

    def _living(self, found: Found) -> Found:
        if self._whole:
            return found
        keep = self._posts.live[found.posts]
        return Found(found.posts[keep], found.counts[keep])
