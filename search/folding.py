"""Folding: the form in which two spellings of a word are the same term.

NFKC and case folding for every script. Marks are stripped in Latin and Greek, points in Hebrew, harakat and tatweel in Arabic and
stress in Cyrillic, where writers leave them out at will. Marks of kana, of the Indic scripts and of Thai are part of the letter and
stay, as do those that make another letter (Russian short i, Arabic waw with hamza). Decimal digits of all scripts are one.

Forms that another word may have too are not folded but left to the stems, below the exact form: Arabic teh marbuta and alef maksura.
"""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'\u2018\u2019\u02bc\uff07\u02bb\u05f3"
"""Characters that people write for the apostrophe inside a word, among them the Hebrew geresh; all become the first."""

INVISIBLE = "\u00ad\u034f\u061c\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, joiners, zero-width spaces and direction marks: they vanish inside words. (Variation selectors do too: see `fold`.)"""

_ZEROS = (
    "660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 "
    "a620 a8d0 a900 a9d0 a9f0 aa50 abf0 104a0 10d30 11066 110f0 11136 111d0 112f0 11450 114d0 11650 116c0 11730 118e0 11950 11c50 "
    "11d50 11da0 16a60 16ac0 16b50 1e140 1e2f0 1e950"
)
"""Code points of the zeros that NFKC leaves; the nine other digits of each script follow (Unicode 14, general category Nd)."""

_LETTERS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(INVISIBLE),
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10))),  # variation selectors
        **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0))),  # and those of Han characters
        "\u0640": None,  # Arabic tatweel only stretches a word
        "\u0671": "\u0627",  # alef wasla
        # Persian and Urdu letters that keyboards have in two codes; Arabic has no second letter of their shape.
        "\u06a9": "\u0643",  # kaf
        "\u06cc": "\u064a",  # yeh
        "\u06c1": "\u0647",  # heh
        "\u06c0": "\u0647",  # heh with the yeh that is mostly left out
        # Hebrew letters at the end of a word are those within: the beginning of a word has to find its longer forms.
        **dict(zip("\u05da\u05dd\u05df\u05e3\u05e5", "\u05db\u05de\u05e0\u05e4\u05e6", strict=True)),
        # Letters with a stroke and ligatures, which Unicode does not decompose; keyboards without them type these.
        "\u0131": "i",  # Turkish i without a dot
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0451": "\u0435",  # Russian prints yo as ye
        "\u266f": "#",  # the sharp of C#
        **{chr(int(zero, 16) + value): str(value) for zero in _ZEROS.split() for value in range(10)},
    }
)
_HARAKAT = frozenset(map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0653), *range(0x0656, 0x0660), 0x0670, *range(0x06D6, 0x06EE))))
"""Vowel signs and the signs of the Quran."""
_HAMZA = frozenset("\u0653\u0654\u0655")
"""Madda and hamza. On alef and heh they are stripped (people write it with and without); on waw and yeh they make another letter."""
_STRESSED = frozenset("\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0456\u0454")
"""Cyrillic vowels, which carry an acute accent only to show the stress. On consonants it makes another letter."""


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
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)  # what lost its mark may be such a letter now


def _stripped(mark: str, base: str) -> bool:
    """Say whether a non-spacing mark after the letter `base` is stripped."""
    if base < "\u0400":  # Latin and Greek, once decomposed, end here
        return True
    if mark == "\u0301":
        return base in _STRESSED
    return "\u0591" <= mark <= "\u05c7" or mark in _HARAKAT or (base in "\u0627\u0647" and mark in _HAMZA)
