"""Terms: the postings of all segments as one, in live posts, and which terms a prefix stands for."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import postings
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.posts import Posts
from search.engines.whoosh.segments import Segment
from search.plan import Beginning

PLACE = 32
"""Bits of a position in a place."""
Places = NDArray[np.int64]
"""Where a term stands: post number * 2 ** PLACE + position, ascending."""


@dataclass(frozen=True, slots=True)
class Found:
    """Live posts, ascending, and how often something stands in each."""

    posts: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take."""
        return self.posts.nbytes + self.counts.nbytes


@dataclass(frozen=True, slots=True)
class Expansion:
    """The terms that a prefix stands for, and whether there are more that are not looked at."""

    terms: tuple[str, ...]
    more: bool

    @property
    def nbytes(self) -> int:
        """Bytes that the terms take, about."""
        return 64 * len(self.terms)


NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Terms:
    """The terms of an index."""

    def __init__(self, segments: Sequence[Segment], posts: Posts, cache: Cache) -> None:
        """Keep what is read in the cache."""
        self._segments = segments
        self._posts = posts
        self._cache = cache

    def found(self, field: str, term: str) -> Found:
        """Return the live posts that have the term in the field."""
        return self._cache.kept((field, term), lambda: self._read(field, term))

    def frequency(self, field: str, term: str) -> int:
        """Return the number of live posts that have the term in the field."""
        return sum(segment.frequency(field, term) for segment in self._segments)

    def places(self, field: str, term: str) -> Places:
        """Return all places of the term in the field, in live posts."""
        parts = [np.zeros(0, np.int64)]
        for segment, start in zip(self._segments, self._posts.starts, strict=False):
            if value := segment.value(field, term):
                listed = postings.decode(*value)
                posts = np.repeat(listed.posts.astype(np.int64) + start, listed.frequencies)
                parts.append((posts << PLACE | postings.positions(*value))[self._posts.live[posts]])
        return np.concatenate(parts)

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

    def _read(self, field: str, term: str) -> Found:
        parts = [NOTHING]
        for segment, start in zip(self._segments, self._posts.starts, strict=False):
            if value := segment.value(field, term):
                listed = postings.decode(*value)
                keep = segment.live[listed.posts]
                parts.append(Found(listed.posts[keep].astype(np.int64) + start, listed.frequencies[keep].astype(np.int64)))
        return Found(np.concatenate([one.posts for one in parts]), np.concatenate([one.counts for one in parts]))
