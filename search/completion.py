"""Completion: what a half-typed text may become (titles, tags, creators and sites)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from search import values
from search.document import Document
from search.facets import FACETS, fold_key
from search.page import Suggestion

KINDS = ("tag", "creator", "site")
"""Facets whose values are suggested; languages are not what people type."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be suggested, and its text folded."""

    suggestion: Suggestion
    folded: str


def candidates(documents: Iterable[Document]) -> tuple[Candidate, ...]:
    """Return all that may be suggested from these posts: each post's title, and each value with the number of its posts."""
    found: list[Suggestion] = []
    pairs: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for document in documents:
        if document.title:
            found.append(Suggestion("title", document.title, 1, document.id))
        for kind in KINDS:
            pairs[kind] += FACETS[kind].values(document)
    for kind, spellings in pairs.items():
        counts = Counter(key for key, _label in spellings)
        found += [Suggestion(kind, label, counts[key]) for key, label in values.labels(spellings).items()]
    return tuple(Candidate(one, fold_key(one.text)) for one in found)


def complete(prefix: str, among: Iterable[Candidate], limit: int) -> tuple[Suggestion, ...]:
    """Return those with a word that begins with the prefix: most posts first, then by text, kind and id; at most `limit`.

    The prefix may run over several words. One that holds no letter and no digit begins nothing.
    """
    folded = fold_key(prefix)
    if not any(map(str.isalnum, folded)):
        return ()
    found = [one.suggestion for one in among if folded in one.folded and begins(folded, one.folded)]
    return tuple(sorted(found, key=lambda one: (-one.count, one.text, one.kind, one.id or ""))[:limit])


def begins(prefix: str, text: str) -> bool:
    """Return whether the prefix stands in the text where a word begins; both are folded.

    In scripts that are written without spaces (wide characters) a word may begin anywhere.
    """
    at = text.find(prefix)
    while at > 0 and _in_word(text[at - 1]) and _in_word(text[at]) and unicodedata.east_asian_width(text[at]) not in "WF":
        at = text.find(prefix, at + 1)
    return at >= 0


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
