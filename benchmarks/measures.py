"""Measures of a ranking against judgements."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Figures = dict[str, float]
"""By name: `ndcg@10`, `mrr@10`, `recall@100`."""


def of_ranking(found: Sequence[str], relevant: Mapping[str, int]) -> Figures:
    """Return the figures of one ranking; `relevant` has the degree (above 0) of every relevant document, at least one.

    nDCG with the degree as gain and log2(rank + 1) as discount, as trec_eval has it (Järvelin and Kekäläinen 2002); MRR is the
    reciprocal rank of the first relevant document; recall is the share of the relevant documents that were found.
    """
    gains = [relevant.get(name, 0) for name in found[:10]]
    first = next((rank for rank, gain in enumerate(gains, 1) if gain), None)
    return {
        "ndcg@10": _discounted(gains) / _discounted(sorted(relevant.values(), reverse=True)[:10]),
        "mrr@10": 1 / first if first else 0.0,
        "recall@100": len(relevant.keys() & set(found[:100])) / len(relevant),
    }


def mean(figures: Sequence[Figures]) -> Figures:
    """Return the mean of each figure."""
    return {name: sum(one[name] for one in figures) / len(figures) for name in figures[0]}


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
