"""Spelling: which words of an archive a misspelt word may mean. It knows no query; `correcting.py` says which words are misspelt.

Slips are counted as a swap of two neighbours, a letter left out, added or replaced (optimal string alignment distance).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.analysis import is_unspaced, tokens
from search.document import Document
from search.fields import FIELDS

SHORTEST = 4
"""Letters of the shortest word that is corrected: every word of three has a neighbour at one slip."""
TWO_SLIPS = 8
"""Letters from which on two slips are looked for; in shorter words they make another word."""
LONGEST = 32
"""Letters of the longest word that is corrected or suggested: longer ones are addresses and keys."""
SHORTEST_MEANT = 3
"""Letters of the shortest word that is suggested."""

COMMON_SLIP = 20
"""How much likelier one letter left out, one doubled or two swapped is than any one replaced or added. Of slips about a third leave a
letter out, a quarter add one, a fifth replace one and an eighth swap two (Pollock and Zamora 1984), but there are 25 letters to replace
each one by, and one way to leave it out."""
FIRST_LETTER = 10
"""How much likelier a slip is behind the first letter than in it."""

Near = tuple[int, str]
"""Slips, and the word that they lead to."""
Letters = NDArray[np.uint32]
"""Letters by their code points: a row for each place, a column for each word, 0 after the end of a word."""
Slips = NDArray[np.int8]
"""A number of slips for each word."""


class Vocabulary(Protocol):
    """The words of an index, as they stand in posts (exact terms). An engine supplies it."""

    @property
    def words(self) -> Words:
        """All of them; some that stand in no live post may be among them."""

    def posts(self, term: str, field: str | None) -> int:
        """Return in how many live posts the term stands: in that text field, or in the one of `exact_fields` that has it most."""

    def newest(self, term: str) -> Document | None:
        """Return the newest live post in which the term stands, in any of `exact_fields`; None where none has it."""


def exact_fields(field: str | None) -> tuple[str, ...]:
    """Return the fields of exact terms in which a query's field (None for all) is looked for."""
    return tuple(one.name for one in FIELDS if one.kind == "exact" and field in (None, one.of or one.name))


def written(term: str, document: Document) -> str:
    """Return the term as the post writes it, in small letters, where it does so most: a term lacks accents and final letters.

    The term itself where the post, of which as much is read as is searched, does not have it.
    """
    texts = (document.title, *document.categories, *document.creators, *document.creator_aliases, document.body)
    forms = Counter(text[token.start : token.end].lower() for text in texts for token in tokens(text) if token.exact == term)
    return forms.most_common(1)[0][0] if forms else term


def is_word(term: str) -> bool:
    """Say whether the term is a word that has a spelling: of letters only, in no script of character pairs, of no code's length."""
    if not SHORTEST_MEANT <= len(term) <= LONGEST:
        return False
    return (term.isascii() and term.isalpha()) or all(map(_is_letter, term))


def _is_letter(char: str) -> bool:
    return (char.isalpha() or unicodedata.category(char).startswith("M")) and not is_unspaced(char)


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have: none in what has no spelling and in short words."""
    if len(word) < SHORTEST or not is_word(word):
        return 0
    return 1 if len(word) < TWO_SLIPS else 2


def likelihood(typed: str, meant: str) -> float:
    """Return how likely it is to type the one and mean the other, against other words of as many slips."""
    common = (
        len(meant) > len(typed)
        or (len(meant) == len(typed) and sorted(meant) == sorted(typed))
        or any(one == other and typed[:place] + typed[place + 1 :] == meant for place, (one, other) in enumerate(pairwise(typed)))
    )
    return (COMMON_SLIP if common else 1) / (1 if meant[0] == typed[0] else FIRST_LETTER)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Words of one length: their letters (a row for each word), and of each word the set of its letters as bits."""

    letters: Letters
    sets: NDArray[np.uint64]


class Words:
    """Many words, laid out so that those near a given one are found fast.

    Those of one length are one array. 61,819 terms of 6,574 posts take 2 MB and are laid out in 0.2 s; a look takes about 1 ms, so
    that no library for distances is needed beside numpy.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        """Lay out those of the terms that are words."""
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for term in terms:
            if is_word(term):
                by_length[len(term)].append(term)
        self._shelves = {length: _shelf(words, length) for length, words in by_length.items()}

    @property
    def nbytes(self) -> int:
        """Bytes that the arrays take."""
        return sum(shelf.letters.nbytes + shelf.sets.nbytes for shelf in self._shelves.values())

    def near(self, word: str) -> tuple[Near, ...]:
        """Return the other words within the slips that the word may have, fewest slips first, then alphabetically."""
        most = slips_allowed(word)
        found: list[Near] = []
        if most:
            lengths, letters = self._alike(word, most)
            slips = _slips(word, letters, most)[lengths, np.arange(len(lengths))]
            for place in (slips <= most).nonzero()[0].tolist():
                other = "".join(map(chr, letters[: lengths[place], place].tolist()))
                found.append((int(slips[place]), other))
        return tuple(sorted(one for one in found if one[0]))

    def _alike(self, word: str, most: int) -> tuple[NDArray[np.int64], Letters]:
        """Return lengths and letters of the words that may be near: a slip changes the length by one and the set by two at most."""
        wanted = _sets(np.array([[ord(char) for char in word]], np.uint32))[0]
        width = len(word) + most
        lengths, letters = [np.zeros(0, np.int64)], [np.zeros((width, 0), np.uint32)]
        for length in range(len(word) - most, width + 1):
            if shelf := self._shelves.get(length):
                chosen = shelf.letters[np.bitwise_count(shelf.sets ^ wanted) <= 2 * most].T
                lengths.append(np.full(chosen.shape[1], length))
                letters.append(np.pad(chosen, ((0, width - length), (0, 0))))
        return np.concatenate(lengths), np.concatenate(letters, axis=1)


def _shelf(words: list[str], length: int) -> _Shelf:
    letters = np.array(words, f"<U{length}").view(np.uint32).reshape(len(words), length)
    letters = np.unique(letters, axis=0)
    return _Shelf(letters, _sets(letters))


def _sets(letters: Letters) -> NDArray[np.uint64]:
    """Return the set of letters of each row as 64 bits; letters that share a bit only make words look more alike."""
    sets: NDArray[np.uint64] = np.bitwise_or.reduce(np.uint64(1) << (letters.astype(np.uint64) & np.uint64(63)), axis=1)
    return sets


def _slips(word: str, letters: Letters, most: int) -> Slips:
    """Return for each length the slips from the word to the first letters of each other one; above `most` they only say so.

    The usual table of edit distances with all words side by side, and no cell that is further than `most` from its diagonal.
    """
    width, count = letters.shape
    far = np.full(count, most + 1, np.int8)
    before, above = [far] * (width + 1), [np.full(count, place, np.int8) if place <= most else far for place in range(width + 1)]
    codes = [ord(char) for char in word]
    for row, code in enumerate(codes, 1):
        here = [np.full(count, row, np.int8) if row <= most else far, *[far] * width]
        for place in range(max(1, row - most), min(width, row + most) + 1):
            letter = letters[place - 1]
            least = np.minimum(above[place - 1] + (letter != code), np.minimum(above[place], here[place - 1]) + np.int8(1))
            if row > 1 and place > 1:
                swapped = (letter == codes[row - 2]) & (letters[place - 2] == code)
                least = np.where(swapped, np.minimum(least, before[place - 2] + np.int8(1)), least)
            here[place] = least
        before, above = above, here
    return np.stack(above)
