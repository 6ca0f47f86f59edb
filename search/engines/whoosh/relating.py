"""Relating: which posts are like one, by arrays over all posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.engines.whoosh import ordering
from search.engines.whoosh.matching import Matching
from search.engines.whoosh.posts import Posts
from search.similarity import SHARED, clause, least, likeness, scoring


@dataclass(frozen=True, slots=True)
class Near:
    """A post by its number, its score (that of the post it is like being 1) and the telling stems that it shares."""

    number: int
    score: float
    stems: tuple[str, ...]


def near(number: int, stems: tuple[str, ...], limit: int, posts: Posts, matching: Matching) -> tuple[Near, ...]:
    """Return the posts that are like the one of that number by its telling stems (at least one), best first, at most `limit`."""
    clauses = tuple(map(clause, stems))
    scores = matching.scored(scoring(stems))  # not kept: hardly anyone asks for the same post again, and robots ask for all
    holding = [np.unique(np.concatenate([matching.found(probe).posts for probe in one.probes])) for one in clauses]
    shared = np.zeros(len(scores), np.int64)
    for having in holding:
        shared[having] += 1
    own = float(scores[number])
    others = (scores >= least(posts.count, own)) & (shared >= SHARED)
    others[number] = False
    best = ordering.by_score(others, scores, posts.newest, slice(0, limit)).tolist()
    held = [set(having[np.isin(having, best)].tolist()) for having in holding]
    return tuple(
        Near(other, likeness(float(scores[other]), own), tuple(stem for stem, those in zip(stems, held, strict=True) if other in those))
        for other in best
    )
