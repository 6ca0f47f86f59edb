"""Reasons: the parts that the score of one post is the sum of.

This is the ranking written down once, post by post. The reference engine ranks by it, and every engine explains its results with it;
engines that score many posts at a time do the same sums over arrays, and the contract holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

from search import ranking
from search.analysis import is_unspaced
from search.page import Reason
from search.plan import Beginning, Clause, Probe, Sequence, Term, width
from search.ranking import WEIGHTS
from search.scoring import Pair, Scoring, Weighted


class Tally(Protocol):
    """What an index counts for the score of one post."""

    def rarity(self, clause: Clause) -> float:
        """Return the `ranking.idf` of the posts that match the clause."""

    def occurrences(self, probe: Probe) -> int:
        """Return how often the pattern stands in the field of the post."""

    def norm(self, field: str) -> float:
        """Return the `ranking.length_norm` of the field of the post."""

    def title_terms(self) -> int:
        """Return how many terms the title of the post has."""


def reasons(scoring: Scoring, tally: Tally) -> tuple[Reason, ...]:
    """Return the parts of the post's score, in the order of the query; those that are 0 are left out."""
    parts = [part for word in scoring.words for part in _of_word(word.clause, word.weight, tally)]
    parts += [part for pair in scoring.pairs for part in _of_pair(pair, tally)]
    if scoring.titled:
        parts += _of_title(scoring.words, tally)
    return tuple(part for part in parts if part.score)


def of_support(earned: float) -> tuple[Reason, ...]:
    """Return the part of a score that a result earns from others that are like it (`support.py`); () where it earns nothing."""
    return (Reason("alike", "", "", earned),) if earned else ()


def largest_first(parts: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the parts with the largest first; of equal ones in the order of the query."""
    return tuple(sorted(parts, key=lambda part: -part.score))


def _of_word(clause: Clause, weight: float, tally: Tally) -> Iterator[Reason]:
    """Yield the part of each field in which the clause stands: the clause's score in the shares of their weighted frequencies."""
    shares: dict[str, float] = {}
    for probe in clause.probes:
        if count := tally.occurrences(probe):
            name = named(probe.field)
            shares[name] = shares.get(name, 0.0) + WEIGHTS[probe.field] * count / tally.norm(probe.field)
    frequency = sum(shares.values())
    if frequency:
        score = weight * tally.rarity(clause) * ranking.saturated(frequency)
        for name, share in shares.items():
            yield Reason("word", spelled(clause), name, score * share / frequency)


def _of_pair(pair: Pair, tally: Tally) -> Iterator[Reason]:
    rarity = min(tally.rarity(pair.first), tally.rarity(pair.second))
    for probe in pair.probes:
        if count := tally.occurrences(probe):
            frequency = count / tally.norm(probe.field)
            score = ranking.PAIRS[probe.field] * rarity * ranking.saturated(frequency)
            yield Reason("pair", f"{spelled(pair.first)} {spelled(pair.second)}", named(probe.field), score)


def _of_title(words: tuple[Weighted, ...], tally: Tally) -> Iterator[Reason]:
    inside = [word for word in words if any(tally.occurrences(probe) for probe in in_title(word.clause))]
    if inside:
        weight, asked = (sum(word.weight * tally.rarity(word.clause) for word in some) for some in (inside, words))
        once = {in_title(word.clause)[0].pattern: word.clause for word in reversed(inside)}  # two forms of a word are one word of the title
        share = min(1.0, sum(map(terms, once.values())) / tally.title_terms())
        yield Reason("title", " ".join(spelled(word.clause) for word in inside), "title", ranking.title_match(weight, asked, share))


def in_title(clause: Clause) -> tuple[Probe, ...]:
    """Return the probes of the clause that look at the title, those for stems first."""
    return tuple(probe for probe in clause.probes if named(probe.field) == "title")


def terms(clause: Clause) -> int:
    """Return how many terms of a title the clause stands for."""
    pattern = clause.probes[-1].pattern
    return 1 if isinstance(pattern, Beginning) else width(pattern)


def spelled(clause: Clause) -> str:
    """Return what the clause looks for, in its folded form: `feed`, `"feed parser"` (exact forms only) or `fee*`."""
    pattern = clause.probes[-1].pattern
    match pattern:
        case Beginning(prefix):
            return f"{prefix}*"
        case Term(alternatives):
            text = alternatives[0]
        case Sequence(steps):
            text = _written([(offset, alternatives[0]) for offset, alternatives in steps])
    fields = {probe.field for probe in clause.probes}
    stems_wanted = any(f"{field}.exact" in fields for field in fields)
    return text if stems_wanted or not any(field.endswith(".exact") for field in fields) else f'"{text}"'


def _written(steps: list[tuple[int, str]]) -> str:
    """Return the terms of a row as text: with spaces, but for pairs of characters that overlap."""
    text = steps[0][1]
    for (before, one), (offset, other) in pairwise(steps):
        overlapping = offset == before + 1 and is_unspaced(other[0]) and len(one) > 1 and one[1:] == other[:-1]
        text += other[-1] if overlapping else f" {other}"
    return text


def named(field: str) -> str:
    """Return the name by which people know a text field: stems and exact forms are one."""
    plain = field.removesuffix(".exact")
    return "tag" if plain == "categories" else plain
