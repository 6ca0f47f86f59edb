"""Skeleton: a text folded character by character, so that it keeps its length: a quick look at where words may begin."""

from __future__ import annotations

import re
import unicodedata

from search import gershayim
from search.folding import APOSTROPHES, fold

UNSURE = "\x00"
"""Stands for a character that folding joins to others (a mark, a joiner). In a text with it, words may begin otherwise than they look."""

_TYPOGRAPHIC = (
    *((char, "'") for char in "\u2019\u2018"),
    *((char, '"') for char in "\u201c\u201d"),
    *((char, " ") for char in "\x00\t\n\xa0\u2013\u2014\u2022\u2026"),
)
"""What makes most English posts more than ASCII. 12 replacements of 4,000 characters take 20 us, `str.translate` 150 us."""

_ODD = re.compile(r"[^\x00-\x7f]+")
_FEW = 30
"""Different characters outside ASCII, besides these, up to which they are replaced one by one: names with accents take 45 us then."""

DIGRAPHS = ("ss", "ae", "oe")
"""What the commonest letters that fold to two become; their skeleton is the first of the two."""


class Skeleton(dict[int, str]):
    """A table for `str.translate`: code point -> one character. It fills as characters come up; there are at most 1.1 million."""

    def __missing__(self, code: int) -> str:
        """Compute and keep the entry of a character that comes up for the first time."""
        self[code] = value = _skeleton(chr(code))
        return value

    def of(self, text: str) -> str:
        """Return the skeleton of a text: lower case, with white space as spaces and the marks of single letters stripped."""
        for typed, same in _TYPOGRAPHIC:
            text = text.replace(typed, same)
        plain = text
        if not text.isascii():
            odd = set("".join(_ODD.findall(text)))
            for char in odd if len(odd) <= _FEW else ():
                plain = plain.replace(char, self[ord(char)])
        if plain.isascii():
            return plain.lower()
        plain = text.translate(self)
        return plain.replace('"', UNSURE) if gershayim.holds(plain) else plain


def _skeleton(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    if char in f"\u201f{gershayim.GERSHAYIM}":
        return '"'
    if "\uff01" <= char <= "\uff5e":  # full-width forms of ASCII
        return chr(ord(char) - 0xFEE0).lower()
    if char == "\u266f":
        return "#"
    if char in "\x00\ufe0f" or char.isspace():  # U+FE0F only follows symbols and digits, to give them colours
        return " "
    if char.isascii():
        return char.lower()
    if "\u1100" <= char <= "\u11ff":  # parts of Korean letters
        return UNSURE
    if char.isalnum():
        folded = fold(char)
        return folded[0] if len(folded) == 1 or folded in DIGRAPHS else UNSURE
    category = unicodedata.category(char)
    if category.startswith("M") or category == "Cf":
        return UNSURE
    return char if category in ("So", "Cn") else " "
