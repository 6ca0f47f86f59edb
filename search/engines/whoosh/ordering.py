"""Ordering: the results of one page, in their order. Only those that a page may show are sorted."""

from __future__ import annotations

import numpy as np

from search.cursor import Cursor
from search.engines.whoosh.posts import Mask, Posts, Whole
from search.instants import UNDATED, microseconds
from search.scores import Scores


def by_rank(results: Mask, ranks: Whole, part: slice) -> Whole:
    """Return the results in this part of the order that the ranks give (no two posts have the same)."""
    posts = results.nonzero()[0]
    kept = posts[_smallest(ranks[posts], part.stop)]
    return kept[np.argsort(ranks[kept])][part]


def by_score(results: Mask, scores: Scores, newest: Whole, part: slice) -> Whole:
    """Return the results in this part of the order by score, falling; of equal ones the newer first."""
    posts = results.nonzero()[0]
    kept = posts[_smallest(-scores[posts], part.stop)]
    return kept[np.lexsort((newest[kept], -scores[kept]))][part]


def after(cursor: Cursor, posts: Posts, *, oldest: bool) -> Mask:
    """Return the posts that come after the cursor's in newest, or in oldest."""
    date = microseconds(cursor.date)
    later = ~posts.dated if date != UNDATED else np.zeros_like(posts.dated)
    if date != UNDATED:
        later |= posts.dated & (posts.dates > date if oldest else posts.dates < date)
    same = (posts.dates == date).nonzero()[0]
    later[[number for number in same.tolist() if posts.ids[number] > cursor.id]] = True
    return later


def _smallest(keys: Whole | Scores, wanted: int) -> Mask:
    """Return which keys are among the `wanted` smallest, all that equal the last of them included."""
    if wanted <= 0:
        return np.zeros(len(keys), np.bool_)
    if len(keys) <= wanted:
        return np.ones(len(keys), np.bool_)
    among: Mask = keys <= np.partition(keys, wanted - 1)[wanted - 1]
    return among
