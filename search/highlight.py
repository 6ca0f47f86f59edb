"""Highlight: text + what to mark -> snippets. Text and ranges only, never HTML (law 11). The same for every engine."""

from __future__ import annotations

import re
import unicodedata

from search import edges
from search.analysis import TERM_CHARACTERS, Analyzer
from search.marking import Marks, Place, places
from search.page import Snippet
from search.passages import Passage, best, passages

LENGTH = 240
"""Characters of a snippet of the body: three lines of a results page."""
MORE = 5 / 4
"""How much longer a snippet of two or three passages is: 300 characters leave 100 for each of three, a sentence."""
ELLIPSIS = "\u2026"
BETWEEN = f" {ELLIPSIS} "
"""Stands between two passages."""
GAP = 12
"""Characters between two passages that are shown rather than left out: a word or two."""

_ELLIPSES = re.compile(rf"(?:\A|(?<=\S) ){ELLIPSIS}(?: (?=\S)|\Z)")

_LINES = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
"""A snippet is one line: what breaks lines becomes a space, one for one, so that ranges hold."""


def title(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Snippet:
    """Return the whole title with what is wanted in it marked."""
    return _framed(text, [(0, len(text))], places(text, lang, wanted, analyzer).places)


def snippet(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer, length: int = LENGTH) -> Snippet:
    """Return the best passage of the text, of about `length` characters; two or three, a quarter longer in all, where none has all words.

    `passages` says which is the best, `edges` where it begins and ends. Without any of the words it is the beginning of the text. 700
    words of English take 0.1 ms, 0.4 ms for `the`, 0.7 ms for five such words, and 1.6 ms in a language whose rules change the
    beginnings of words (2-core machine, busy, Python 3.11).
    """
    length = _fitting(text, length)
    if len(text) <= length:
        return _framed(text, [(0, len(text))], places(text, lang, wanted, analyzer).places)
    read = places(text, lang, wanted, analyzer)
    longest = max(length, TERM_CHARACTERS)
    found = [place if place.end - place.start <= longest else _cut(text, place, longest) for place in read.places]
    total = int(length * MORE)
    chosen = passages(found, wanted.weights, length, total)
    if not chosen:
        return beginning(text, length)
    return _framed(text, _frames(text, chosen, length if len(chosen) == 1 else total // len(chosen), read.end, found), found)


def _fitting(text: str, length: int) -> int:
    """Return how many characters of this text take as much room as `length` Latin letters: half as many where all are wide.

    A hundred of the first 2,000 tell: 10 us.
    """
    sample = text[:2000:20]
    wide = 0 if sample.isascii() else sum(unicodedata.east_asian_width(char) in "WF" for char in sample)
    return max(1, int(length / (1 + wide / max(1, len(sample)))))


def beginning(text: str, length: int) -> Snippet:
    """Return the beginning of the text, at most `length` characters and an ellipsis; nothing is marked."""
    return _framed(text, [edges.around(text, 0, 0, length)], [])


def shortened(whole: Snippet, length: int) -> Snippet:
    """Return the best part of one passage of a snippet, at most `length` characters and ellipses; nothing where no mark fits."""
    words: dict[str, int] = {}
    found = [Place(start, end, words.setdefault(whole.text[start:end].casefold(), len(words))) for start, end in whole.marks]
    fitting = [place for place in found if place.end - place.start <= length]
    if found and not fitting:
        return Snippet("")
    pieces = _pieces(whole.text)
    candidates = [(best([place for place in fitting if start <= place.start < end], {}, length), start, end) for start, end in pieces]
    passage, since, until = max(candidates, key=lambda candidate: candidate[0].score if candidate[0] else 0.0)
    low, high = (passage.start, passage.end) if passage else (since, since)
    return _framed(whole.text, [edges.around(whole.text, low, high, length, since=since, until=until)], found)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the passages of a snippet: what stands between the ellipses."""
    marks = [found.span() for found in _ELLIPSES.finditer(text)]
    starts, ends = [0, *(end for _start, end in marks)], [*(start for start, _end in marks), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end] or [(0, len(text))]


def _frames(text: str, chosen: list[Passage], length: int, until: int, found: list[Place]) -> list[tuple[int, int]]:
    """Return the range to show around each passage, `length` characters each; what is left out between two is more than `GAP`."""
    frames: list[tuple[int, int]] = []
    for passage, following in zip(chosen, [*(passage.start for passage in chosen[1:]), until], strict=True):
        since = frames[-1][1] if frames else 0
        start, end = edges.around(text, passage.start, passage.end, length, since=since, until=following)
        start, end = _clear(found, passage, start, end)
        if frames and start - since <= GAP:
            frames[-1] = (frames[-1][0], end)
        else:
            frames.append((start, end))
    return frames


def _clear(found: list[Place], passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return the range, smaller where a place lies over its edge: half of a word of the query is neither shown nor marked."""
    for place in found:
        if place.start < start < place.end <= passage.start:
            start = place.end
    for place in reversed(found):
        if passage.end <= place.start < end < place.end:
            end = place.start
    return start, end


def _cut(text: str, place: Place, length: int) -> Place:
    """Return the beginning of a place that is longer than a passage can be, such as a phrase of a hundred words."""
    return place._replace(end=edges.word_end(text, place.start + 1, place.start + length))


def _framed(text: str, frames: list[tuple[int, int]], found: list[Place]) -> Snippet:
    """Return these parts of the text with what was found in them, on one line, and ellipses where the text goes on."""
    line = ""
    marks: list[tuple[int, int]] = []
    for start, end in frames:
        low, high = _stripped(text, start, end) if end - start < len(text) else (start, end)
        line += BETWEEN if line else f"{ELLIPSIS} " if low else ""
        inside = [place for place in found if place.start < high and place.end > low]
        marks += _merged(inside, low, high, len(line) - low)
        line += text[low:high]
    tail = f" {ELLIPSIS}" if frames[-1][1] < len(text) else ""
    line += tail
    # Most snippets hold nothing that breaks a line: this tells it in 1 us, and replacing takes 30.
    return Snippet(line if line.isprintable() else line.translate(_LINES), tuple(marks))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the white space at its ends."""
    part = text[start:end]
    kept = part.strip()
    start += part.index(kept)
    return start, start + len(kept)


def _merged(found: list[Place], low: int, high: int, shift: int) -> list[tuple[int, int]]:
    """Return the places within `low` to `high`, moved by `shift`, as ranges; those that overlap or touch become one."""
    ranges: list[tuple[int, int]] = []
    for place in found:
        start, end = max(place.start, low) + shift, min(place.end, high) + shift
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return ranges
