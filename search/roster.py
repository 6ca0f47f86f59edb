"""Roster: rows of terms in an order. Finds the first rows that have what is typed without looking at every row.

One word, whole or half typed, is found among the sorted words of all rows, whose rows stand side by side. Several words in a row are
looked for in the text of all rows, but only where there are such words at all: a search for bytes in the titles of 100,000 posts (5 MB)
takes 1 to 4 ms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

FEW = 64
"""Rows that are put in order one by one. Where more have the words, those that begin with them are looked for on their own."""
END = "\U0010ffff"
"""Sorts behind every character of a term."""

Numbers = NDArray[np.int64]


class Roster:
    """Rows as `completion.row` makes them, none of them empty. They are numbered from 0 in the order that they come in."""

    def __init__(self, rows: Iterable[str]) -> None:
        """Take the rows apart: 0.1 s for the titles of 30,000 posts."""
        lines, lengths, flat = [], [], []
        numbers: dict[str, int] = {}
        for row in rows:
            terms = row.split()
            lines.append(f"\n{row}".encode())
            lengths.append(len(terms))
            flat += [numbers.setdefault(term, len(numbers)) for term in terms]
        self._text = b"".join([*lines, b"\n"])
        self._lines = np.cumsum([0, *map(len, lines)])
        self._lengths = np.array(lengths, np.uint16)
        self._words = sorted(numbers)
        rank = np.empty(len(numbers), np.int64)
        rank[[numbers[word] for word in self._words]] = np.arange(len(numbers))
        words = rank[np.array(flat, np.int64)]
        order = np.argsort(words, kind="stable")
        self._rows = np.repeat(np.arange(len(lines)), lengths)[order].astype(np.uint32)
        self._starts = np.searchsorted(words[order], np.arange(len(numbers) + 1))
        self._firsts = words[np.cumsum([0, *lengths])[:-1]]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about: a word takes 70."""
        arrays = (self._lines, self._lengths, self._rows, self._starts, self._firsts)
        return len(self._text) + sum(one.nbytes for one in arrays) + 70 * len(self._words)

    def first(self, typed: str, limit: int, *, beginning: bool = False) -> list[int]:
        """Return the numbers of the first `limit` rows that have `typed` (see `completion.beginning`).

        A row that is just that comes first; with `beginning` those that begin with it are next.
        """
        *before, last = typed.split()
        low, high = self._span(last, half_typed=not typed.endswith(" "))
        if low == high or any(len(set(self._span(term))) == 1 for term in before):
            return []
        found = self._by_text(typed, limit, beginning=beginning) if before else self._by_word(last, low, high, beginning=beginning)
        return list(islice(found, max(0, limit)))

    def _span(self, term: str, *, half_typed: bool = False) -> tuple[int, int]:
        """Return the first of the sorted words that are the term, or begin with it, and the first behind them."""
        low = bisect_left(self._words, term)
        return low, bisect_left(self._words, term + END if half_typed else f"{term}\0", low)

    def _by_word(self, term: str, low: int, high: int, *, beginning: bool) -> Iterator[int]:
        """Yield the rows that have one of the words from `low` to `high`."""
        found = np.zeros(len(self._lengths), np.bool_)
        found[self._rows[self._starts[low] : self._starts[high]]] = True
        whole = (self._lengths == 1) & (self._firsts == low) & (self._words[low] == term)
        begins = (self._firsts >= low) & (self._firsts < high) & beginning
        for tier in (whole, begins & ~whole, found & ~begins & ~whole):
            yield from tier.nonzero()[0].tolist()

    def _by_text(self, typed: str, limit: int, *, beginning: bool) -> Iterable[int]:
        """Return the rows that have the words in a row; the first `limit` of them are right."""
        whole, begins = f"\n{typed.rstrip()} \n", f"\n{typed}"
        few = list(islice(self._holding(typed), max(FEW, limit) + 1))
        if len(few) <= max(FEW, limit):
            rows = {number: self._text[self._lines[number] : self._lines[number + 1] + 1].decode() for number in few}
            return sorted(few, key=lambda number: (rows[number] != whole, beginning and not rows[number].startswith(begins)))
        return dict.fromkeys(chain(*(islice(self._holding(pattern), limit) for pattern in (whole, begins)[: 1 + beginning]), few))

    def _holding(self, pattern: str) -> Iterator[int]:
        """Yield the numbers of the rows that hold the pattern, each once."""
        wanted = pattern.encode()
        at = self._text.find(wanted)
        while at >= 0:
            number = int(np.searchsorted(self._lines, at, side="right")) - 1
            yield number
            at = self._text.find(wanted, int(self._lines[number + 1]))
