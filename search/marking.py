"""Marking: where in a text the words of a plan stand. The same for every engine; `highlight` makes snippets of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.analysis import TEXT_CHARACTERS, Analyzer, Token, is_unspaced, tokens
from search.needles import PAIR, Needles, Steps, joined, needles, word_end
from search.plan import Beginning, Plan, Sequence, Term

_BLOCK = 5_000
"""Characters that are looked at in one go, a post of 800 words."""
_ENOUGH = 200
"""Places after which reading ends, once every word of the plan has been seen: a post of 4,000 words has 200 times `the`."""
_FAR = 50_000
"""Characters after which reading ends, once there is something to show: 8,000 words take 1 ms, 15 ms where each has to be analysed."""
_PIECE = re.compile(r"\S+")
"""What stands between white space, where no word goes on."""
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
    known: dict[str | None, _Known] = field(default_factory=dict)
    """By language, what is known of pieces of text: the posts of a page say the same words, and one post says `the` 40 times."""

    def known_in(self, lang: str | None, analyzer: Analyzer) -> _Known:
        """Return what is known of pieces of posts of this language."""
        if lang not in self.known:
            self.known[lang] = _Known(self, lang, analyzer)
        return self.known[lang]


class _Known(dict[str, tuple[Place, ...]]):
    """The places in a piece of text, counted from its beginning; found when first asked for."""

    def __init__(self, wanted: Marks, lang: str | None, analyzer: Analyzer) -> None:
        super().__init__()
        self._wanted = wanted
        self._stem = analyzer.stemming(lang)
        self.begins = _Begins(wanted, self._stem)

    def __missing__(self, piece: str) -> tuple[Place, ...]:
        value = self[piece] = tuple(dict.fromkeys(_matches(tokens(piece), self._wanted, self._stem)))
        return value


class _Begins(dict[str, bool]):
    """Whether anything that is wanted begins in a row of exact terms; told when first asked for."""

    def __init__(self, wanted: Marks, stem: Callable[[str], str]) -> None:
        super().__init__()
        self._exact = {*wanted.exact, *(term for term, exact in wanted.rows if exact)}
        self._stems = {*wanted.stems, *(term for term, exact in wanted.rows if not exact)}
        self._prefixes = tuple(prefix for prefix, _word in wanted.beginnings)
        self._stem = stem

    def __missing__(self, row: str) -> bool:
        value = self[row] = any(map(self._is_wanted, row.split()))
        return value

    def _is_wanted(self, term: str) -> bool:
        return term in self._exact or term.startswith(self._prefixes) or self._stem(term) in self._stems


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
    known = wanted.known_in(lang, analyzer)
    found: list[Place] = []
    start = 0
    while start < len(text) and wanted.words:
        end = _block_end(text, start, start + max(_BLOCK, wanted.needles.further))
        block = text[start : word_end(text, end + max(wanted.needles.further, PAIR))]
        stretches = wanted.needles.stretches(analyzer.skeleton.of(block), lang)
        if stretches is None:
            stretches = _stretches(block, analyzer.rows(block), known.begins, wanted.needles.further)
        for low, high in stretches:
            at = start + low
            if inside := known[block[low:high]]:
                found += [Place(at + first, at + last, word) for first, last, word in inside if at + first < end]
        start = end
        if found and not whole and (start >= _FAR or (len(found) >= _ENOUGH and len({place.word for place in found}) == wanted.words)):
            break
    return Found(sorted(found), start if wanted.words else len(text))


def _stretches(block: str, rows: list[str], begins: Mapping[str, bool], further: int) -> list[tuple[int, int]]:
    """Return the parts of a text, in order and apart, that hold all that is wanted, where its skeleton does not tell.

    It is told by `rows`, the exact terms of each piece between white space: 0.3 ms for 500 words that are known to the analyzer, where
    reading all of the text takes 0.76.
    """
    telling = {row for row in set(rows) if begins[row]}
    if not telling:
        return []
    spans = [piece.span() for piece, row in zip(_PIECE.finditer(block), rows, strict=True) if row in telling]
    return joined((low, word_end(block, high + further) if further else high) for low, high in spans)


def _block_end(text: str, start: int, end: int) -> int:
    """Return where to go on reading after a block, `end` or before it: at a space, else where no word is cut.

    A run of a script without spaces may be cut; the pair over the edge is read with the block.
    """
    if end >= len(text):
        return len(text)
    return max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1 or word_end(text, end)


def _matches(found: list[Token], wanted: Marks, stem: Callable[[str], str]) -> Iterator[Place]:
    """Yield the places among tokens that follow each other in a text."""
    exact = [token.exact for token in found]
    stems = list(map(stem, exact))
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
