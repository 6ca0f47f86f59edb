"""Ranking: the results by relevance, in two steps, as search engines of many posts do it.

Tantivy chooses the best by a score of its own, which is near to ours and fast; these are scored anew by the sums of `scores.py` from
their records. So results stand in the order of their scores within the first `POOL`, and within each as many after them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Occur, Query

from search import ranking, scores, support
from search.cache import Cache
from search.engines.tantivy.matching import Matching
from search.engines.tantivy.ordering import ordered
from search.engines.tantivy.pool import Pool
from search.engines.tantivy.posts import Posts, Some
from search.engines.tantivy.schema import RECENCY
from search.plan import Beginning, Node, Probe, Term
from search.plan import Sequence as Row
from search.query import WINDOW
from search.scores import Scores
from search.scoring import Scoring

POOL = 250
"""Results that are chosen at a time."""
SAME = 1e-6
"""Share by which two scores differ that are the same: they have 24 bits, and are added up in another order in each segment."""
LEAST = 0.001
"""Score of a post that matches and holds none of the words, so that recency can put such posts in order."""
SHARES = {
    "title": 2.0,
    "title.exact": 0.5,
    "categories": 0.7,
    "categories.exact": 0.3,
    "creator": 2.4,
    "body": 1.0,
    "body.exact": 0.35,
}
"""What a term counts in a field for the choice. Tantivy adds fields up after saturation, ours are added before, so a title counts less."""
OF_BEGINNING = 32
"""Terms of a prefix whose frequencies count for the choice, those in most posts; the others count alike."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Some results in their order, with their scores and what of them they earn from each other (`support.py`)."""

    some: Some
    scores: Scores
    earned: Scores

    @property
    def nbytes(self) -> int:
        """Bytes that they take."""
        return self.some.nbytes + self.scores.nbytes + self.earned.nbytes

    def taken(self, places: NDArray[np.int64]) -> Ranked:
        """Return those at these places, in the order of the places."""
        return Ranked(self.some.taken(places.tolist()), self.scores[places], self.earned[places])


@dataclass(frozen=True, slots=True)
class Earned:
    """What the best results of a text earn from each other, by their ids."""

    by_id: dict[int, float]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        return 100 * len(self.by_id)


class Ranking:
    """The order of relevance in one index state."""

    def __init__(self, posts: Posts, matching: Matching, cache: Cache) -> None:
        """Take the parts of the index; what was put in order is kept in the cache."""
        self._posts = posts
        self._matching = matching
        self._cache = cache

    def ranked(self, scoring: Scoring, worded: Node, results: Node, part: slice) -> list[Ranked]:
        """Return the results in this part of their order, in one piece or two.

        `worded` are the posts that the text finds: filters, which `results` has too, change no score.
        """
        if not scoring.words:  # nothing tells one from another but its date
            some = ordered(self._posts, self._matching.query(results), part, oldest=False)
            return [Ranked(some, np.zeros(len(some.ids)), np.zeros(len(some.ids)))]
        pieces = []
        for number in range(part.start // POOL, (part.stop - 1) // POOL + 1):
            block = self._block(scoring, worded, results, number)
            first = number * POOL
            pieces.append(block.taken(np.arange(len(block.scores))[max(part.start - first, 0) : part.stop - first]))
        return pieces

    def pool(self, some: Some) -> Pool:
        """Return the counts of these posts."""
        return Pool(self._posts.records(some.addresses), self._posts.means, self._matching)

    def best(self, scoring: Scoring, results: Node, number: int = 0) -> Some:
        """Return the `POOL` best results by Tantivy's scores; with a number, those after so many pools. Equal ones: the newer first."""
        query, first, last = self._choosing(scoring, results), number * POOL, (number + 1) * POOL
        hits = self._hits(query, last + 1)
        if _tied(hits, first) or _tied(hits, last):  # which of them come before the border, their dates say
            hits = self._hits(query, max(WINDOW, last))
            some = self._posts.some(address for _score, address in hits)
            places = np.lexsort((some.ids, ~some.dates, np.array(_groups([score for score, _address in hits]))))
            return some.taken(places[first:last].tolist())
        return self._posts.some(address for _score, address in hits[first:last])

    def _hits(self, query: Query, count: int) -> list[tuple[float, DocAddress]]:
        """Return so many hits in the order of Tantivy's scores: 0.3 us each."""
        return self._posts.searcher.search(query, count, count=False, weight_by_field=RECENCY).hits

    def _block(self, scoring: Scoring, worded: Node, results: Node, number: int) -> Ranked:
        return self._cache.kept(("ranked", scoring, worded, results, number), lambda: self._scored(scoring, worded, results, number))

    def _scored(self, scoring: Scoring, worded: Node, results: Node, number: int) -> Ranked:
        by_id = self._cache.kept(("earned", scoring, worded), lambda: self._earned(scoring, worded)).by_id
        own = self._own(scoring, results, number)
        earned = np.array([by_id.get(one, 0.0) for one in own.some.ids.tolist()])
        return _in_order(Ranked(own.some, own.scores + earned, earned))

    def _own(self, scoring: Scoring, results: Node, number: int) -> Ranked:
        """Return results with the scores by their own words."""
        return self._cache.kept(("own", scoring, results, number), lambda: self._score(self.best(scoring, results, number), scoring))

    def _score(self, some: Some, scoring: Scoring) -> Ranked:
        found = scores.scored(scoring, self.pool(some))
        return Ranked(some, found, np.zeros(len(found)))

    def _earned(self, scoring: Scoring, worded: Node) -> Earned:
        share = support.share(scoring.words)
        if not share:
            return Earned({})
        own = self._own(scoring, worded, 0)
        chosen = _in_order(Ranked(own.some, support.chosen_by(own.scores), own.scores))
        best = chosen.taken(np.flatnonzero(chosen.scores > 0)[: ranking.SUPPORT_RESULTS])
        sketches = [record.sketch for record in self._posts.records(best.some.addresses)]
        earned = support.earned(best.earned.tolist(), sketches, share)
        return Earned(dict(zip(best.some.ids.tolist(), earned, strict=True)))

    def _choosing(self, scoring: Scoring, results: Node) -> Query:
        """Return the query whose scores are near to ours. What does not match is not scored, and each that does has a score."""
        parts = [(Occur.Must, Query.const_score_query(self._matching.query(results), LEAST))]
        for word in scoring.words:
            weight = word.weight * self._matching.rarity(word.clause)
            parts += [
                (Occur.Should, query) for probe in word.clause.probes for query in self._weighted(probe, weight * SHARES[probe.field])
            ]
        return Query.boolean_query(parts)

    def _weighted(self, probe: Probe, weight: float) -> Iterator[Query]:
        """Yield queries for the pattern that together weigh so much, whatever Tantivy thinks of the rarity of each term."""
        match probe.pattern:
            case Term(terms):
                yield from (self._alike(probe.field, term, weight) for term in terms)
            case Beginning() as beginning:
                terms = self._matching.terms(probe.field, beginning)
                yield from (self._alike(probe.field, term, weight) for term in terms[:OF_BEGINNING])
                if terms[OF_BEGINNING:]:
                    rest = Query.term_set_query(self._posts.schema, probe.field, list(terms[OF_BEGINNING:]))
                    yield Query.const_score_query(rest, weight)
            case Row(steps):
                rarity = sum(self._rarity(probe.field, terms[0]) for _offset, terms in steps)
                yield Query.boost_query(self._matching.probed(probe), weight / rarity)

    def _alike(self, field: str, term: str, weight: float) -> Query:
        return Query.boost_query(self._matching.term(field, term), weight / self._rarity(field, term))

    def _rarity(self, field: str, term: str) -> float:
        """Return what Tantivy takes for the idf of a term, about: it counts deleted posts too."""
        having = self._posts.searcher.doc_freq(field, term)
        return math.log(1 + (max(self._posts.count, having) - having + 0.5) / (having + 0.5))


def _tied(hits: Sequence[tuple[float, DocAddress]], place: int) -> bool:
    """Say whether the scores before and behind a place are the same."""
    return 0 < place < len(hits) and _same(hits[place - 1][0], hits[place][0])


def _groups(scores: Sequence[float]) -> list[int]:
    """Return a number for each score, falling ones, that rises where they differ."""
    return list(accumulate((not _same(one, other) for one, other in pairwise(scores)), initial=0))


def _same(one: float, other: float) -> bool:
    return one - other <= SAME * one


def _in_order(ranked: Ranked) -> Ranked:
    """Return the results by score, falling; of equal ones the newer first, then the smaller id."""
    return ranked.taken(np.lexsort((ranked.some.ids, ~ranked.some.dates, -ranked.scores)))
