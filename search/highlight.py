"""Highlight: text + what to mark -> snippets. Text and ranges only, never HTML (law 11). The same for every engine."""

from __future__ import annotations

from collections import Counter

from search.analysis import Analyzer
from search.marking import Marks, Place, places
from search.page import Snippet

LENGTH = 240
"""Characters of a snippet of the body: three lines of a results page."""
ELLIPSIS = "\u2026"
_ENOUGH = 10
"""Marks to choose a window from, once every word has been seen; the window shows a handful."""

_LINES = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
"""A snippet is one line: what breaks lines becomes a space, one for one, so that ranges hold."""


def title(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Snippet:
    """Return the whole title with what is wanted in it marked."""
    return Snippet(text.translate(_LINES), _merged(places(text, lang, wanted, analyzer), 0))


def snippet(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer, length: int = LENGTH) -> Snippet:
    """Return the part of the text with most of the wanted words, then most marks, then the earliest; the beginning if it has none.

    It is about `length` characters long, cut between words, with an ellipsis where the text goes on. 700 words of English take
    0.1 ms, 0.5 ms where the words are as common as `the`, and 3 ms in a language whose rules change the beginnings of words (2-core
    machine, Python 3.11).
    """
    start, end = _cut(text, *_window(places(text, lang, wanted, analyzer, _ENOUGH), length), length)
    return _framed(text, start, end, places(text[start:end], lang, wanted, analyzer))


def beginning(text: str, length: int) -> Snippet:
    """Return the beginning of the text, at most `length` characters and an ellipsis; nothing is marked."""
    return _framed(text, *_cut(text, 0, 0, length), [])


def shortened(whole: Snippet, length: int) -> Snippet:
    """Return the part of a snippet with most of its marks, at most `length` characters and ellipses; nothing where no mark fits."""
    words: dict[str, int] = {}
    found = [Place(start, end, words.setdefault(whole.text[start:end].casefold(), len(words))) for start, end in whole.marks]
    low, high = _window(found, length)
    if high - low > length:
        return Snippet("")
    start, end = _cut(whole.text, low, high, length)
    inside = [Place(max(place.start, start) - start, min(place.end, end) - start, place.word) for place in found]
    return _framed(whole.text, start, end, [place for place in inside if place.start < place.end])


def _framed(text: str, start: int, end: int, found: list[Place]) -> Snippet:
    """Return that part of the text with what was found in it, on one line, and ellipses where the text goes on."""
    head = f"{ELLIPSIS} " if start else ""
    tail = f" {ELLIPSIS}" if end < len(text) else ""
    return Snippet(f"{head}{text[start:end].translate(_LINES)}{tail}", _merged(found, len(head)))


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
        start = next((at for at in range(start, low + 1) if text[at - 1].isspace()), min(start, low))
    if end < len(text):
        end = next((at for at in range(end, max(high - 1, start), -1) if text[at].isspace()), end)
    return start, end


def _merged(found: list[Place], shift: int) -> tuple[tuple[int, int], ...]:
    """Return the places, moved by `shift`, as ranges; those that overlap or touch become one."""
    ranges: list[tuple[int, int]] = []
    for place in found:
        start, end = place.start + shift, place.end + shift
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return tuple(ranges)
