"""Tally: what the index counts for the score of one post, read out of what scoring all posts left in the cache."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.engines.whoosh.matching import Matching
from search.engines.whoosh.posts import Posts
from search.plan import Clause, Probe


@dataclass(frozen=True, slots=True)
class Tally:
    """A `reasons.Tally` of the post with this number."""

    posts: Posts
    matching: Matching
    number: int

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        return self.matching.rarity(clause)

    def occurrences(self, probe: Probe) -> int:
        """Return how often the pattern stands in the field of the post."""
        found = self.matching.found(probe)
        place = int(np.searchsorted(found.posts, self.number))
        there = place < len(found.posts) and int(found.posts[place]) == self.number
        return int(found.counts[place]) if there else 0

    def norm(self, field: str) -> float:
        """Return by what a frequency in the field of the post is divided."""
        return float(self.posts.norms[field][self.number])

    def title_terms(self) -> int:
        """Return how many terms the title of the post has."""
        return int(self.posts.title_lengths[self.number])
