"""Plan: a query as terms, the same for every engine. Engines match and score plans; none of them looks at an Expr.

`plan` is pure: it analyses the words of a query by `analysis` and spreads each over the fields it asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from search.analysis import Analyzer, Token, is_unspaced, tokens
from search.katakana import other_spellings
from search.query import EXPANSIONS, And, Expr, Not, Or, Phrase, Prefix, Query, Span, Value, Word


@dataclass(frozen=True, slots=True)
class Term:
    """Posts whose field holds one of these terms (the stems of one word in the languages of the index)."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Posts whose field holds these terms in a row. Each step is (offset from the start, alternatives); the first offset is 0."""

    steps: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Posts whose field holds a term that begins with `prefix`.

    Only the `limit` terms of highest document frequency (live posts), then alphabetical, are looked at (law 10).
    """

    prefix: str
    limit: int


Pattern = Term | Sequence | Beginning


@dataclass(frozen=True, slots=True)
class Probe:
    """What to look for in one text field."""

    field: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, phrase or prefix of the query: matches where any probe does; scored as one BM25F clause over its probes.

    A clause without probes (a word of no letters, as `***`) is never made.
    """

    probes: tuple[Probe, ...]


@dataclass(frozen=True, slots=True)
class HasKey:
    """Posts that have this folded key in the facet."""

    facet: str
    key: str


@dataclass(frozen=True, slots=True)
class Between:
    """Posts dated from `after` (inclusive) to `before` (exclusive); undated posts never match."""

    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True)
class Excluding:
    """Posts that do not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """Posts that match every node; with no node, every post."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Posts that match some node; with no node, none."""

    nodes: tuple[Node, ...]


Node = Clause | HasKey | Between | Excluding | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query asks for.

    `wanted` are the outermost words, which `match` may relax (law 15); `required` always holds; `scored` are the clauses that
    count for the score (those under no exclusion), in the order of the query and as often as they stand there.
    """

    wanted: tuple[Node, ...]
    required: AllOf
    scored: tuple[Clause, ...]


STEM_FIELDS = ("title", "body", "categories")
"""Fields with a row of stems and an exact row `<field>.exact` parallel to it."""
NAME_FIELD = "creator"
"""The field of names: it has exact terms only."""


def plan(query: Query, languages: Collection[str | None], analyzer: Analyzer) -> Plan:
    """Return what the query's text asks for; filters and the window from `after` to `before` are the engine's to add.

    `languages` are those of the posts in the index, None among them if some post has none: a word is looked for by its stems in each.
    A chosen language does not narrow them, so that no filter changes what the words find (laws 5 and 15).
    """
    exprs = query.expr.exprs if isinstance(query.expr, And) else (query.expr,)
    planner = _Planner(analyzer, tuple(languages) or (None,), limit=1)
    nodes = planner.every(exprs)
    beginnings = sum(
        isinstance(probe.pattern, Beginning) for node in dict.fromkeys(nodes) for clause in clauses(node) for probe in clause.probes
    )
    if beginnings > 0:
        nodes = replace(planner, limit=max(1, EXPANSIONS // beginnings)).every(exprs)
    scored = {node: tuple(clauses(node, excluded=False)) for node in nodes}  # a word typed twice is looked for once
    return Plan(
        wanted=tuple(node for node, asked in scored.items() if asked),
        required=AllOf(tuple(node for node, asked in scored.items() if not asked)),
        scored=tuple(clause for node in nodes for clause in scored[node]),
    )


def clauses(node: Node, *, excluded: bool = True) -> Iterator[Clause]:
    """Yield the clauses of a node from left to right, with those under an exclusion or without."""
    match node:
        case Clause():
            yield node
        case AllOf(nodes) | AnyOf(nodes):
            for inner in nodes:
                yield from clauses(inner, excluded=excluded)
        case Excluding(inner) if excluded:
            yield from clauses(inner, excluded=excluded)


@dataclass(frozen=True, slots=True)
class _Planner:
    """Turns expressions into nodes. What has no term in it (`***`) asks nothing and becomes None; so does what holds only such."""

    analyzer: Analyzer
    languages: tuple[str | None, ...]
    limit: int

    def every(self, exprs: Iterable[Expr]) -> tuple[Node, ...]:
        """Return the nodes of the expressions, in their order."""
        return tuple(node for node in map(self.node, exprs) if node is not None)

    def nodes(self, exprs: Iterable[Expr]) -> tuple[Node, ...]:
        """Return the nodes of the expressions; of equal ones the first, since it matches what the others do."""
        return tuple(dict.fromkeys(self.every(exprs)))

    def node(self, expr: Expr) -> Node | None:
        match expr:
            case Word(text, field):
                return self.words(text, tokens(text), field)
            case Phrase(text, field):
                return self.words(text, tokens(text), field, stems=False)
            case Prefix(text, field):
                return self.prefix(text, field)
            case Value(facet, key):
                return HasKey(facet, key)
            case Span(after, before):
                return Between(after, before)
            case Not(inner):
                node = self.node(inner)
                return None if node is None else Excluding(node)
            case And(exprs) | Or(exprs):
                nodes = self.nodes(exprs)
                if len(nodes) == 1:
                    return nodes[0]
                if exprs and not nodes:
                    return None
                return AllOf(nodes) if isinstance(expr, And) else AnyOf(nodes)

    def words(self, text: str, found: list[Token], field: str | None, *, stems: bool = True) -> Node | None:
        """Return the node of tokens in a row.

        A last character of a script of pairs that no pair before it holds is asked for as the beginning of a pair.
        """
        if not found:
            return None
        last, asked = found[-1], len(found)
        tail: tuple[Node, ...] = ()
        if is_unspaced(text[last.start]) and (asked == 1 or found[-2].end <= last.start):
            asked -= 1
            tail = (self.beginning(last.exact, field),)
        dropped = len(found) - asked
        spelled = map(tokens, other_spellings(text)) if stems else ()
        others = [row for other in spelled if (row := other[: len(other) - dropped])]
        head = (self.row(found[:asked], field, others, stems=stems),) if asked else ()
        return _all(*head, *tail)

    def prefix(self, text: str, field: str | None) -> Node | None:
        found = tokens(text)
        if not found or is_unspaced(text[found[-1].start]):
            return self.words(text, found, field, stems=False)
        head = self.words(text[: found[-1].start], found[:-1], field)
        return _all(*(() if head is None else (head,)), self.beginning(found[-1].exact, field))

    def row(self, found: list[Token], field: str | None, others: list[list[Token]], *, stems: bool) -> Clause:
        """Return the clause of a term, or of terms in a row, in the stem fields (if wanted) and the exact ones.

        `others` are rows of other spellings, which the stem fields are asked for too.
        """
        plain = _pattern(found, lambda exact: (exact,))
        probes = [Probe(name, plain) for name in _exact_fields(field)]
        if stems:
            stemmed = [_pattern(row, lambda exact: self.analyzer.alternatives(exact, self.languages)) for row in (found, *others)]
            probes[:0] = [Probe(name, pattern) for name in STEM_FIELDS if field in (None, name) for pattern in stemmed]
        return Clause(tuple(probes))

    def beginning(self, prefix: str, field: str | None) -> Clause:
        return Clause(tuple(Probe(name, Beginning(prefix, self.limit)) for name in _exact_fields(field)))


def joined(first: Term | Sequence, second: Term | Sequence) -> Sequence:
    """Return the sequence of the first pattern with the second right behind it."""
    behind = width(first)
    return Sequence((*_steps(first), *((behind + offset, terms) for offset, terms in _steps(second))))


def width(pattern: Term | Sequence) -> int:
    """Return how many positions a text has that is just what the pattern asks for."""
    last, terms = _steps(pattern)[-1]
    # Behind the last pair of a run stands its last character alone, which no pattern asks for.
    return last + (2 if len(terms[0]) > 1 and is_unspaced(terms[0][0]) else 1)


def _steps(pattern: Term | Sequence) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return pattern.steps if isinstance(pattern, Sequence) else ((0, pattern.terms),)


def _exact_fields(field: str | None) -> list[str]:
    return [*(f"{name}.exact" for name in STEM_FIELDS if field in (None, name)), *([NAME_FIELD] if field in (None, NAME_FIELD) else [])]


def _pattern(found: list[Token], terms: Callable[[str], tuple[str, ...]]) -> Term | Sequence:
    """Return the pattern of tokens in a row.

    The character alone at the end of a run of pairs is not asked for: the pair before it holds it, and in a post the run may go on.
    """
    steps = []
    for number, token in enumerate(found):
        held = number > 0 and found[number - 1].end > token.start
        if not held or (number + 1 < len(found) and found[number + 1].start < token.end):
            steps.append((number, terms(token.exact)))
    return Term(steps[0][1]) if len(steps) == 1 else Sequence(tuple(steps))


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else AllOf(nodes)
