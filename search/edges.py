"""Edges: where a passage that is shown begins and ends. Between words; at the border of a sentence or a block where one is near.

Scripts without spaces are cut at punctuation where some is near, else between two letters, never between a letter and its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import is_mark, is_unspaced

_SENTENCE = re.compile(
    r"((?:(?<!\s\d)\.|[!?\u2026\u061f\u06d4\u0964])[\"'\u2019\u201d\u00bb)\]]*(?=\s++(?![a-z]))"
    r"|[\u3002\uff01\uff1f\uff1b][\u300d\u300f\u2019\u201d\uff09]*|(?=\n))\s*"
)
"""The end of a sentence or a block, to the beginning of the next. `e.g. this` and `1. This` are none; `Dr. Smith` seems one."""
_CLAUSE = re.compile(r"[\uff0c\u3001\uff1a,;:]\s*|\s+")
_CLAUSE_NEAR = 20
"""Characters within which a comma or a space is looked for in scripts without spaces; half a line of them on a phone."""
_CLOSING = frozenset("\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\u300b\u300d\u300f\u3011\uff09\u2019\u201d")
"""Signs of scripts without spaces that belong to what stands before them."""
_JOINER = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)
"""Letters of which two make a flag."""
_SKIN = range(0x1F3FB, 0x1F400)
"""The modifiers that colour the emoji before them."""


def around(text: str, low: int, high: int, length: int, *, since: int = 0, until: int | None = None) -> tuple[int, int]:
    """Return the range to show around `low` to `high`: about `length` characters of those from `since` to `until`.

    It begins with the sentence where that takes at most two thirds of the room, else a third of the room before, and goes on behind.
    It is longer than `length` only where `low` to `high` is.
    """
    until = len(text) if until is None else until
    room = max(0, length - (high - low))
    spare = max(0, room - (until - high))
    start = _start(text, low, min(low - since, max(room * 2 // 3, spare)), max(room // 3, spare), since)
    return start, _end(text, start, high, max(high, min(until, start + length)))


def word_end(text: str, low: int, most: int) -> int:
    """Return the last place between two words in `low` to `most`, else the last between two characters, else `most`."""
    for fits in (_between_words, _between_characters):
        for at in range(most, low - 1, -1):
            if fits(text, at):
                return at
    return most


def _start(text: str, low: int, reach: int, usual: int, since: int) -> int:
    """Return where to begin: at most `reach` before `low`; `usual` before it where no sentence begins."""
    sentences = list(_sentence_starts(text, low - reach, low))
    if sentences:
        return sentences[0] if usual >= reach else sentences[-1]
    want = max(since, low - usual)
    if want == since:
        return want
    if is_unspaced(text[want]):
        clause = _CLAUSE.search(text, want, min(low, want + _CLAUSE_NEAR))
        want = clause.end() if clause else want
    for fits in (_between_words, _between_characters):
        for at in range(want, low + 1):
            if fits(text, at):
                return at
    return want


def _sentence_starts(text: str, since: int, low: int) -> Iterator[int]:
    """Yield where sentences begin in `since` to `low`, the beginning of the text among them."""
    if since == 0:
        yield 0
    for found in _SENTENCE.finditer(text, max(0, since - 3), low):
        if since <= found.end() <= low:
            yield found.end()


def _end(text: str, start: int, high: int, most: int) -> int:
    """Return where to end: at a sentence in the last third of the room, else between words."""
    if most >= len(text):
        return len(text)
    late = max(high, start + (most - start) * 2 // 3)
    sentences = [found.end(1) for found in _SENTENCE.finditer(text, late, min(len(text), most + 2)) if found.end(1) <= most]
    if sentences:
        return sentences[-1]
    at = word_end(text, high if high > start else start + 1, most)
    if at > high and is_unspaced(text[at - 1]) and not text[at].isspace():
        clauses = [found.end() for found in _CLAUSE.finditer(text, max(high, at - _CLAUSE_NEAR), at)]
        return clauses[-1] if clauses else at
    return at


def _between_words(text: str, at: int) -> bool:
    if at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace():
        return True
    if text[at] in _CLOSING:
        return False
    return (is_unspaced(text[at - 1]) or is_unspaced(text[at])) and _between_characters(text, at)


def _between_characters(text: str, at: int) -> bool:
    """Say whether what a reader sees as one character does not reach over this place."""
    if at in (0, len(text)):
        return True
    before, behind = text[at - 1], text[at]
    return not (is_mark(behind) or before == _JOINER or ord(behind) in _SKIN or (ord(before) in _FLAGS and ord(behind) in _FLAGS))
