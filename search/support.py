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

Sketch = Sequence[int] | NDArray[np.integer]
"""The stems of a post, different ones (`sketch.py`)."""


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


def earned(scores: Sequence[float], sketches: Sequence[Sketch], share: float) -> list[float]:
    """Return what each of these results earns beside its score: the mean score of the others, each weighted by how alike they are.

    `sketches` are those of the results (`sketch.py`), in the order of the scores. A result that is like no other earns nothing.
    """
    # Sums are exact, so that two results of one sketch and one score earn the same to the last bit, wherever they stand.
    weights = alike(sketches) ** ranking.SUPPORT_POWER
    none = ranking.SUPPORT_LIKE**ranking.SUPPORT_POWER
    gained = (weights * np.asarray(scores)).tolist()
    return [share * fsum(some) / (fsum(row) + none) for some, row in zip(gained, weights.tolist(), strict=True)]


def alike(sketches: Sequence[Sketch]) -> NDArray[np.float64]:
    """Return for each two sketches the cosine of the sets that they are, 0 to 1, and 0 for each with itself.

    Only stems of more than one sketch are laid out, a fifth of them: 50 sketches take 0.3 ms.
    """
    sizes = np.array([len(sketch) for sketch in sketches], np.int64)
    stems = np.concatenate([np.zeros(0, np.int64), *(np.asarray(sketch, np.int64) for sketch in sketches)])
    _different, places, times = np.unique(stems, return_inverse=True, return_counts=True)
    shared = times > 1
    inside = shared[places]
    held = np.zeros((len(sketches), int(shared.sum())))
    held[np.repeat(np.arange(len(sketches)), sizes)[inside], (np.cumsum(shared) - 1)[places][inside]] = 1
    cosines: NDArray[np.float64] = held @ held.T / np.sqrt(np.outer(np.maximum(sizes, 1), np.maximum(sizes, 1)))
    np.fill_diagonal(cosines, 0)
    return cosines
