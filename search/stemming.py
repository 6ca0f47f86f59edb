"""Stemming: the Snowball rules of a post's language (PyStemmer), on folded terms."""

from __future__ import annotations

import functools
from collections.abc import Callable

SNOWBALL: dict[str, str] = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sh": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Code of a language (`search/subtags.py`) -> the name of its rules in Snowball."""

DEFAULT = "english"
"""Rules for posts of an unknown language and of languages that Snowball does not have. They leave other scripts alone."""

_ARABIC = str.maketrans({"\u0629": "\u0647", "\u0649": "\u064a"})
"""Teh marbuta to heh, alef maksura to yeh, which many write for them, as Lucene's ArabicNormalizer does. Snowball strips either at the
end of long words only, and alef maksura not at all where it strips yeh."""

_CONTRACTED = frozenset(
    ["he's", "here's", "how's", "it's", "let's", "she's", "that's", "there's", "what's", "when's", "where's", "who's", "why's"]
)
"""English words whose `'s` is a word and no ending: who asks for `who's` does not mean every `who`."""


def rules(lang: str | None) -> str:
    """Return the name of the Snowball rules for the code of a language."""
    name = SNOWBALL.get(lang or "", DEFAULT)
    return name if name in _installed() else DEFAULT


@functools.cache
def _installed() -> frozenset[str]:
    """Return the rules that this PyStemmer has; czech, persian, polish and sesotho came with 3.1. It makes a new list each time: 2 us."""
    import Stemmer  # noqa: PLC0415 - loaded with the first stem

    return frozenset(Stemmer.algorithms())


@functools.cache
def stemmer(name: str) -> Callable[[str], str]:
    """Return the function term -> stem of these rules. A stem is never empty.

    PyStemmer's own cache is off: ours stands in front, and without it a call changes nothing that threads share but a C buffer that
    the interpreter lock guards.
    """
    import Stemmer  # noqa: PLC0415 - as above

    stem = Stemmer.Stemmer(name, 0).stemWord
    if name == "arabic":
        return lambda term: stem(term.translate(_ARABIC)) or term
    if name == "english":
        return lambda term: term if term in _CONTRACTED else stem(term) or term
    return lambda term: stem(term) or term
