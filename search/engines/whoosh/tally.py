"""Tally: what the index counts for the scores of the posts of one page. Each probe is looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.matching import Matching
from search.engines.whoosh.posts import Posts, Whole
from search.plan import Clause, Probe


class Tallies:
    """Counts for some posts, by their numbers."""

    def __init__(self, posts: Posts, matching: Matching, numbers: Whole) -> None:
        """Take the parts of the index; nothing is counted yet."""
        self.posts = posts
        self.numbers = numbers
        self._matching = matching
        self._rarities: dict[Clause, float] = {}
        self._counts: dict[Probe, NDArray[np.int64]] = {}

    def each(self) -> Iterator[Tally]:
        """Yield the tally of each post, in their order."""
        for place in range(len(self.numbers)):
            yield Tally(self, place)

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        if clause not in self._rarities:
            self._rarities[clause] = self._matching.rarity(clause)
        return self._rarities[clause]

    def counts(self, probe: Probe) -> NDArray[np.int64]:
        """Return how often the pattern stands in the field of each of the posts."""
        if probe not in self._counts:
            found = self._matching.found(probe)
            places = np.searchsorted(found.posts, self.numbers)
            places[places == len(found.posts)] = 0
            held = found.posts[places] == self.numbers if len(found.posts) else np.zeros(len(self.numbers), np.bool_)
            self._counts[probe] = np.where(held, found.counts[places], 0) if len(found.posts) else held.astype(np.int64)
        return self._counts[probe]


@dataclass(frozen=True, slots=True)
class Tally:
    """A `reasons.Tally` of the post at this place among those of `of`."""

    of: Tallies
    place: int

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        return self.of.rarity(clause)

    def occurrences(self, probe: Probe) -> int:
        """Return how often the pattern stands in the field of the post."""
        return int(self.of.counts(probe)[self.place])

    def norm(self, field: str) -> float:
        """Return by what a frequency in the field of the post is divided."""
        return float(self.of.posts.norms[field][self.of.numbers[self.place]])

    def title_terms(self) -> int:
        """Return how many terms the title of the post has."""
        return int(self.of.posts.title_lengths[self.of.numbers[self.place]])
