"""Scores: the sums of `reasons.py` for many posts at a time, over arrays. What the arrays hold of which posts is an engine's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search import reasons
from search.plan import Clause, Pattern, Probe
from search.ranking import PAIRS, WEIGHTS, saturated, title_match
from search.scoring import Pair, Scoring, Weighted

Scores = NDArray[np.float64]
"""A number for each post."""
Whole = NDArray[np.int64]
"""Numbers of posts, or counts."""


@dataclass(frozen=True, slots=True)
class Found:
    """Posts by number, ascending, and how often something stands in each."""

    posts: Whole
    counts: Whole

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take."""
        return self.posts.nbytes + self.counts.nbytes


class Counts(Protocol):
    """What an engine has counted in posts that are numbered from 0."""

    def found(self, probe: Probe) -> Found:
        """Return the posts that have the pattern in the field, and how often."""

    def rarity(self, clause: Clause) -> float:
        """Return the `ranking.idf` of all posts of the index that match the clause."""

    def norms(self, field: str) -> Scores:
        """Return the `ranking.length_norm` of the field of each post."""

    @property
    def title_lengths(self) -> Whole:
        """How many terms the title of each post has."""


def scored(scoring: Scoring, counts: Counts) -> Scores:
    """Return the scores of all posts, 0 where no clause matches."""
    scores = np.zeros(len(counts.title_lengths))
    weights = [word.weight * counts.rarity(word.clause) for word in scoring.words]
    for word, weight in zip(scoring.words, weights, strict=True):
        frequency = np.zeros(len(scores))
        for probe in word.clause.probes:
            found = counts.found(probe)
            frequency[found.posts] += WEIGHTS[probe.field] * found.counts / counts.norms(probe.field)[found.posts]
        scores += weight * saturated(frequency)
    for pair in scoring.pairs:
        _add_pair(pair, counts, scores)
    if scoring.titled and scoring.words:
        _add_titles(scoring.words, weights, counts, scores)
    return scores


def _add_pair(pair: Pair, counts: Counts, scores: Scores) -> None:
    rarity = min(counts.rarity(pair.first), counts.rarity(pair.second))
    for probe in pair.probes:
        found = counts.found(probe)
        frequency = found.counts / counts.norms(probe.field)[found.posts]
        scores[found.posts] += PAIRS[probe.field] * rarity * saturated(frequency)


def _add_titles(words: Sequence[Weighted], weights: Sequence[float], counts: Counts, scores: Scores) -> None:
    inside = np.zeros(len(scores))
    terms = np.zeros(len(scores), np.int64)
    counted: set[Pattern] = set()
    for word, weight in zip(words, weights, strict=True):
        probes = reasons.in_title(word.clause)
        if not probes:
            continue
        titled = np.zeros(len(scores), np.bool_)
        for probe in probes:
            titled[counts.found(probe).posts] = True
        inside[titled] += weight
        if probes[0].pattern not in counted:
            counted.add(probes[0].pattern)
            terms[titled] += reasons.terms(word.clause)
    share = np.minimum(1.0, terms / np.maximum(counts.title_lengths, 1))
    scores += title_match(inside, sum(weights), share)
