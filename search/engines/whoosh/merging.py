"""Merging: several small segments, or one with many dead posts, become one block. Nothing is analysed again.

Whoosh's own merge would keep a block document for each old block, and the postings of dead posts with it.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from search.engines.whoosh import columns, postings
from search.engines.whoosh.gathering import Block
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import Posting
from search.engines.whoosh.segments import Segment
from search.fields import TEXT_FIELDS

SMALL = 8
"""Segments less than half full that may stand side by side; each costs a query some 60 us for every term it asks for the first time."""
DEAD = 0.2
"""Share of dead posts from which on a segment is written anew."""


def due(sizes: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return which segments to merge into one now, by their place; () for none.

    `sizes` are pairs (live posts, all posts). Small ones are taken from the smallest up while the next is not larger than all taken,
    so that a post is written again some log2(POSTS) times in its life, however many small runs there are.
    """
    for place, (live, posts) in enumerate(sizes):
        if live < posts * (1 - DEAD):
            return (place,)
    small = sorted((live, place) for place, (live, _posts) in enumerate(sizes) if live < postings.POSTS // 2)
    taken: list[int] = []
    total = 0
    for live, place in small if len(small) > SMALL else ():
        if (len(taken) > 1 and live > total) or total + live > postings.POSTS:
            break
        taken.append(place)
        total += live
    return tuple(sorted(taken))


def merged(segments: Sequence[Segment]) -> Block:
    """Return the block of all live posts of these segments, in their order."""
    rows = [segment.columns.row(int(number)) for segment in segments for number in np.flatnonzero(segment.live)]
    return Block(
        ids=tuple(row.id for row in rows),
        terms={field: _merged_terms(field, segments) for field in TEXT_FIELDS},
        columns=columns.store(rows),
        documents=[segment.document(int(number)) for segment in segments for number in np.flatnonzero(segment.live)],
    )


def _merged_terms(field: str, segments: Sequence[Segment]) -> list[Posting]:
    # A post's number in the new block is the number of live posts before it.
    ends = np.cumsum([segment.live.sum() for segment in segments])
    renumbered = [np.cumsum(segment.live) - 1 + end - segment.live.sum() for segment, end in zip(segments, ends, strict=True)]
    streams = [[(term, place) for term, _posts in segment.terms(field)] for place, segment in enumerate(segments)]
    found: list[Posting] = []
    for term, group in groupby(heapq.merge(*streams), key=itemgetter(0)):
        parts = [(place, segments[place].postings(field, term)) for _term, place in group]
        joined = _joined([Postings(renumbered[place][one.posts], one.frequencies, one.positions) for place, one in parts if one])
        if len(joined.posts):
            found.append((term, len(joined.posts), float(len(joined.posts)), postings.encode(joined)))
    return found


def _joined(parts: Sequence[Postings]) -> Postings:
    return Postings(
        np.concatenate([one.posts for one in parts]),
        np.concatenate([one.frequencies for one in parts]),
        np.concatenate([one.positions for one in parts]),
    )
