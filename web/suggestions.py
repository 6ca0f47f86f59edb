"""Suggestions: what a half-typed text may become -> the view that its formats print, with the address of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.atoms import OPERATORS
from search.completion import CHARACTERS
from search.page import IndexInfo, Suggestion
from search.query import Query
from search.syntax import cleaned
from web import links as clicks
from web.links import Links

LIMIT = 10
"""Suggestions of an answer: what a list under a search box shows."""
TAIL = 3
"""Words at the end of a text that are completed where the whole begins nothing: a name and a half, as people type them."""

PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Completion:
    """One suggestion: the query text that it makes, and the page that it leads to."""

    suggestion: Suggestion
    q: str
    url: str


@dataclass(frozen=True, slots=True)
class SuggestionsView:
    """The answer to one half-typed text `q`."""

    q: str
    completions: tuple[Completion, ...]
    index: IndexInfo


def tails(text: str) -> Iterator[tuple[str, str]]:
    """Yield what of the text to complete, with the words before it: the whole, then its last words, fewer each time.

    Nothing where the end of the text is under an operator (`-pyth`, `rain OR pyth`).
    """
    pieces = list(PIECE.finditer(text))
    starts = [piece.start() for piece in pieces]
    if any(piece[0].startswith("-") or piece[0] in OPERATORS for piece in pieces[-2:]):
        return  # what is excluded, or an alternative, would become what is asked for
    for start in dict.fromkeys((*starts[:1], *starts[-TAIL:])):
        yield text[:start].strip(), text[start:]


def completion(before: str, suggestion: Suggestion, links: Links, present: Query) -> Completion:
    """Return the suggestion with where it leads.

    A tag, creator or site leads to the search for the words before it with this filter and those of the present search; a title to
    its post, or to the search for it where several posts have it.
    """
    q = f"{before} {suggestion.text}".strip()
    if suggestion.kind != "title":
        url = links.search(clicks.selecting(replace(present, text=before), suggestion.kind, suggestion.key))
    elif suggestion.id and (suggestion.count == 1 or len(suggestion.text) > CHARACTERS):
        url = links.post(suggestion.id)
    else:
        title = " ".join(cleaned(suggestion.text).replace('"', " ").split())
        url = links.search(replace(links.everything(), text=f'title:"{title}"'))
    return Completion(suggestion, q, url)
