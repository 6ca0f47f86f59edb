"""Languages: which language a post is in, by what its feed declares and what py3langid says of the text.

What is declared holds unless the text says clearly otherwise; docs/decisions/0006-language-detection.md has the figures behind the
numbers. Nothing here raises, whatever the text, and no more than `_SAMPLE` of its characters are looked at.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from string import punctuation
from typing import TYPE_CHECKING

from search import subtags

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 330
"""Characters that are looked at. From 200 on the detector was right for all but one of 2,500 real texts, and the time grows with them."""

_PARTS = (0.0, 0.45, 0.8)
"""Where in a long text the parts of the sample begin: a quotation or a listing at the beginning is not the whole post."""

_SURE = 0.7
"""Probability from which a text without a declared language is in the detected one. Of 3,336 real titles one was then wrong."""

_UNLIKELY = 0.05
"""Probability of the declared language below which a text contradicts it: at once in a writing other than Latin, which is no mistake of
the detector; else where there are letters enough and another language is sure."""

_NOTHING = 0.0001
"""Probability below which a language is not looked at."""

_LETTERS = 150
"""Letters that it takes to contradict: more than a line of quotation."""

_LETTERS_OF_DEFAULT = 40
"""The same where `en` is declared: many programs declare it on their own, so it says less."""

_LETTERS_OF_UNKNOWN = 200
"""The same where a language is declared that the detector does not know."""

_DEFAULT = "en"

_UNRELATED = frozenset(("en", "el", "hy", "ja", "ka", "ko", "th", "zh"))
"""What can contradict a language that the detector does not know. Any other may be its nearest relative: all Alemannic is German to the
detector, all Yiddish Hebrew, with a probability of 1."""

_PLAIN = 0.6
"""Share of the characters, addresses left out, that must stand in plain words for the detector to be asked. Of 2,434 real texts
99 % have 0.75 and more, of 137 pieces of code three quarters have less than 0.58."""

_LATIN_ENDS = "\u036f"
"""The last character of the Latin blocks and of the marks on Latin letters."""

_LATIN = re.compile("[A-Za-z]+")

_MOST = 0.5
_MANY = (20, 0.2)
"""Share of the letters that are not Latin from which a text is in another writing; a smaller share where there are so many letters.
Posts of programmers are half names and code; of 3,190 posts in Latin writing none had more than 2 %."""

_CANDIDATES = (
    "af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mn mr ms "
    "my ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zxx"
)
"""Languages that the detector may answer, half of those that it knows: rare relatives (Nigerian Pidgin, Latin, Luxembourgish) took 6 %
of the English titles. `zxx` is what is no language."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a text looks like: its letters, whether it is in another writing than Latin, and the probability of each language."""

    letters: int = 0
    beyond_latin: bool = False
    languages: dict[str | None, float] | None = None
    """By code, None for what is no language. None in all where the text gives the detector nothing to go by."""


def language(declared: Sequence[str | None], text: str) -> str | None:
    """Return the code of the language of a text (`search/subtags.py`), or None where it is neither declared nor clear.

    `declared` are language tags as feeds have them, the nearest to the post first; the first one that the text does not contradict holds.
    """
    seen = _look(text)
    for tag in declared:
        code = subtags.primary(tag) if tag else None
        if code and not _contradicts(seen, code):
            return code
    best, probability = _best(seen)
    return best if probability >= _SURE else None


def _contradicts(seen: _Seen, code: str) -> bool:
    if seen.languages is None:
        return False
    if code not in _detectable().values():
        return seen.letters >= _LETTERS_OF_UNKNOWN and _best(seen)[0] in _UNRELATED
    if seen.languages.get(code, 0.0) >= _UNLIKELY:
        return False
    enough = _LETTERS_OF_DEFAULT if code == _DEFAULT else _LETTERS
    return seen.beyond_latin or (seen.letters >= enough and _best(seen)[1] >= _SURE)


def _best(seen: _Seen) -> tuple[str | None, float]:
    return max((seen.languages or {None: 0.0}).items(), key=lambda pair: pair[1])


def _look(text: str) -> _Seen:
    words = [word for word in _sample(text).split() if "://" not in word]
    plain = " ".join(words)
    beyond = 0 if plain.isascii() else sum(character > _LATIN_ENDS and character.isalpha() for character in plain)
    share = beyond and beyond / sum(map(str.isalpha, plain))
    beyond_latin = share > _MOST or (beyond >= _MANY[0] and share > _MANY[1])
    if beyond_latin:
        plain = _LATIN.sub(" ", plain)
    else:
        size = len(plain)
        plain = " ".join(filter(_is_plain, words))
        if len(plain) < _PLAIN * size:
            return _Seen()
    letters = sum(map(str.isalpha, plain))
    if not letters:
        return _Seen()
    languages: defaultdict[str | None, float] = defaultdict(float)
    codes = _detectable()
    for label, probability in _identifier().rank(plain):
        if probability < _NOTHING:
            break
        languages[codes[label]] += probability
    return _Seen(letters, beyond_latin, dict(languages))


def _sample(text: str) -> str:
    """Return a short text whole, else parts of it, each without the halves of words at its ends."""
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // len(_PARTS)
    starts = [int(part * len(text)) for part in _PARTS]
    return " ".join(_whole_words(text[start : start + size], at_start=start == 0) for start in starts)


def _whole_words(part: str, *, at_start: bool) -> str:
    inner = part if at_start else part.partition(" ")[2]
    return inner.rpartition(" ")[0] or part


def _is_plain(word: str) -> bool:
    """Return whether a word can be one of a language: no code, number or address. All that is not ASCII can."""
    return not word.isascii() or word.strip(punctuation).replace("'", "").replace("-", "").isalpha()


@functools.cache
def _detectable() -> dict[str, str | None]:
    """Return the detector's name of each language that it may answer with our code for it."""
    return {label: subtags.primary(label) for label in _CANDIDATES.split()}


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Return the detector of this process. It takes 0.5 s and 80 MB to load, so only posts that have letters need it."""
    import numpy as np  # noqa: PLC0415 - loaded with the detector
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.1 s to load, which only texts with letters need

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES.split())
    # What is left of each feature's row stands apart; side by side the 180 rows of a text take 155 us instead of 225, with the same result.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier
