"""Marked: the whole of a post with the words of a query marked in it. For a post's own page; `highlight` makes the snippets of results.

Its text stays as it is, line by line, so that paragraphs stay paragraphs. It is given a document that holds no more text than may be
shown (`disclosure`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from search.analysis import Analyzer
from search.document import Document
from search.marking import Marks, marks, places
from search.page import Snippet
from search.plan import plan
from search.query import Query

CHARACTERS = 200_000
"""Characters of a text that are looked at: 32,000 words. One word takes 20 ms there, 250 words half a second (2-core machine, busy)."""
MOST = 5_000
"""Marks of a text, the first: `the` stands 2,000 times in 32,000 words."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The title of a post and its paragraphs, with what the query asks for marked."""

    title: Snippet
    paragraphs: tuple[Snippet, ...]


def plain(document: Document) -> MarkedText:
    """Return the text of the post with nothing marked in it."""
    return MarkedText(Snippet(document.title), _paragraphs(Snippet(document.body)))


def marked(document: Document, query: Query, languages: Collection[str | None], analyzer: Analyzer) -> MarkedText:
    """Return the text of the post with the words of the query marked, up to `CHARACTERS` of it.

    `languages` are those of the posts in the index, as for `plan`: then what is marked here is what is marked in a result.
    """
    asked = plan(query, languages, analyzer)
    title = _whole(document.title, document.lang, marks(asked, "title"), analyzer)
    return MarkedText(title, _paragraphs(_whole(document.body, document.lang, marks(asked, "body"), analyzer)))


def _whole(text: str, lang: str | None, wanted: Marks, analyzer: Analyzer) -> Snippet:
    """Return the text with the places that were found as ranges; those that overlap or touch are one."""
    ranges: list[tuple[int, int]] = []
    for place in places(text[:CHARACTERS], lang, wanted, analyzer, whole=True).places:
        if ranges and place.start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(place.end, ranges[-1][1]))
        else:
            ranges.append((place.start, place.end))
    return Snippet(text, tuple(ranges[:MOST]))


def _paragraphs(whole: Snippet) -> tuple[Snippet, ...]:
    """Return the lines that say something, each with its part of the marks; what is marked over the end of a line is marked in both."""
    found: list[Snippet] = []
    left = deque(whole.marks)
    start = 0
    for line in whole.text.split("\n"):
        end = start + len(line)
        own: list[tuple[int, int]] = []
        while left and left[0][0] < end:
            low, high = left.popleft()
            own.append((max(low, start) - start, min(high, end) - start))
            if high > end:
                left.appendleft((end + 1, high))
        if line.strip():
            found.append(Snippet(line, tuple(one for one in own if one[0] < one[1])))
        start = end + 1
    return tuple(found)
