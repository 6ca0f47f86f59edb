"""Every number of the ranking, with its reason; docs/ranking.md has the measurements.

Score of a post: the sum over the query's clauses of weight * idf * tf / (k1 + tf) * (k1 + 1), with tf the weighted sum over the clause's
fields of frequency / (1 - b + b * length / mean length): BM25F, Robertson and Zaragoza, "The Probabilistic Relevance Framework:
BM25 and Beyond" (2009), section 3.6. On top come neighbouring words that stand side by side, as in Metzler and Croft, "A Markov random
field model for term dependencies" (SIGIR 2005), and how much of the title is asked for. `reasons.py` has the whole sum.

idf = ln(1 + (N - n + 0.5) / (n + 0.5)), as Lucene has it so that it is never negative, to the power of `IDF`. A field's length is the
number of its terms without fillers, its mean that of all posts of the index, N their number and n the number of those that match the
clause.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])
"""One number, or an array with one for each post."""

K1 = 1.4
"""Saturation of frequency; Lucene ships 1.2, and long posts gain from a little more."""

IDF = 0.87
"""Power of idf: a word that few posts hold counts a little less than by its rarity alone, since it is as often a chance as a clue."""

WEIGHTS: dict[str, float] = {
    "title": 3.5,
    "title.exact": 0.8,
    "categories": 1.4,
    "categories.exact": 0.5,
    "creator": 6.0,
    "body": 1.0,
    "body.exact": 0.35,
}
"""Title and creator above the rest; some more for the exact form, so that it ranks above a mere stem."""

B: dict[str, float] = {
    "title": 0.8,
    "title.exact": 0.8,
    "categories": 0.6,
    "categories.exact": 0.6,
    "creator": 0.0,
    "body": 0.6,
    "body.exact": 0.6,
}
"""How much a field's length counts: a short title is about all of its words; names not at all."""

PAIRS: dict[str, float] = {"title": 0.4, "body": 0.3, "categories": 0.8}
"""What two neighbouring words of the query earn that stand side by side in a field, beside what each earns."""

PAIRS_MOST = 32
"""Pairs of a query that are looked for; each costs the places of two words in all posts."""

TITLE = 2.5
"""What a title earns that is what was asked for, no more and no less, times the weights of all words of the query."""

STOP_WORD = 0.25
"""What a function word counts (`stopwords.py`): next to nothing in a sentence, and enough to find "The The"."""

REPEATED = 8.0
"""Saturation of how often a word stands in the query: k3 of Okapi BM25 (Robertson et al., TREC-3, 1994)."""

SUPPORT = 0.9
"""What a result earns of the mean score of those that are like it (`support.py`); with 0.7 to 1 nDCG@10 is the same within .001."""

SUPPORT_LIKE = 0.2
"""Likeness that is none: a result with one other that is so like it earns half. Without it, one stem in common with one other result
earned as much as the whole text would (nDCG@10 is the same within .001)."""

SUPPORT_RESULTS = 50
"""Best results that hold each other up: 40 to 100 give nDCG@10 within .002 of it. The pages after the third stay as they are."""

SUPPORT_FULL = 5
"""Words of a query from which support counts in full; for one it counts nothing. Short queries name one post, and the 18F blog loses .008
where two words have all of it."""

SUPPORT_POWER = 4
"""Power of likeness, so that the results that are much alike matter and the many that are a little alike do not; 3 to 5 differ by .001."""

ENOUGH = 50
"""Posts with all words that make match=auto settle on all (law 15). Of the posts that links on three blogs lead to, 45 % lack a word of
the link; with 50 the ranking loses .000 to .008 nDCG@10 against match=any, with 20 it loses .005 to .019, with 1 some .13."""

SIMILAR_TERMS = 25
"""Most telling terms of a post that `similar` looks for; Lucene's MoreLikeThis takes 25 too."""


def idf(posts: int, having: int) -> float:
    """Return the weight of a clause that `having` of `posts` posts match."""
    return float(math.log(1 + (posts - having + 0.5) / (having + 0.5)) ** IDF)


def length_norm(field: str, length: Number, mean: float) -> Number:
    """Return what a frequency in the field is divided by, for a post with `length` terms there; `mean` is above 0."""
    return 1 - B[field] + B[field] * length / mean


def saturated(frequency: Number) -> Number:
    """Return the share of idf that the weighted frequency of a clause earns, from 0 up to `K1` + 1."""
    return frequency / (K1 + frequency) * (K1 + 1)


def repeated(times: int) -> float:
    """Return what a word counts that stands so many times in the query: 1 for one, up to `REPEATED` + 1."""
    return times * (REPEATED + 1) / (REPEATED + times)


def title_match(inside: Number, asked: float, share: Number) -> Number:
    """Return what the title of a post earns.

    `inside` is the weight of the query's words that stand in it, `asked` that of all words of the query (above 0), `share` (0 to 1) how
    much of the title they are. Half of the words are worth a quarter, so that long queries do not gather titles with a few of their words.
    """
    return TITLE * inside * inside / asked * share
