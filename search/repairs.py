"""Repairs: what reading a query text had to ignore, cut or take otherwise than typed, as notices."""

from __future__ import annotations

from search.query import DEPTH, TERMS, Notice

DETAILS: dict[str, str] = {
    "unknown-field": "there is no such field; searched as text: {}",
    "bad-date": "not a date like 2009, 2009-03 or 2009-03-01; searched as text: {}",
    "empty-field": "a field without a value was ignored: {}",
    "unclosed-quote": "a quotation mark was not closed; it was taken to reach to the end",
    "unbalanced-parentheses": "a parenthesis without a partner was ignored, or closed at the end",
    "dangling-operator": "an operator with nothing to join was ignored: {}",
    "leading-wildcard": "* works only at the end of a word; ignored in {}",
    "nothing-to-search": "there is nothing to search for in {}",
    "too-many-terms": f"only the first {TERMS} terms were searched for",
    "too-deep": f"groups more than {DEPTH} deep were taken apart",
}
"""Stable code of a notice -> what it says to people; {} is what was typed."""

_PIECES = 3
"""Pieces of the text that one notice shows; a query can hold 2,000 of them."""
_CHARACTERS = 40
"""Characters of a piece that are shown."""


class Repairs:
    """Collects repairs: each kind once, with the pieces of text that it befell."""

    def __init__(self) -> None:
        """Start with none."""
        self._pieces: dict[str, dict[str, None]] = {}

    def note(self, code: str, piece: str = "") -> None:
        """Add one repair. Raises KeyError for a code that is not in DETAILS."""
        self._pieces.setdefault(code, {})[piece] = None

    def notices(self) -> tuple[Notice, ...]:
        """Return one notice for each kind of repair, in the order in which they were met."""
        return tuple(Notice(code, DETAILS[code].format(_shown(list(pieces)))) for code, pieces in self._pieces.items())


def _shown(pieces: list[str]) -> str:
    shown = [piece if len(piece) <= _CHARACTERS else f"{piece[:_CHARACTERS]}\u2026" for piece in pieces[:_PIECES]]
    more = len(pieces) - len(shown)
    return " ".join(shown) + (f" and {more} more" if more else "")
