"""Support: results that say the same things hold each other up. It reorders the best results of a query and never adds one.

Posts that answer a question are more like each other than like those that share its words by chance (the cluster hypothesis, van
Rijsbergen, "Information Retrieval", 1979, chapter 3). So a result earns what those results score that are most like it: one step of
the regularisation of scores by Diaz ("Regularizing ad hoc retrieval scores", CIKM 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from search import ranking
from search.scoring import Weighted


def share(words: Sequence[Weighted]) -> float:
    """Return how much support counts: from 0 for one word to `ranking.SUPPORT` for `SUPPORT_FULL`; function words are not counted.

    A phrase, a beginning and a run of text without spaces are one word each.
    """
    said = sum(not word.light for word in words)
    return ranking.SUPPORT * min(1.0, max(0.0, (said - 1) / (ranking.SUPPORT_FULL - 1)))


def chosen_by(score: ranking.Number) -> ranking.Number:
    """Return what the best results are chosen by: the score without the digits that depend on the order in which an engine adds."""
    rounded: ranking.Number = np.round(score, 9)
    return rounded


def earned(scores: Sequence[float], sketches: Sequence[Sequence[int]], share: float) -> list[float]:
    """Return what each of these results earns beside its score: the mean score of the others, each weighted by how alike they are.

    `sketches` are those of the results (`sketch.py`), in the order of the scores. A result that is like no other earns nothing.
    """
    # Sums are exact, so that two results of one sketch and one score earn the same to the last bit, wherever they stand.
    weights = (alike(sketches) ** ranking.SUPPORT_POWER).tolist()
    none = ranking.SUPPORT_LIKE**ranking.SUPPORT_POWER
    return [share * fsum(weight * score for weight, score in zip(row, scores, strict=True)) / (fsum(row) + none) for row in weights]


def alike(sketches: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return for each two sketches the cosine of the sets that they are, 0 to 1, and 0 for each with itself."""
    numbers: dict[int, int] = {}
    places = [[numbers.setdefault(stem, len(numbers)) for stem in sketch] for sketch in sketches]
    held = np.zeros((len(places), len(numbers)))
    for row, found in zip(held, places, strict=True):
        row[found] = 1
    common = held @ held.T
    sizes = np.maximum(common.diagonal(), 1)
    cosines: NDArray[np.float64] = common / np.sqrt(np.outer(sizes, sizes))
    np.fill_diagonal(cosines, 0)
    return cosines
