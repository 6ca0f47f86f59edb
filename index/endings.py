"""Endings: where something begun in a text ends, looked for in linear time."""

from __future__ import annotations

import re


class Endings:
    """Finds patterns in one text. What was not found once is not looked for again: for each of 30,000 beginnings it would be quadratic.

    The places that it is asked for must not go back.
    """

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._text = text
        self._missing: set[str] = set()

    def find(self, pattern: str, at: int) -> re.Match[str] | None:
        """Return the next match of `pattern` (in any case) from `at` on, or None."""
        if pattern in self._missing:
            return None
        found = re.compile(pattern, re.IGNORECASE).search(self._text, at)
        if found is None:
            self._missing.add(pattern)
        return found
