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
from search.page import Reason
from search.plan import AllOf, AnyOf, Beginning, Between, Clause, Excluding, HasKey, Node, Probe, Sequence, Term
from search.ranking import idf, length_norm
from search.reasons import reasons
from search.scoring import Scoring

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
        self._occurrences: dict[Probe, dict[str, int]] = {}
        self._rarities: dict[Clause, float] = {}

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
        """Return how often the pattern occurs in the field of each post that has it; what was counted once is remembered."""
        if probe in self._occurrences:
            return self._occurrences[probe]
        rows = self.rows[probe.field]
        match probe.pattern:
            case Term(terms):
                steps: Sequence = Sequence(((0, terms),))
            case Beginning() as beginning:
                steps = Sequence(((0, expansion.expand(beginning, self.frequencies(probe.field, beginning.prefix))),))
            case Sequence() as steps:
                pass
        counts = {post_id: sum(_stands(steps, row, at) for at in range(len(row))) for post_id, row in rows.items()}
        self._occurrences[probe] = {post_id: count for post_id, count in counts.items() if count}
        return self._occurrences[probe]

    def frequencies(self, field: str, prefix: str) -> Counter[str]:
        """Return for each term of the field that begins so the number of its posts."""
        return Counter(term for row in self.rows[field].values() for term in set(row) if term.startswith(prefix))

    def having(self, facet: str, key: str) -> Ids:
        """Return the posts that have the folded key in the facet."""
        return {post_id for post_id, pairs in self.pairs.get(facet, {}).items() if key in pairs}

    def scores(self, scoring: Scoring) -> dict[str, float]:
        """Return the score of each post that matches a clause."""
        found = {post_id for word in scoring.words for post_id in self.matching(word.clause)}
        return {post_id: sum(part.score for part in self.reasons(scoring, post_id)) for post_id in found}

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause; remembered, since every post that is scored asks for it."""
        if clause not in self._rarities:
            self._rarities[clause] = idf(len(self.documents), len(self.matching(clause)))
        return self._rarities[clause]

    def reasons(self, scoring: Scoring, post_id: str) -> tuple[Reason, ...]:
        """Return the parts of the post's score."""
        return reasons(scoring, _Tally(self, post_id))


@dataclass(frozen=True, slots=True)
class _Tally:
    """What the state counts for the score of one post."""

    posts: Posts
    post_id: str

    def rarity(self, clause: Clause) -> float:
        return self.posts.rarity(clause)

    def occurrences(self, probe: Probe) -> int:
        return self.posts.occurrences(probe).get(self.post_id, 0)

    def norm(self, field: str) -> float:
        return length_norm(field, self.posts.lengths[field][self.post_id], self.posts.means[field])

    def title_terms(self) -> int:
        return self.posts.lengths["title"][self.post_id]


def _stands(steps: Sequence, row: list[str], at: int) -> bool:
    return all(at + offset < len(row) and row[at + offset] in terms for offset, terms in steps.steps)
