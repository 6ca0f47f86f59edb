"""Postings: in which posts of a block a term stands, how often and where, and the bytes that keep them.

The bytes are little-endian arrays one after the other: post numbers (u2), frequencies and positions (both u2, or u4 where they
would not fit), then one byte with the width of the latter two, 2 or 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.schema import Posting

Numbers = NDArray[np.int32]
"""Post numbers, frequencies or positions."""
Kept = NDArray[np.unsignedinteger]
"""The same as they are kept: too small to count with."""

U2 = 0xFFFF
"""Below it a position fits u2, and so does the frequency, which is at most one higher."""
POSTS = 8192
"""Posts that a block may hold; numbers in it fit u2. Of 6,575 posts of 700 words, blocks of 1,024 took 17 s to write and 96 MB, blocks
of 4,096 took 12 s and 78 MB, one of 8,192 took 10.6 s and 73 MB: the fewer blocks, the fewer postings of Whoosh's."""
TERMS = 4_000_000
"""Terms over all fields after which a block is full too, whichever comes first. The process that writes 8,755 posts of 700 words took
420 MB at its peak with 16 million, 366 with 8, 284 with 6, and with 4 it takes 223; 67,209 posts, out of an export of 500 MB, take 282.
Fewer and larger blocks are faster: 5,000 posts of 500 words took 12.7 s in one and take 14.9 in two."""


def fullness(posts: int, terms: int) -> float:
    """Return how full a block is that holds so many posts with so many terms; 1 is full."""
    return max(posts / POSTS, terms / TERMS)


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of one term: posts, ascending, and how often it stands in each; as they are kept, nothing is copied."""

    posts: Kept
    frequencies: Kept


def decode(value: bytes, posts: int) -> Postings:
    """Return the postings of a value that `invert` made; `posts` says of how many posts they are."""
    return Postings(np.frombuffer(value, "<u2", posts), np.frombuffer(value, f"<u{value[-1]}", posts, posts * 2))


def positions(value: bytes, posts: int) -> Kept:
    """Return the positions that stand in the value: those in the first post, then those in the second ..."""
    width = value[-1]
    start = posts * (2 + width)
    return np.frombuffer(value, f"<u{width}", (len(value) - 1 - start) // width, start)


def invert(rows: Sequence[Numbers], names: Sequence[bytes]) -> Iterator[Posting]:
    """Yield the postings of each term that stands in a row.

    `rows` holds for each post of the block its terms as ordinals, `names` has the term of each ordinal; b"" is passed over.
    """
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    ordinals = np.concatenate(rows)
    width = 2 if lengths.max() <= U2 else 4
    # One stable sort by ordinal puts the places of a term side by side and leaves them in the order of posts and positions.
    order = _order(ordinals)
    ordinals = ordinals[order]
    posts = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    positions = (np.arange(len(order), dtype=np.int32) - np.repeat(starts, lengths))[order].astype(f"<u{width}").tobytes()
    another = np.diff(ordinals, prepend=-1)
    first = np.flatnonzero(another | np.diff(posts, prepend=-1))  # where a (term, post) begins
    frequencies = np.diff(first, append=len(order)).astype(f"<u{width}").tobytes()
    numbers = posts[first].astype("<u2").tobytes()
    begins = np.flatnonzero(another)
    places = np.append(begins, len(order))
    pairs = np.searchsorted(first, places).tolist()
    bounds = zip(pairwise(pairs), pairwise(places.tolist()), strict=True)
    tail = bytes([width])
    for ordinal, ((start, end), (place, next_place)) in zip(ordinals[begins].tolist(), bounds, strict=True):
        value = (
            numbers[start * 2 : end * 2] + frequencies[start * width : end * width] + positions[place * width : next_place * width] + tail
        )
        if names[ordinal]:
            yield names[ordinal], end - start, float(end - start), value


def _order(ordinals: Numbers) -> NDArray[np.intp]:
    """Return the places of the ordinals, sorted by these and then by place.

    numpy sorts numbers of 16 bits by radix: two such passes take a third of the time of one over 32 bits (40 ms for two million).
    """
    order = np.argsort(ordinals.astype(np.uint16), kind="stable")
    high = (ordinals >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order
