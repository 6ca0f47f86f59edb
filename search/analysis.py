"""Analysis: text -> terms with positions. The one analysis, for every engine and for queries; it knows no engine and no query.

A word is a run of letters, digits and the marks on them, with the apostrophes inside it (`who's`). Everything else separates, the
underscore too (`snake_case` is found by `case`), but for `C++`, `C#` (one letter before the signs) and `.NET` at the beginning of
a word, which are terms. `node.js`, `multi-agent`, `3.11`, `U.S.A.` and `R&D` are their parts at neighbouring positions; a query for
them is a sequence. An elided article is a word of its own (`l'homme` is `l` and `homme`). An emoji is a term.

The sign of `@user` and `#tag` is a term of its own, at the position before the word. So `user`, `use*` and `creator:user` find it
with the sign and without, and `@user` finds only what is written so.

Scripts written without spaces (Han, kana, Thai ...; Hangul too, whose particles hang on the word) become overlapping pairs of
characters with the run's last character alone at the last position: a run of n characters has n positions.

What no word can be longer than is left out and takes no position: a term of more than 64 characters, text after 500,000 characters.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from search.document import Analysed, Document
from search.fields import FIELDS
from search.folding import APOSTROPHES, INVISIBLE, fold
from search.gershayim import joined
from search.skeleton import Skeleton
from search.stemming import rules, stemmer

if TYPE_CHECKING:
    from search.numbering import Numbering

FILLER = "|"
"""Stands at a position that holds no term: between two values of a list field, so that no phrase crosses them. No text produces it."""

SIGNS = frozenset("@#")
"""What stands before the name of a person or of a topic: a term of its own."""

TEXT_CHARACTERS = 500_000
"""Characters of one text that are analysed (reliability.md 4.4)."""
TERM_CHARACTERS = 64
"""A longer term is an encoded picture or a key, not a word (reliability.md 4.4)."""
MEMO_ENTRIES = 100_000
"""Pieces of text whose terms an Analyzer keeps, about 20 MB. 1.3 million pieces of 3,000 English posts held 90,000 different ones."""

# Classes that characters outside ASCII are mapped to before the word pattern looks at them (ASCII characters stand for themselves).
_LETTER, _MARK, _UNSPACED, _SYMBOL, _OTHER = "z", "\u0300", "\u4e00", "\u2600", " "

_UNSPACED_NAMES = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
    "IDEOGRAPHIC",
    "KANGXI RADICAL",
    "HIRAGANA",
    "KATAKANA",
    "HALFWIDTH KATAKANA",
    "BOPOMOFO",
    "HANGUL",
    "HALFWIDTH HANGUL",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
)
"""How the names of the letters begin whose scripts get pairs of characters."""
_MARK_NAMES = ("HANGUL JUNGSEONG", "HANGUL JONGSEONG", "HALFWIDTH KATAKANA VOICED", "HALFWIDTH KATAKANA SEMI-VOICED")
"""Letters that join the one before them under NFKC."""

_WORD = re.compile(
    r"[A-Za-z](?:\+\+|#)"
    # The elided articles and conjunctions of French and Italian, before a word of two letters or more (not `t's`).
    r"|(?:[cdjlmnstCDJLMNST]|[Qq][Uu]|[dnsDNS]ell|[DdSs]?[Aa]ll|[Ss]ull|[Uu]n)(?='[A-Za-z]{2})"
    r"|[A-Za-z0-9]+(?:'[A-Za-z0-9]+|\u0300+[A-Za-z0-9]*)*"
    r"|\u4e00\u0300*|\u2600"
    r"|\.[Nn][Ee][Tt](?<![A-Za-z0-9_.\u0300\u4e00]....)(?![A-Za-z0-9_\u0300])"
    r"|[@#](?<![A-Za-z0-9_\u0300].)(?=[A-Za-z0-9\u4e00])"
)


_AROUND = "\"'()[]{},;:!?"
"""Characters around a word that make nothing else of it."""


class Token(NamedTuple):
    """A term and the half-open range of characters of the text that it was made of."""

    exact: str
    start: int
    end: int


@functools.lru_cache(maxsize=8192)
def _class(char: str) -> str:
    """Return what a character is to the word pattern; measured 60 ns from the cache, 1 us else."""
    if char.isascii():
        return char
    if char in APOSTROPHES:
        return "'"
    if "\uff01" <= char <= "\uff5e":  # full-width forms of ASCII
        return chr(ord(char) - 0xFEE0)
    if char == "\u266f":
        return "#"
    category = unicodedata.category(char)
    name = unicodedata.name(char, "")
    if category.startswith("M") or char in INVISIBLE or name.startswith(_MARK_NAMES):
        return _MARK
    if name.startswith(_UNSPACED_NAMES) and (char.isalpha() or category in ("Nl", "So")):
        return _UNSPACED
    if char.isalnum():
        return _LETTER
    return _SYMBOL if _is_symbol(char, category) else _OTHER


def _is_symbol(char: str, category: str) -> bool:
    """Say whether the character is an emoji or another sign that people look for; the boxes and arrows that draw tables are not."""
    if category == "Cn":  # not in this Python's Unicode: the blocks that take the emoji of later years
        return "\U0001f300" <= char <= "\U0001faff"
    return category == "So" and (char >= "\u2600" or "\u2300" <= char <= "\u23ff")


def tokens(text: str) -> list[Token]:
    """Return the text's terms in their exact (folded) forms, one for each position."""
    text = shape = text[:TEXT_CHARACTERS]
    if not text.isascii():
        text = joined(text)
        shape = "".join(map(_class, text))
    found: list[Token] = []
    spans = [match.span() for match in _WORD.finditer(shape)]
    last = len(spans) - 1
    for number, (start, end) in enumerate(spans):
        if shape[start] == _UNSPACED and number < last and spans[number + 1][0] == end and shape[end] == _UNSPACED:
            end = spans[number + 1][1]  # noqa: PLW2901 - the pair reaches to the end of the next character
        exact = fold(text[start:end])
        if 0 < len(exact) <= TERM_CHARACTERS:
            found.append(Token(exact, start, end))
    return found


def is_unspaced(char: str) -> bool:
    """Say whether the character belongs to a script that gets pairs of characters."""
    return _class(char) == _UNSPACED


def is_mark(char: str) -> bool:
    """Say whether the character belongs to the one before it: a mark, a joiner or something that nobody sees."""
    return _class(char) == _MARK


def _row(piece: str) -> str:
    """Return the row of the exact terms of a text without white space: `tokens`, joined by spaces."""
    word = piece.strip(_AROUND).rstrip(".")
    if word.isascii() and word.isalnum():  # most words of Latin scripts: 0.5 us instead of 8
        return word.lower() if len(word) <= TERM_CHARACTERS else ""
    return " ".join(token.exact for token in tokens(piece))


class _Memo(dict[str, str]):
    """Results of a function, computed when first asked for; emptied when full, so that it cannot grow without bound."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: str) -> str:
        value = self._function(key)
        if len(key) <= TERM_CHARACTERS:  # longer pieces (a sentence in Chinese) do not come again
            if len(self) >= MEMO_ENTRIES:
                self.clear()
            self[key] = value
        return value


class Analyzer:
    """The analysis with what it remembers: one for each process or engine. Threads may share it.

    A 700-word English post takes 0.4 ms once its words are known and 1 ms on average over the first 400 posts of a process
    (2-core machine, Python 3.11).
    """

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self.skeleton = Skeleton()
        self._exact = _Memo(_row)
        self._numbering: Numbering | None = None
        self._lock = threading.Lock()
        self._stems: dict[str, _Memo] = {}

    def exact(self, text: str) -> str:
        """Return the row of the text's exact terms: `tokens`, joined by spaces.

        White space always separates, so the pieces between it are looked up one by one.
        """
        return " ".join(filter(None, map(self._exact.__getitem__, text[:TEXT_CHARACTERS].split())))

    def rows(self, text: str) -> list[str]:
        """Return the row of exact terms of each piece of the text between white space; a piece may have none."""
        return list(map(self._exact.__getitem__, text.split()))

    def stem(self, exact: str, lang: str | None) -> str:
        """Return the stem of one exact term in a post of this language."""
        return self._memo(lang)[exact]

    def stemming(self, lang: str | None) -> Callable[[str], str]:
        """Return the function that `stem` is for posts of this language, for many terms in a row."""
        return self._memo(lang).__getitem__

    def alternatives(self, exact: str, languages: Iterable[str | None]) -> tuple[str, ...]:
        """Return the different stems of one exact term over these languages, sorted."""
        return tuple(sorted({self.stem(exact, lang) for lang in languages}))

    def analyse(self, document: Document) -> Analysed:
        """Return the document with its terms for every text field."""
        from search.numbering import Numbering  # noqa: PLC0415 - loads numpy, which those who only analyse queries need not wait for

        texts: dict[str, Collection[str]] = {
            "title": (document.title,),
            "body": (document.body,),
            "categories": document.categories,
            "creator": (*document.creators, *document.creator_aliases),
        }
        name = rules(document.lang)
        with self._lock:
            if self._numbering is None or self._numbering.full:
                self._numbering = Numbering(_row, MEMO_ENTRIES)
            numbering = self._numbering
            exact = {
                field: numbering.joined([numbering.exact(value[:TEXT_CHARACTERS]) for value in values], FILLER)
                for field, values in texts.items()
            }
            rows = {
                field.name: numbering.stems(exact[field.name], name, stemmer(name))
                if field.kind == "stems"
                else exact[field.of or field.name]
                for field in FIELDS
                if field.kind in ("stems", "exact")
            }
            return Analysed(document, numbering.rows(rows))

    def _memo(self, lang: str | None) -> _Memo:
        name = rules(lang)
        if name not in self._stems:
            self._stems[name] = _Memo(stemmer(name))
        return self._stems[name]
