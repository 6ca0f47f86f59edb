"""Highlight: text + what to mark -> snippets. Text and ranges only, never HTML (law 11). The same for every engine."""

from __future__ import annotations

from collections import Counter

from search.analysis import Analyzer
from search.marking import Marks, Place, places
from search.page import Snippet

LENGTH = 240
"""Characters of a snippet of the body: three lines of a results page."""
ELLIPSIS = "\u2026"

_LINES = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
"""A snippet is one line: what breaks lines becomes a space, one for one, so that ranges hold."""


def title(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Snippet:
    """Return the whole title with what is wanted in it marked."""
    return Snippet(text.translate(_LINES), _merged(places(text, lang, wanted, analyzer), 0, len(text)))


def snippet(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer, length: int = LENGTH) -> Snippet:
    """Return the part of the text with most of the wanted words, then most marks, then the earliest; the beginning if it has none.

    It is about `length` characters long, cut between words, with an ellipsis where the text goes on.
    """
    found = places(text, lang, wanted, analyzer)
    low, high = _window(found, length)
    start, end = _cut(text, low, high, length)
    head = f"{ELLIPSIS} " if start else ""
    tail = f" {ELLIPSIS}" if end < len(text) else ""
    shift = len(head) - start
    inside = [Place(place.start + shift, place.end + shift, place.word) for place in found]
    shown = f"{head}{text[start:end].translate(_LINES)}{tail}"
    return Snippet(shown, _merged(inside, len(head), len(shown) - len(tail)))


def _window(found: list[Place], length: int) -> tuple[int, int]:
    """Return the range from the first to the last place of the best window; (0, 0) where there is no place."""
    best, best_score = (0, 0), (0, 0)
    words: Counter[int] = Counter()
    last = 0
    for first, place in enumerate(found):
        while last < len(found) and (last == first or found[last].end - place.start <= length):
            words[found[last].word] += 1
            last += 1
        score = (len(words), last - first)
        if score > best_score:
            best, best_score = (place.start, max(inside.end for inside in found[first:last])), score
        words[place.word] -= 1
        if not words[place.word]:
            del words[place.word]
    return best


def _cut(text: str, low: int, high: int, length: int) -> tuple[int, int]:
    """Return the range to show: `low` to `high` and words around them, a third of the room before and the rest behind."""
    room = max(0, length - (high - low))
    start = max(0, min(low - room // 3, len(text) - length))
    end = min(len(text), max(high, start + length))
    if start:
        start = next((at for at in range(start, low) if text[at - 1].isspace()), min(start, low))
    if end < len(text):
        end = next((at for at in range(end, high, -1) if text[at].isspace()), end)
    return start, end


def _merged(found: list[Place], low: int, high: int) -> tuple[tuple[int, int], ...]:
    """Return the places between `low` and `high` as ranges; those that overlap or touch become one."""
    ranges: list[tuple[int, int]] = []
    for start, end, _word in found:
        if start < low or end > high:
            continue
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return tuple(ranges)
