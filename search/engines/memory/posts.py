"""The posts of one state: which of them match a node of a plan, and how they score. Term rows are read as they are, post by post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from search import expansion
from search.analysis import FILLER
from search.buckets import Bucket
from search.document import Analysed, Position
from search.facets import FACETS
from search.fields import TEXT_FIELDS
from search.plan import AllOf, AnyOf, Beginning, Between, Clause, Excluding, HasKey, Node, Probe, Sequence, Term
from search.ranking import WEIGHTS, idf, length_norm, saturated

Ids = set[str]
"""Ids of posts."""


@dataclass(frozen=True, slots=True)
class State:
    """One published state: its number, how far it has followed the archive, and its posts by id."""

    number: int
    position: Position
    posts: Mapping[str, Analysed]


class Posts:
    """The posts of a state, with their rows of terms by field and their pairs (key, label) by facet."""

    def __init__(self, state: State) -> None:
        """Lay out the posts by field and by facet."""
        self.documents = {post_id: analysed.document for post_id, analysed in state.posts.items()}
        self.rows = {name: {post_id: post.terms.get(name, "").split() for post_id, post in state.posts.items()} for name in TEXT_FIELDS}
        self.lengths = {name: {post_id: len(row) - row.count(FILLER) for post_id, row in rows.items()} for name, rows in self.rows.items()}
        self.means = {name: sum(lengths.values()) / max(len(lengths), 1) for name, lengths in self.lengths.items()}
        self.pairs = {facet.name: {post.id: dict(facet.values(post)) for post in self.documents.values()} for facet in FACETS.values()}

    def matching(self, node: Node) -> Ids:
        """Return the posts that match the node."""
        everything = set(self.documents)
        match node:
            case Clause(probes):
                return set().union(*map(self.occurrences, probes))
            case HasKey(facet, key):
                return self.having(facet, key)
            case Between(after, before):
                span = Bucket("", after, before)
                return {post.id for post in self.documents.values() if span.holds(post.date)}
            case Excluding(inner):
                return everything - self.matching(inner)
            case AllOf(nodes):
                return everything.intersection(*map(self.matching, nodes))
            case AnyOf(nodes):
                return set().union(*map(self.matching, nodes))

    def occurrences(self, probe: Probe) -> dict[str, int]:
        """Return how often the pattern occurs in the field of each post that has it."""
        rows = self.rows[probe.field]
        match probe.pattern:
            case Term(terms):
                steps: Sequence = Sequence(((0, terms),))
            case Beginning() as beginning:
                steps = Sequence(((0, expansion.expand(beginning, self.frequencies(probe.field, beginning.prefix))),))
            case Sequence() as steps:
                pass
        counts = {post_id: sum(_stands(steps, row, at) for at in range(len(row))) for post_id, row in rows.items()}
        return {post_id: count for post_id, count in counts.items() if count}

    def frequencies(self, field: str, prefix: str) -> Counter[str]:
        """Return for each term of the field that begins so the number of its posts."""
        return Counter(term for row in self.rows[field].values() for term in set(row) if term.startswith(prefix))

    def having(self, facet: str, key: str) -> Ids:
        """Return the posts that have the folded key in the facet."""
        return {post_id for post_id, pairs in self.pairs.get(facet, {}).items() if key in pairs}

    def scores(self, weighted: list[tuple[Clause, float]]) -> dict[str, float]:
        """Return the BM25F score of each post that matches a clause (`ranking.py`), each clause times its weight."""
        scores: dict[str, float] = {}
        for clause, weight in weighted:
            frequencies: dict[str, float] = {}
            for probe in clause.probes:
                for post_id, count in self.occurrences(probe).items():
                    norm = length_norm(probe.field, self.lengths[probe.field][post_id], self.means[probe.field])
                    frequencies[post_id] = frequencies.get(post_id, 0.0) + WEIGHTS[probe.field] * count / norm
            rarity = weight * idf(len(self.documents), len(frequencies))
            for post_id, frequency in frequencies.items():
                scores[post_id] = scores.get(post_id, 0.0) + rarity * saturated(frequency)
        return scores


def _stands(steps: Sequence, row: list[str], at: int) -> bool:
    return all(at + offset < len(row) and row[at + offset] in terms for offset, terms in steps.steps)
