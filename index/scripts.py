"""Scripts: the language that a text's writing gives away.

Scripts that many languages share are guessed by the most written one (Cyrillic: Russian, Devanagari: Hindi); Latin is not guessed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

SAMPLE = 2000
"""Characters that are looked at: the beginning of a post."""

_LANGUAGES = {
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
"""By the first word of a character's Unicode name."""

_KANA = 0.05
"""Share of kana among the letters from which a text with Han characters is Japanese: every Japanese sentence has them, no Chinese one."""


def language(text: str) -> str | None:
    """Return the language that most letters of the text's beginning give away, or None."""
    counts: Counter[str | None] = Counter()
    for character in text[:SAMPLE]:
        if character.isalpha():
            script = unicodedata.name(character, "").partition(" ")[0] if character > "\u036f" else ""
            counts[_LANGUAGES.get(script)] += 1
    if counts["zh"] and counts["ja"] >= _KANA * counts.total():
        counts["ja"] += counts.pop("zh")
    language, most = counts.most_common(1)[0] if counts else (None, 0)
    return language if 2 * most > counts.total() else None
