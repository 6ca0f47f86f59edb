"""Marking: where in a text the words of a plan stand. The same for every engine; `highlight` makes snippets of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import SIGNS, TEXT_CHARACTERS, Analyzer, Token, is_unspaced, tokens
from search.plan import Beginning, Plan, Sequence, Term
from search.skeleton import DIGRAPHS, UNSURE
from search.stemming import rules

_BLOCK = 5_000
"""Characters that are looked at in one go, a post of 800 words; a row over the edge of two blocks is not marked."""
_STEP = 40
"""Characters that one more step of a row may take, separators included."""

_SUFFIXING = frozenset(
    ("catalan", "danish", "english", "french", "german", "italian", "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish")
)
"""Snowball rules that leave the beginning of a word alone, as `_needles` says. Of 145,000 words from real feeds they changed more
in a dozen, all of two or three letters; Finnish (doubled letters), Dutch (ge-) and Turkish changed hundreds."""


class Place(NamedTuple):
    """A half-open range of characters, and the number of the word of the plan that stands there."""

    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class Row:
    """Steps as in `plan.Sequence`, over exact terms or over stems; `word` is the number of the word of the plan."""

    steps: tuple[tuple[int, tuple[str, ...]], ...]
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
    further: int
    """Characters that may lie between the first term of a row and its last."""
    words: int
    """How many words ask for this field."""
    needles: re.Pattern[str]
    """Finds in the skeleton of a text all words that may have to be marked under `_SUFFIXING` rules."""


def marks(plan: Plan, field: str) -> Marks:
    """Return what the plan marks in the field `title` or `body`."""
    stems: dict[str, int] = {}
    exact: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    rows: defaultdict[tuple[str, bool], dict[Row, None]] = defaultdict(dict)
    numbers: set[int] = set()
    probes = ((number, probe) for number, clause in enumerate(plan.scored) for probe in clause.probes)
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
    needles = {needle for term in (*stems, *exact, *(term for term, _exact in rows)) for needle in _needles(term)}
    needles |= {(spelling[:4], False) for prefix in beginnings for spelling in _spellings(prefix)}
    further = max((row.steps[-1][0] for some in rows.values() for row in some), default=0) * _STEP
    begun = {first: tuple(some) for first, some in rows.items()}
    return Marks(stems, exact, tuple(beginnings.items()), begun, further, len(numbers), _pattern(needles))


def places(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer, enough: int | None = None) -> list[Place]:
    """Return where the text, of a post of this language, holds what is wanted, by start; places may overlap.

    With `enough`, the first ones: reading ends when there are so many and every word has been seen.
    """
    found: set[Place] = set()
    seen: set[int] = set()
    for low, high in _worth_reading(text[:TEXT_CHARACTERS], lang, wanted, analyzer):
        inside = list(_matches(tokens(text[low:high]), low, lang, wanted, analyzer))
        found.update(inside)
        seen.update(place.word for place in inside)
        if enough is not None and len(found) >= enough and len(seen) == wanted.words:
            break
    return sorted(found)


def _worth_reading(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Iterator[tuple[int, int]]:
    """Yield the parts of the text that hold all that can be marked, block by block."""
    start = 0
    while start < len(text) and wanted.words:
        end = min(start + _BLOCK, len(text))
        if end < len(text):
            end = text.rfind(" ", start, end) + 1 or end
        for low, high in _stretches(text[start:end], lang, wanted, analyzer):
            yield start + low, start + high
        start = end


def _matches(found: list[Token], offset: int, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Iterator[Place]:
    """Yield the places among tokens that follow each other in a text from `offset` on."""
    exact = [token.exact for token in found]
    stems = [analyzer.stem(term, lang) for term in exact]
    for number, token in enumerate(found):
        word = wanted.stems.get(stems[number], wanted.exact.get(token.exact))
        if word is not None:
            yield Place(offset + token.start, offset + token.end, word)
        for prefix, word in wanted.beginnings:
            if token.exact.startswith(prefix):
                yield Place(offset + token.start, offset + _end_of_beginning(found, number, prefix), word)
        for row in (*wanted.rows.get((token.exact, True), ()), *wanted.rows.get((stems[number], False), ())):
            terms = exact if row.exact else stems
            last = number + row.steps[-1][0]
            if last < len(terms) and all(terms[number + step] in any_of for step, any_of in row.steps):
                yield Place(offset + token.start, offset + found[last].end, row.word)


def _end_of_beginning(found: list[Token], number: int, prefix: str) -> int:
    """Return where to stop marking a token that begins so: after the word, but after the one character of a pair that was asked for."""
    token = found[number]
    pair = is_unspaced(prefix[0]) and token.exact != prefix and number + 1 < len(found)
    return found[number + 1].start if pair else token.end


def _stretches(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> list[tuple[int, int]]:
    """Return the parts of the text, in order and apart, that hold all that can be marked: the whole where it cannot be told quickly."""
    plain = analyzer.skeleton.of(text)
    if rules(lang) not in _SUFFIXING or UNSURE in plain:
        return [(0, len(text))]
    joined: list[tuple[int, int]] = [(0, 0)]
    for found in wanted.needles.finditer(plain):
        low = _word_start(plain, found.start(), joined[-1][1])
        high = _word_end(plain, found.end() + wanted.further) if wanted.further else found.end()
        if low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _word_start(plain: str, at: int, since: int) -> int:
    """Return `at`, or where to read from if an apostrophe stands before it, where the word may have begun or a `.net` ended.

    So too for a sign after a letter: it may be none.
    """
    before = plain[at - 1 : at]
    if before == "'" or (plain[at] in SIGNS and before.isalnum()):
        while at > since and (plain[at - 1] in "'._" or plain[at - 1].isalnum()):
            at -= 1
    return at


def _word_end(plain: str, at: int) -> int:
    """Return where the word ends that `at` may stand in."""
    while at < len(plain) and (plain[at] in "'+#" or plain[at].isalnum()):
        at += 1
    return min(at, len(plain))


def _pattern(needles: Iterable[tuple[str, bool]]) -> re.Pattern[str]:
    """Return what finds the needles at the beginnings of words in a skeleton, each to the end of its word.

    It may find more: words need not be told from others exactly to be read. What comes before a needle is looked at behind it, which
    leaves `re` to search for first letters: 20 us instead of 130 for 5,000 characters.
    """
    parts = []
    for needle, whole in sorted(needles):
        literal = re.escape(needle)
        spaced = needle[0] == "." or (needle[0].isalnum() and not is_unspaced(needle[0]))
        parts.append(f"{literal}{f'(?<![a-z0-9]{literal})' if spaced else ''}{'(?![a-z0-9])' if whole else ''}")
    return re.compile(f"(?:{'|'.join(parts) or '(?!)'})[\\w'+#]*")


def _needles(term: str) -> Iterator[tuple[str, bool]]:
    """Yield the beginnings of which every word with this stem has one; True where nothing may follow.

    Rules that work on endings change at most the last letter that they leave (`happi`), but for English `dying` -> `die`.
    """
    if is_unspaced(term[0]) or len(term) == 1:
        yield term, term.isalnum() and not is_unspaced(term[0])
        return
    for spelling in _spellings(term):
        yield spelling[: max(2, min(4, len(spelling) - 1))], False
    if len(term) == len("die") and term.endswith("ie"):
        yield f"{term[0]}y", False


def _spellings(term: str) -> set[str]:
    """Return how a word with this stem may begin in a skeleton.

    As the stem; with one letter where it was written with one that folds to two; with the e of a German umlaut, which its stems lose.
    """
    single = term
    for pair in DIGRAPHS:
        single = single.replace(pair, pair[0])
    umlauts = {f"{term[:at]}e{term[at:]}" for at in range(1, 5) if term[at - 1 : at] in ("a", "o", "u")}
    return {term, single} | umlauts
