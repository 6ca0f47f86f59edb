"""Visible: text of strangers made fit for a terminal. Nothing that a post says can give it an order."""

from __future__ import annotations

import unicodedata

DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text after them, beyond the end of a title."""


def visible(text: str) -> str:
    """Return the text on one line, with control characters, halves of characters and turns of direction written out."""
    return "".join(map(_visible, " ".join(text.split())))


def _visible(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cs") or char in DIRECTIONS:
        return char.encode("unicode_escape").decode("ascii")
    return char
