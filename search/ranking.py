"""Every number of the ranking, with its reason.

Score of a post: the sum over the query's clauses of idf * tf / (k1 + tf) * (k1 + 1), with tf the weighted sum over the clause's
fields of frequency / (1 - b + b * length / mean length): BM25F, Robertson and Zaragoza, "The Probabilistic Relevance Framework:
BM25 and Beyond" (2009), section 3.6. idf = ln(1 + (N - n + 0.5) / (n + 0.5)), as Lucene has it, so that it is never negative.
A field's length is the number of its terms without fillers, its mean that of all posts of the index, N their number and n the number
of those that match the clause.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])
"""One number, or an array with one for each post."""

K1 = 1.2
"""Saturation of frequency: the value that Lucene, Tantivy and Whoosh ship."""

WEIGHTS: dict[str, float] = {
    "title": 3.0,
    "title.exact": 1.0,
    "categories": 1.5,
    "categories.exact": 0.5,
    "creator": 1.5,
    "body": 1.0,
    "body.exact": 0.3,
}
"""Title above tags and creator above body; a third on top for the exact form, so that it ranks above a mere stem."""

B: dict[str, float] = {
    "title": 0.3,
    "title.exact": 0.3,
    "categories": 0.3,
    "categories.exact": 0.3,
    "creator": 0.0,
    "body": 0.75,
    "body.exact": 0.75,
}
"""How much a field's length counts: bodies as usual; titles and tag lists differ little in length; names not at all."""

ENOUGH = 1
"""Posts with all words that make match=auto settle on all (law 15). One exact answer is an answer; none at all is not."""

SIMILAR_TERMS = 25
"""Most telling terms of a post that `similar` looks for; Lucene's MoreLikeThis takes 25 too."""


def idf(posts: int, having: int) -> float:
    """Return the weight of a clause that `having` of `posts` posts match."""
    return math.log(1 + (posts - having + 0.5) / (having + 0.5))


def length_norm(field: str, length: Number, mean: float) -> Number:
    """Return what a frequency in the field is divided by, for a post with `length` terms there; `mean` is above 0."""
    return 1 - B[field] + B[field] * length / mean


def saturated(frequency: Number) -> Number:
    """Return the share of idf that the weighted frequency of a clause earns, from 0 up to `K1` + 1."""
    return frequency / (K1 + frequency) * (K1 + 1)
