"""Folding: the form in which two spellings of a word are the same term.

NFKC and case folding for every script. Marks are stripped in Latin and Greek, points in Hebrew, harakat and tatweel in Arabic, where
writers leave them out at will. Marks of kana, of the Indic scripts and of Thai are part of the letter and stay.
"""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'\u2018\u2019\u02bc\uff07"
"""Characters that people write for the apostrophe inside a word; all become the first."""

INVISIBLE = "\u00ad\u034f\u061c\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, joiners, zero-width spaces and direction marks: they vanish inside words. (Variation selectors do too: see `fold`.)"""

_LETTERS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(INVISIBLE),
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10))),  # variation selectors
        **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0))),  # and those of Han characters
        "\u0640": None,  # Arabic tatweel only stretches a word
        "\u0671": "\u0627",  # alef wasla
        # Letters with a stroke and ligatures, which Unicode does not decompose; keyboards without them type these.
        "\u0131": "i",  # Turkish i without a dot
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "\u0451": "\u0435",  # Russian prints yo as ye
    }
)
_HARAKAT = frozenset([*map(chr, range(0x064B, 0x0653)), "\u0670"])
_ALEF_MARKS = frozenset("\u0653\u0654\u0655")
"""Madda and hamza. On alef they are stripped (it is written with and without); on waw and yeh they make another letter."""


def fold(word: str) -> str:
    """Return the folded form of one word; it holds no white space and may be empty (a word of marks only)."""
    if word.isascii():
        return word.lower()
    text = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    if text.isalnum() and unicodedata.is_normalized("NFKD", text):
        return text  # no marks: most words of most scripts, 1 us instead of 6
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
            if not _stripped(char, base):
                kept.append(char)
        elif not char.isspace():  # U+FDFA is one character that NFKC makes four words of
            base = char
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _stripped(mark: str, base: str) -> bool:
    """Say whether a non-spacing mark after the letter `base` is stripped."""
    if base < "\u0400":  # Latin and Greek, once decomposed, end here
        return True
    return "\u0591" <= mark <= "\u05c7" or mark in _HARAKAT or (base == "\u0627" and mark in _ALEF_MARKS)
