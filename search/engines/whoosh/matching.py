"""Matching: which posts match a node of a plan, and how they score. Masks and arrays over all posts, no loop over posts."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search import reasons
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.columns import microseconds
from search.engines.whoosh.posts import Mask, Posts
from search.engines.whoosh.terms import NOTHING, PLACE, Found, Places, Terms
from search.plan import AllOf, AnyOf, Beginning, Between, Clause, Excluding, HasKey, Node, Pattern, Probe, Sequence, Term
from search.ranking import PAIRS, WEIGHTS, idf, saturated, title_match
from search.scoring import Pair, Scoring, Weighted

Scores = NDArray[np.float64]
"""A number for each post."""


class Matching:
    """Answers of one index state; what was worked out is kept in the cache."""

    def __init__(self, posts: Posts, terms: Terms, cache: Cache) -> None:
        """Take the parts of the index."""
        self._posts = posts
        self._terms = terms
        self._cache = cache

    def matching(self, node: Node) -> Mask:
        """Return the live posts that match the node. The mask is not to be changed."""
        return self._cache.kept(node, lambda: self._match(node))

    def _match(self, node: Node) -> Mask:
        posts = self._posts
        match node:
            case Clause(probes):
                return posts.mask(*(self.found(probe).posts for probe in probes))
            case HasKey(facet, key):
                return posts.having(facet, key)
            case Between(after, before):
                return posts.between(*(None if moment is None else microseconds(moment) for moment in (after, before)))
            case Excluding(inner):
                return posts.live & ~self._inner(inner)
            case AllOf(nodes):
                return reduce(np.logical_and, map(self._inner, nodes), posts.live)
            case AnyOf(nodes):
                return reduce(np.logical_or, map(self._inner, nodes), np.zeros_like(posts.live))

    def _inner(self, node: Node) -> Mask:
        """Return the posts that match a part of a node; those of a clause, which its rarity asks for again, are kept."""
        return self.matching(node) if isinstance(node, Clause) else self._match(node)

    def found(self, probe: Probe) -> Found:
        """Return the live posts that have the pattern in the field, and how often."""
        field = probe.field
        match probe.pattern:
            case Term((term,)):
                return self._terms.found(field, term)
            case Term(terms):
                return self._cache.kept(probe, lambda: self._terms.any(field, terms))
            case Beginning() as beginning:
                return self._cache.kept(probe, lambda: self._terms.any(field, self._terms.expansion(field, beginning).terms))
            case Sequence() as sequence:
                return self._cache.kept(probe, lambda: self._in_a_row(field, sequence))

    def scored(self, scoring: Scoring) -> Scores:
        """Return the scores of all posts, 0 where no clause matches: the sums of `reasons.py` over arrays."""
        scores = np.zeros(len(self._posts.live))
        weights = [word.weight * self.rarity(word.clause) for word in scoring.words]
        for word, weight in zip(scoring.words, weights, strict=True):
            frequency = np.zeros(len(scores))
            for probe in word.clause.probes:
                found = self.found(probe)
                frequency[found.posts] += WEIGHTS[probe.field] * found.counts / self._posts.norms[probe.field][found.posts]
            scores += weight * saturated(frequency)
        for pair in scoring.pairs:
            self._add_pair(pair, scores)
        if scoring.titled and scoring.words:
            self._add_titles(scoring.words, weights, scores)
        return scores

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        return idf(self._posts.count, int(np.count_nonzero(self.matching(clause))))

    def _add_pair(self, pair: Pair, scores: Scores) -> None:
        rarity = min(self.rarity(pair.first), self.rarity(pair.second))
        for probe in pair.probes:
            found = self.found(probe)
            frequency = found.counts / self._posts.norms[probe.field][found.posts]
            scores[found.posts] += PAIRS[probe.field] * rarity * saturated(frequency)

    def _add_titles(self, words: tuple[Weighted, ...], weights: list[float], scores: Scores) -> None:
        inside = np.zeros(len(scores))
        terms = np.zeros(len(scores), np.int64)
        counted: set[Pattern] = set()
        for word, weight in zip(words, weights, strict=True):
            probes = reasons.in_title(word.clause)
            if not probes:
                continue
            titled = self._posts.mask(*(self.found(probe).posts for probe in probes))
            inside[titled] += weight
            if probes[0].pattern not in counted:
                counted.add(probes[0].pattern)
                terms[titled] += reasons.terms(word.clause)
        share = np.minimum(1.0, terms / np.maximum(self._posts.title_lengths, 1))
        scores += title_match(inside, sum(weights), share)

    def _in_a_row(self, field: str, sequence: Sequence) -> Found:
        """Look where the rarest step stands; the sequence begins there, less the offset, if every other step stands at its offset.

        Places are read in posts only that have all of the steps.
        """
        having = {terms: self.found(Probe(field, Term(terms))).posts for terms in dict.fromkeys(terms for _offset, terms in sequence.steps)}
        among = reduce(np.logical_and, map(self._posts.mask, having.values()))
        if not among.any():
            return NOTHING
        places = {terms: self._places(field, terms, among) for terms in having}
        (first, rarest), *others = sorted(sequence.steps, key=lambda step: len(places[step[1]]))
        begins = places[rarest] - first
        for offset, terms in others:
            begins = begins[_among(begins + offset, places[terms])]
        posts, counts = np.unique(begins >> PLACE, return_counts=True)
        return Found(posts, counts)

    def _places(self, field: str, terms: tuple[str, ...], among: Mask) -> Places:
        parts = [self._terms.places(field, term, among) for term in terms]
        return parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts), kind="stable")


def _among(some: Places, places: Places) -> Mask:
    """Return which of `some` are among `places`, which are as many or more; both ascend. 500,000 among 500,000 take 27 ms."""
    at = np.searchsorted(places, some)
    at[at == len(places)] = 0
    found: Mask = places[at] == some
    return found
