"""Completion: what a half-typed text may become (titles, tags, creators and sites)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from search import values
from search.analysis import Analyzer
from search.document import Document
from search.facets import FACETS
from search.page import Suggestion

KINDS = ("tag", "creator", "site")
"""Facets whose values are suggested; languages are not what people type."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be suggested, and its row of exact terms with a space before each."""

    suggestion: Suggestion
    row: str


def candidates(documents: Iterable[Document], analyzer: Analyzer) -> tuple[Candidate, ...]:
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
    return tuple(Candidate(one, _row(one.text, analyzer)) for one in found)


def complete(prefix: str, among: Iterable[Candidate], limit: int, analyzer: Analyzer) -> tuple[Suggestion, ...]:
    """Return those with a word that begins with the prefix: most posts first, then by text, kind and id; at most `limit`.

    The prefix may run over several words. One that holds no word begins nothing.
    """
    row = _row(prefix, analyzer)
    found = [one.suggestion for one in among if row != " " and row in one.row]
    return tuple(sorted(found, key=lambda one: (-one.count, one.text, one.kind, one.id or ""))[:limit])


def _row(text: str, analyzer: Analyzer) -> str:
    return f" {analyzer.exact(text)}"
