"""Needles: where a text may hold words of a query, told at a glance. To read only there takes a tenth of the time, or less."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from search.analysis import SIGNS, is_mark, is_unspaced
from search.skeleton import DIGRAPHS, UNSURE
from search.stemming import rules

STEP = 40
"""Characters that one more step of a row may take, separators included."""
PAIR = 8
"""The same from one character pair to the next, where a step is one character and the marks on it."""

Steps = tuple[tuple[int, tuple[str, ...]], ...]
"""A row of terms, as in `plan.Sequence`."""

_SUFFIXING = frozenset(
    ("catalan", "danish", "english", "french", "german", "italian", "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish")
)
"""Snowball rules that leave the beginning of a word alone, as `_needles` says. Of 145,000 words from real feeds they changed more
in a dozen, all of two or three letters; Finnish (doubled letters), Dutch (ge-) and Turkish changed hundreds."""


@dataclass(frozen=True, slots=True)
class Needles:
    """What to look for in the skeleton of a text."""

    pattern: re.Pattern[str]
    """Finds the beginnings of all words that may have to be marked under `_SUFFIXING` rules."""
    further: int
    """Characters that may lie between the first term of a row and its last."""
    run: int
    """Characters of the longest text in a script of character pairs."""

    def stretches(self, plain: str, lang: str | None) -> list[tuple[int, int]] | None:
        """Return the parts of a skeleton, in order and apart, that hold all that can be marked; None where that cannot be told."""
        if rules(lang) not in _SUFFIXING or UNSURE in plain:
            return None
        stretches: list[tuple[int, int]] = []
        last = 0
        for found in self.pattern.finditer(plain):
            at, high = found.span()
            low = at if at and plain[at - 1] == " " else _word_start(plain, at, last)
            if self.run and is_unspaced(plain[at]):
                high = min(at + self.run, len(plain))
            high = word_end(plain, high + self.further) if self.further else high
            stretches.append((low, high))
            last = max(last, high)
        return joined(stretches)


def needles(terms: Iterable[str], beginnings: Iterable[str], rows: Iterable[Steps]) -> Needles:
    """Return the needles of terms, of beginnings of terms and of rows of them."""
    runs = {row: _run(row) for row in rows}
    looked_for = {(run, False) for run in runs.values() if run}
    looked_for.update((spelling[:4], False) for prefix in beginnings for spelling in _spellings(prefix))
    looked_for.update(needle for term in terms for needle in _needles(term))
    looked_for.update(needle for row, run in runs.items() if not run for term in row[0][1] for needle in _needles(term))
    further = max((_length(row) for row, run in runs.items() if not run), default=0)
    longest = max((len(needle) for needle, _whole in looked_for if is_unspaced(needle[0])), default=0)
    return Needles(_pattern(looked_for), further, longest)


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches, which are sorted by start, with those that overlap or touch as one."""
    apart: list[tuple[int, int]] = []
    for low, high in stretches:
        if apart and low <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(high, apart[-1][1]))
        else:
            apart.append((low, high))
    return apart


def word_end(text: str, at: int) -> int:
    """Return where the word ends that `at` may stand in; in a script of character pairs, after the marks of a character."""
    while at < len(text) and (text[at] in "'+#" or is_mark(text[at]) or (text[at].isalnum() and not is_unspaced(text[at]))):
        at += 1
    return min(at, len(text))


def _run(row: Steps) -> str:
    """Return the text that a row of overlapping character pairs is of: it can stand in one way only. Nothing for other rows."""
    pairs = [terms[0] for _step, terms in row if len(terms) == 1 and len(terms[0][1:]) == 1 and is_unspaced(terms[0][0])]
    whole = len(pairs) == len(row) and [step for step, _terms in row] == list(range(len(row)))
    overlapping = whole and all(one[1] == other[0] for one, other in pairwise(pairs))
    return pairs[0] + "".join(pair[1] for pair in pairs[1:]) if overlapping else ""


def _length(row: Steps) -> int:
    """Return how many characters may lie between the first term of the row and its last."""
    paired = [(step, is_unspaced(terms[0][0])) for step, terms in row]
    return sum((PAIR if one[1] and other[1] else STEP) * (other[0] - one[0]) for one, other in pairwise(paired))


def _word_start(plain: str, at: int, since: int) -> int:
    """Return `at`, or where to read from if what stands before it may belong to the word: an apostrophe, a letter that is not ASCII.

    `.net` is a word only where no letter, sign or pair ends before it; so is the sign of `@user` and `#tag`.
    """
    before = plain[at - 1 : at]
    dotted = plain[at] == "." and (before in "._" or is_unspaced(before)) if before else False
    signed = plain[at] in SIGNS and before.isalnum()
    if before == "'" or dotted or signed or (before > "~" and before.isalnum() and not is_unspaced(before)):
        while at > since and (plain[at - 1] in "'._" or plain[at - 1].isalnum()):
            at -= 1
    return at


def _pattern(needles: Collection[tuple[str, bool]]) -> re.Pattern[str]:
    """Return what finds the needles at the beginnings of words in a skeleton, each to the end of its word.

    It may find more: words need not be told from others exactly to be read. What comes before a needle is looked at behind it, which
    leaves `re` to search for first letters: 20 us instead of 130 for 5,000 characters. Needles of character pairs may overlap, so only
    the first character of one is taken.
    """
    parts = []
    for needle, whole in sorted(needles):
        if any((needle[:end], False) in needles for end in range(1, len(needle) + whole)) and not is_unspaced(needle[0]):
            continue  # `dat` finds what `data` does
        literal = re.escape(needle)
        spaced = needle[0] == "." or needle[0].isalnum()
        if is_unspaced(needle[0]):
            parts.append(f"{needle[0]}(?={needle[1:]})")
        else:
            parts.append(f"{literal}{f'(?<![a-z0-9]{literal})' if spaced else ''}{'(?![a-z0-9])' if whole and spaced else ''}[\\w'+#]*")
    return re.compile("|".join(parts) or "(?!)")


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
