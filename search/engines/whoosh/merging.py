"""Merging: which segments are to be written again as one.

Their live posts are read back as documents, analysed again and put into a new block. Analysis is a pure function and takes 1 ms for a
post; joining the postings of the old segments instead took 0.13 ms for every term of each segment, which is 50 times as long for
segments of one post and no shorter for large ones. (Whoosh's own merge would keep a block document for each old block, and the
postings of dead posts with it.)
"""

from __future__ import annotations

from collections.abc import Sequence

SMALL = 8
"""Segments less than half full that may stand side by side; each costs a query some 0.1 ms for every term it asks for the first time."""
_HALF = 0.5
DEAD = 0.2
"""Share of dead posts above which a segment is written again."""


def due(sizes: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Return which segments to write again as one now, by their places; () for none.

    `sizes` are pairs (live, all): how full the segment's block is (`postings.fullness`) by its live posts and by all of them. Small ones
    are taken from the smallest up while the next is not larger than all taken, so that a post is written again some 13 times in its life
    (log2 of the posts of a block), however many small runs there are.
    """
    for place, (live, whole) in enumerate(sizes):
        if live < whole * (1 - DEAD):
            return (place,)
    small = sorted((live, place) for place, (live, _whole) in enumerate(sizes) if live < _HALF)
    taken: list[int] = []
    total = 0.0
    for live, place in small if len(small) > SMALL else ():
        if (len(taken) > 1 and live > total) or total + live > 1:
            break
        taken.append(place)
        total += live
    return tuple(sorted(taken))
