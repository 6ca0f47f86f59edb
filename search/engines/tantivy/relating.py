"""Relating: which posts are like one, among the best that hold its telling stems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from tantivy import DocAddress

from search import scores
from search.engines.tantivy.posts import Posts, Some
from search.engines.tantivy.ranking import Ranking
from search.plan import AnyOf
from search.similarity import SHARED, clause, least, likeness, scoring


@dataclass(frozen=True, slots=True)
class Near:
    """Where a post stands, its score (that of the post it is like being 1) and the telling stems that it shares."""

    address: DocAddress
    score: float
    stems: tuple[str, ...]


def near(post: Some, stems: tuple[str, ...], limit: int, posts: Posts, ranking: Ranking) -> tuple[Near, ...]:
    """Return the posts that are like this one by its telling stems (at least one), best first, at most `limit`."""
    clauses = tuple(map(clause, stems))
    asked = scoring(stems)
    found = ranking.best(asked, AnyOf(clauses))
    some = posts.some([*post.addresses, *(address for address, one in zip(found.addresses, found.ids, strict=True) if one != post.ids[0])])
    pool = ranking.pool(some)
    scored = scores.scored(asked, pool)
    holding = [reduce(np.union1d, (pool.found(probe).posts for probe in one.probes)) for one in clauses]
    shared = np.bincount(np.concatenate(holding).astype(np.int64), minlength=len(scored))
    others = np.flatnonzero((scored >= least(posts.count, float(scored[0]))) & (shared >= SHARED))
    others = others[others > 0]
    best = others[np.lexsort((some.ids[others], ~some.dates[others], -scored[others]))][:limit].tolist()
    return tuple(
        Near(
            some.addresses[place],
            likeness(float(scored[place]), float(scored[0])),
            tuple(stem for stem, having in zip(stems, holding, strict=True) if place in having),
        )
        for place in best
    )
