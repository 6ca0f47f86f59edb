"""Scoring: what counts for the relevance of a post, and how much. `ranking.py` has the numbers, `reasons.py` the sum.

`scoring` is pure: it weighs the clauses of a plan by how often they stand in the query and by whether they are function words, and
finds the neighbours among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search import plan, ranking, stopwords
from search.plan import STEM_FIELDS, Clause, Probe, Term


@dataclass(frozen=True, slots=True)
class Weighted:
    """A clause, and by what its score counts. `light` says that it is a function word."""

    clause: Clause
    weight: float
    light: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses that are neighbours in the query, and the probes for their terms in a row; never clauses of function words."""

    first: Clause
    second: Clause
    probes: tuple[Probe, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """What a post is scored by. `titled` says whether it counts how much of the title is asked for."""

    words: tuple[Weighted, ...]
    pairs: tuple[Pair, ...] = ()
    titled: bool = False

    def weights(self, rarity: Callable[[Clause], float]) -> dict[int, float]:
        """Return by the number of each word what it counts; `rarity` gives the idf of a clause. Passages are chosen by it."""
        return {number: word.weight * rarity(word.clause) for number, word in enumerate(self.words)}


def scoring(scored: Sequence[Clause], languages: Mapping[str | None, int]) -> Scoring:
    """Return what the clauses of a query, in its order (`Plan.scored`), make posts relevant by.

    `languages` says how many posts of the index are in each language: their function words weigh little.
    """
    light = stopwords.of(languages)
    times = Counter(scored)
    words = tuple(_weighted(clause, count, light=_is_light(clause, light)) for clause, count in times.items())
    neighbours = dict.fromkeys(two for two in pairwise(scored) if two[0] != two[1] and not any(_is_light(one, light) for one in two))
    pairs = (Pair(first, second, _in_a_row(first, second)) for first, second in neighbours)
    return Scoring(words, tuple(pair for pair in pairs if pair.probes)[: ranking.PAIRS_MOST], titled=True)


def _weighted(clause: Clause, times: int, *, light: bool) -> Weighted:
    return Weighted(clause, ranking.repeated(times) * (ranking.STOP_WORD if light else 1.0), light)


def _is_light(clause: Clause, light: Collection[str]) -> bool:
    """Say whether the clause asks for one function word."""
    pattern = clause.probes[-1].pattern
    return isinstance(pattern, Term) and pattern.terms[0] in light


def _in_a_row(first: Clause, second: Clause) -> tuple[Probe, ...]:
    """Return the probes for the stems of both clauses next to each other, in the fields that both ask for, in each of their spellings."""
    return tuple(
        Probe(field, plan.joined(one, other)) for field in STEM_FIELDS for one in _stems(first, field) for other in _stems(second, field)
    )


def _stems(clause: Clause, field: str) -> list[Term | plan.Sequence]:
    """Return the patterns in the stem field; phrases and beginnings have exact forms only."""
    return [probe.pattern for probe in clause.probes if probe.field == field and not isinstance(probe.pattern, plan.Beginning)]
