"""Numbering: the terms of posts as numbers, so that a word is looked up once and not once in every step that handles it.

What is known of words is kept from post to post; what comes of a post stands by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

KEPT = 64
"""Characters of the longest piece that is kept: a longer one (a sentence in Chinese) does not come again."""


class Numbered(Mapping[str, str]):
    """Rows of terms by field, as in `Analysed.terms`, held as numbers; a row is put together when it is asked for."""

    __slots__ = ("codes", "ends", "vocabulary")

    def __init__(self, vocabulary: list[str], codes: Numbers, ends: dict[str, int]) -> None:
        """Take what the rows are made of.

        `vocabulary` are the different terms, `codes` the places in it of all terms, row after row, and `ends` says by field where in
        these a row ends.
        """
        self.vocabulary = vocabulary
        self.codes = codes
        self.ends = ends

    def first(self, field: str, most: int | None = None) -> Iterator[str]:
        """Yield the terms of the row of a field, or the first `most` of them; none where there is no such row."""
        start = 0
        for name, end in self.ends.items():
            if name == field:
                return map(self.vocabulary.__getitem__, self.codes[start:end][:most].tolist())
            start = end
        return iter(())

    def __getitem__(self, field: str) -> str:
        """Return the row of a field."""
        if field not in self.ends:
            raise KeyError(field)
        return " ".join(self.first(field))

    def __iter__(self) -> Iterator[str]:
        """Yield the fields."""
        return iter(self.ends)

    def __len__(self) -> int:
        """Return how many fields there are."""
        return len(self.ends)


def numbered(rows: Mapping[str, str]) -> Numbered:
    """Return these rows as numbers."""
    if isinstance(rows, Numbered):
        return rows
    terms = [row.split() for row in rows.values()]
    places = {term: place for place, term in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
    codes = np.fromiter(map(places.__getitem__, chain.from_iterable(terms)), np.int32)
    return Numbered(list(places), codes, dict(zip(rows, accumulate(map(len, terms)), strict=True)))


class Numbering:
    """The numbers of the terms met so far, and which of them the pieces of a text are. For one thread at a time."""

    def __init__(self, exact: Callable[[str], str], most: int) -> None:
        """Start with none. `exact` gives the row of terms of a piece without white space; at `most` terms it is `full`."""
        self._exact = exact
        self._most = most
        self._terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._pieces = _Pieces(self)
        self._several: list[list[int]] = []
        self._stems: dict[str, Numbers] = {}
        """By rules, the number of the stem of each term; -1 where it is not known yet."""
        self._last = np.empty(0, np.int32)
        """By number, its last place in the rows of the post in work."""

    @property
    def full(self) -> bool:
        """Whether to begin anew."""
        return max(len(self._terms) // 3, len(self._pieces), len(self._several)) >= self._most

    def number(self, term: str) -> int:
        """Return the number of a term."""
        found = self._numbers.setdefault(term, len(self._terms))
        if found == len(self._terms):
            self._terms.append(term)
        return found

    def place(self, piece: str) -> int:
        """Return the number of the one term of a piece, or what leads to the several or none that it has: -1 less their place."""
        terms = self._exact(piece).split()
        if len(terms) == 1:
            return self.number(terms[0])
        self._several.append(list(map(self.number, terms)))
        return -len(self._several)

    def exact(self, text: str) -> Numbers:
        """Return the numbers of the text's exact terms, one for each position."""
        pieces = text.split()
        found = np.fromiter(map(self._pieces.__getitem__, pieces), np.int32, len(pieces))
        places = np.flatnonzero(found < 0)
        if not len(places):
            return found
        several = [self._several[-1 - place] for place in found[places].tolist()]
        counts = np.ones(len(found), np.intp)
        counts[places] = list(map(len, several))
        found = np.repeat(found, counts)
        found[found < 0] = np.fromiter(chain.from_iterable(several), np.int32)
        return found

    def stems(self, exact: Numbers, rules: str, stem: Callable[[str], str]) -> Numbers:
        """Return the numbers of the stems of exact terms, position by position; `stem` does what the `rules` of this name say."""
        known = self._stems.get(rules, np.empty(0, np.int32))
        if len(known) < len(self._terms):
            known = self._stems[rules] = np.concatenate([known, np.full(2 * len(self._terms) - len(known), -1, np.int32)])
        found = known[exact]
        unknown = exact[found < 0]
        if len(unknown):
            for number in set(unknown.tolist()):
                known[number] = self.number(stem(self._terms[number]))
            found = known[exact]
        return found

    def rows(self, rows: Mapping[str, Numbers]) -> Numbered:
        """Return these rows of numbers as those of a post, which no longer need what is known here."""
        numbers = np.concatenate(list(rows.values()))
        places = np.arange(len(numbers), dtype=np.int32)
        if len(self._last) < len(self._terms):
            self._last = np.empty(2 * len(self._terms), np.int32)
        self._last[numbers] = places  # of a number that comes again, the last one stays; this takes half the time of `numpy.unique`
        last = self._last[numbers]
        distinct = last == places
        codes = (np.cumsum(distinct, dtype=np.int32) - 1)[last]
        vocabulary = list(map(self._terms.__getitem__, numbers[distinct].tolist()))
        return Numbered(vocabulary, codes, dict(zip(rows, accumulate(map(len, rows.values())), strict=True)))

    def joined(self, rows: Iterable[Numbers], filler: str) -> Numbers:
        """Return the rows that are not empty as one, with the filler between any two."""
        between = np.array([self.number(filler)], np.int32)
        parts = [part for row in rows if len(row) for part in (between, row)]
        return np.concatenate(parts[1:]) if parts else between[:0]


class _Pieces(dict[str, int]):
    """`Numbering.place` of the pieces met so far."""

    def __init__(self, numbering: Numbering) -> None:
        self._place = numbering.place

    def __missing__(self, piece: str) -> int:
        place = self._place(piece)
        if len(piece) <= KEPT:
            self[piece] = place
        return place
