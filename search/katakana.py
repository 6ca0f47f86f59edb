"""Katakana: words that end in the mark of a long vowel or not, as the writer likes. Both spellings are one word to the stems."""

from __future__ import annotations

import re

LONG = "\u30fc"

_LETTER = "[\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d]"
_VOICE = "[\u3099\u309a\uff9e\uff9f]"
_RUN = re.compile(f"(?:{_LETTER}{_VOICE}*+){{3,}}+")
"""Three letters or more, with the mark four: so many has the shortest word that Lucene's JapaneseKatakanaStemFilter takes the mark from.
In shorter ones it is part of the word."""
_WITH = re.compile(f"(?:{_LETTER}{_VOICE}*+){{4,}}+(?<=[{LONG}\uff70])")


def other_spellings(text: str) -> tuple[str, ...]:
    """Return the text without the marks at the ends of its katakana words, and with them, where that is another text.

    At the end of the text none is added: a query's last word may go on in a post, and so goes on in it.
    """
    without = _WITH.sub(lambda word: word[0][:-1], text)
    with_marks = _RUN.sub(lambda word: word[0] if word.end() == len(text) or word[0][-1] in f"{LONG}\uff70" else word[0] + LONG, text)
    return tuple(dict.fromkeys(spelling for spelling in (without, with_marks) if spelling != text))
