"""Matching: nodes of a plan as Tantivy queries, and how many posts match them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import prod

from tantivy import FieldType, Occur, Query

from search import expansion
from search.cache import Cache
from search.engines.tantivy.posts import Posts
from search.engines.tantivy.schema import NEWEST, key_field
from search.expansion import Expansion
from search.facets import VALUE_FACETS
from search.instants import UNDATED, microseconds
from search.plan import AllOf, AnyOf, Beginning, Between, Clause, Excluding, HasKey, Node, Probe, Sequence, Term
from search.ranking import idf

SPELLED_OUT = 16
"""Rows of terms that a sequence of alternatives is written out to; where it stands for more, each step becomes a pattern."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which stands in no post."""
_PATTERN = re.compile(r"[\\.+*?()|\[\]{}^$]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of posts, kept in a cache."""

    posts: int
    nbytes: int = 32


class Matching:
    """Answers of one index state; what was counted is kept in the cache."""

    def __init__(self, posts: Posts, cache: Cache) -> None:
        """Take the parts of the index."""
        self._posts = posts
        self._cache = cache

    def query(self, node: Node) -> Query:
        """Return the query that matches what the node matches. Its scores mean nothing."""
        match node:
            case Clause(probes):
                return any_of(map(self.probed, probes))
            case HasKey(facet, key) if facet not in VALUE_FACETS or _SURROGATE.search(key):
                return Query.empty_query()
            case HasKey(facet, key):
                return Query.term_query(self._posts.schema, key_field(facet), key, "basic")
            case Between(after, before):
                start = UNDATED if after is None else microseconds(after) - 1
                end = None if before is None else microseconds(before)
                bounds = (start, end, False, end is None)
                return Query.range_query(self._posts.schema, NEWEST, FieldType.Integer, *bounds)
            case Excluding(inner):
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self.query(inner))])
            case AllOf(nodes):
                return all_of(map(self.query, nodes))
            case AnyOf(nodes):
                return any_of(map(self.query, nodes))

    def probed(self, probe: Probe) -> Query:
        """Return the query for the pattern in its field."""
        match probe.pattern:
            case Term((term,)):
                return self.term(probe.field, term)
            case Sequence(steps):
                return self._in_a_row(probe.field, steps)
            case pattern:
                return Query.term_set_query(self._posts.schema, probe.field, list(self.terms(probe.field, pattern)))

    def term(self, field: str, term: str) -> Query:
        """Return the query for one term."""
        return Query.term_query(self._posts.schema, field, term, "freq")

    def terms(self, field: str, pattern: Term | Beginning) -> tuple[str, ...]:
        """Return the terms any of which is looked for."""
        return pattern.terms if isinstance(pattern, Term) else self.expansion(field, pattern).terms

    def expansion(self, field: str, beginning: Beginning) -> Expansion:
        """Return what the prefix stands for in the field: of its terms those that `expansion.expand` tells to look at."""
        return self._cache.kept((field, beginning), lambda: self._expand(field, beginning))

    def count(self, node: Node) -> int:
        """Return the number of live posts that match."""
        return self._cache.kept(("count", node), lambda: Count(self.counted(self.query(node)))).posts

    def counted(self, query: Query) -> int:
        """Return the number of live posts that match the query."""
        count: int = self._posts.searcher.search(query, 1, count=True).count  # type: ignore[attr-defined] # its stubs leave it out
        return count

    def frequency(self, field: str, term: str) -> int:
        """Return the number of live posts that have the term in the field."""
        return self.counted(self.term(field, term))

    def rarity(self, clause: Clause) -> float:
        """Return the idf of the posts that match the clause."""
        return idf(self._posts.count, self.count(clause))

    def _expand(self, field: str, beginning: Beginning) -> Expansion:
        counts = dict(self._posts.listed(field, beginning.prefix))
        return Expansion(expansion.expand(beginning, counts), len(counts) > beginning.limit)

    def _in_a_row(self, field: str, steps: tuple[tuple[int, tuple[str, ...]], ...]) -> Query:
        schema, offsets = self._posts.schema, [offset for offset, _terms in steps]
        if prod(len(terms) for _offset, terms in steps) <= SPELLED_OUT:
            rows = product(*(terms for _offset, terms in steps))
            return any_of(Query.phrase_query(schema, field, list(zip(offsets, row, strict=True))) for row in rows)
        patterns = ["|".join(_PATTERN.sub(r"\\\g<0>", term) for term in terms) for _offset, terms in steps]
        return Query.regex_phrase_query(schema, field, list(zip(offsets, patterns, strict=True)))


def simplified(node: Node) -> Node:
    """Return a node that matches the same, without an AllOf that holds one node or none that asks for anything.

    What is asked for twice in other words, as the total of a query of one word and the rarity of that word, is then one key of the cache.
    """
    if not isinstance(node, AllOf):
        return node
    parts = [part for part in map(simplified, node.nodes) if part != AllOf(())]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def all_of(queries: Iterable[Query]) -> Query:
    """Return the query for what matches each; with none, every post."""
    wanted = list(queries)
    if len(wanted) < 2:  # noqa: PLR2004 - one query is itself
        return wanted[0] if wanted else Query.all_query()
    return Query.boolean_query([(Occur.Must, one) for one in wanted])


def any_of(queries: Iterable[Query]) -> Query:
    """Return the query for what matches some; with none, no post."""
    wanted = list(queries)
    if len(wanted) < 2:  # noqa: PLR2004 - one query is itself
        return wanted[0] if wanted else Query.empty_query()
    return Query.boolean_query([(Occur.Should, one) for one in wanted])
