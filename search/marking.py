"""Marking: where in a text the words of a plan stand. The same for every engine; `highlight` makes snippets of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import TEXT_CHARACTERS, Analyzer, Token, is_unspaced, tokens
from search.needles import PAIR, Needles, Steps, needles, word_end
from search.plan import Beginning, Plan, Sequence, Term

_BLOCK = 5_000
"""Characters that are looked at in one go, a post of 800 words."""
_ENOUGH = 200
"""Places after which reading ends, once every word of the plan has been seen: a post of 4,000 words has 200 times `the`."""
_FAR = 50_000
"""Characters after which reading ends, once there is something to show: 8,000 words take 1 ms, 15 ms where each has to be analysed."""
_LONG = 64
"""Steps beyond which the places of a row do not overlap. Looking for 1,500 times the same word in a text of nothing else took 5 s."""


class Place(NamedTuple):
    """A half-open range of characters, and the number of the word of the plan that stands there."""

    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class Row:
    """Steps as in `plan.Sequence`, over exact terms or over stems; `word` is the number of the word of the plan."""

    steps: Steps
    exact: bool
    word: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in one field: the words of a plan by number, none of them excluded ones."""

    stems: Mapping[str, int]
    exact: Mapping[str, int]
    beginnings: tuple[tuple[str, int], ...]
    rows: Mapping[tuple[str, bool], tuple[Row, ...]]
    """By each term that may be their first, and whether it is an exact one: a query of 256 hyphened words has 512 rows."""
    words: int
    """How many words ask for this field."""
    needles: Needles
    """Where in a text to look for them."""
    weights: Mapping[int, float]
    """How much each word tells a passage from another; 1 for a word that is not in it."""


class Found(NamedTuple):
    """What stands in a text, by start (places may overlap), and how many of its characters were read."""

    places: list[Place]
    end: int


def marks(plan: Plan, field: str, weights: Mapping[int, float] | None = None) -> Marks:
    """Return what the plan marks in the field `title` or `body`.

    `weights` says by the number of a clause, among the different ones of `plan.scored` in their order, how much it counts when the best
    passage is chosen: its weight in the score times its idf, never below 0.
    """
    stems: dict[str, int] = {}
    exact: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    rows: defaultdict[tuple[str, bool], dict[Row, None]] = defaultdict(dict)
    numbers: set[int] = set()
    probes = ((number, probe) for number, clause in enumerate(dict.fromkeys(plan.scored)) for probe in clause.probes)
    for number, probe in probes:
        if probe.field not in (field, f"{field}.exact"):
            continue
        numbers.add(number)
        match probe.pattern:
            case Term(terms):
                for term in terms:
                    (stems if probe.field == field else exact).setdefault(term, number)
            case Sequence(steps):
                row = Row(steps, probe.field != field, number)
                for term in steps[0][1]:
                    rows[term, row.exact][row] = None
            case Beginning(prefix):
                beginnings.setdefault(prefix, number)
    sought = needles([*stems, *exact], beginnings, (row.steps for some in rows.values() for row in some))
    begun = {first: tuple(some) for first, some in rows.items()}
    return Marks(stems, exact, tuple(beginnings.items()), begun, len(numbers), sought, weights or {})


def places(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer, *, whole: bool = False) -> Found:
    """Return where the text, of a post of this language, holds what is wanted.

    An ordinary post is read whole, a longer one as far as `_ENOUGH` and `_FAR` say, unless it is wanted `whole`.
    """
    text = text[:TEXT_CHARACTERS]
    found: set[Place] = set()
    known: dict[str, list[Place]] = {}  # a text that says `the` has it 40 times
    start = 0
    while start < len(text) and wanted.words:
        end = _block_end(text, start, start + max(_BLOCK, wanted.needles.further))
        block = text[start : word_end(text, end + max(wanted.needles.further, PAIR))]
        for low, high in wanted.needles.stretches(analyzer.skeleton.of(block), lang):
            piece = block[low:high]
            if piece not in known:
                known[piece] = list(_matches(tokens(piece), lang, wanted, analyzer))
            at = start + low
            found.update(Place(at + place.start, at + place.end, place.word) for place in known[piece] if at + place.start < end)
        start = end
        if found and not whole and (start >= _FAR or (len(found) >= _ENOUGH and len({place.word for place in found}) == wanted.words)):
            break
    return Found(sorted(found), start if wanted.words else len(text))


def _block_end(text: str, start: int, end: int) -> int:
    """Return where to go on reading after a block, `end` or before it: at a space, else where no word is cut.

    A run of a script without spaces may be cut; the pair over the edge is read with the block.
    """
    if end >= len(text):
        return len(text)
    return max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1 or word_end(text, end)


def _matches(found: list[Token], lang: str | None, wanted: Marks, analyzer: Analyzer) -> Iterator[Place]:
    """Yield the places among tokens that follow each other in a text."""
    exact = [token.exact for token in found]
    stems = [analyzer.stem(term, lang) for term in exact]
    passed: dict[int, int] = {}
    for number, token in enumerate(found):
        word = wanted.stems.get(stems[number], wanted.exact.get(token.exact))
        if word is not None:
            yield Place(token.start, token.end, word)
        for prefix, word in wanted.beginnings:
            if token.exact.startswith(prefix):
                yield Place(token.start, _end_of_beginning(found, number, prefix), word)
        for row in (*wanted.rows.get((token.exact, True), ()), *wanted.rows.get((stems[number], False), ())):
            terms = exact if row.exact else stems
            last = number + row.steps[-1][0]
            if last >= len(terms) or number < passed.get(row.word, 0):
                continue
            if all(terms[number + step] in any_of for step, any_of in row.steps):
                yield Place(token.start, found[last].end, row.word)
                if len(row.steps) > _LONG:
                    passed[row.word] = last + 1


def _end_of_beginning(found: list[Token], number: int, prefix: str) -> int:
    """Return where to stop marking a token that begins so: after the word, but after the one character of a pair that was asked for."""
    token = found[number]
    pair = is_unspaced(prefix[0]) and token.exact != prefix and number + 1 < len(found)
    return found[number + 1].start if pair else token.end
