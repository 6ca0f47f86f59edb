"""Completing: the candidates of `completion.py` laid out for an engine on disk, so that no document is read and few are looked at."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from search import completion, values
from search.analysis import Analyzer
from search.page import Suggestion
from search.roster import Roster


class Titled(Protocol):
    """Posts, by numbers from 0."""

    @property
    def ids(self) -> Sequence[str]:
        """The id of each."""

    @property
    def titles(self) -> Sequence[str]:
        """The title of each."""

    @property
    def title_terms(self) -> Sequence[str]:
        """The row of exact terms of each title."""


class Completing:
    """The candidates of the live posts in their order, the same that `completion.candidates` gives for their documents."""

    def __init__(self, posts: Titled, newest: Iterable[int], named: Iterable[Suggestion], analyzer: Analyzer) -> None:
        """Put them in order: 0.2 s for 30,000 posts.

        `newest` are the numbers of the live posts, the newest first; `named` are the values of `completion.KINDS` with their counts.
        """
        self._posts = posts
        self._analyzer = analyzer
        found = completion.ordered(completion.value(one, analyzer) for one in named)
        self._values = tuple(one.suggestion for one in found)
        self._value_rows = Roster(one.row for one in found)
        rows: dict[str, int] = {}  # the row of each title and its newest post
        more = []  # the other posts of a row
        for number in newest:
            row = self._row(number)
            if row and rows.setdefault(row, number) != number:
                more.append((row, number))
        self._newest = array("Q", rows.values())
        self._title_rows = Roster(rows)
        self._shared = self._several(rows, more)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes beside the columns, about: a value with its texts takes 300, a title of several posts 200."""
        rows = self._value_rows.nbytes + self._title_rows.nbytes + self._newest.itemsize * len(self._newest)
        return rows + 300 * len(self._values) + 200 * len(self._shared)

    def complete(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` that the text may become."""
        typed = completion.beginning(text, self._analyzer)
        if not typed:
            return ()
        named = [self._values[place] for place in self._value_rows.first(typed, limit)]
        titles = [self._title(self._newest[place]) for place in self._title_rows.first(typed, limit, beginning=True)]
        return completion.arranged(named, titles, limit)

    def _row(self, number: int) -> str:
        title, terms = self._posts.titles[number], self._posts.title_terms[number]
        if len(title) > completion.CHARACTERS:
            return completion.row(title, self._analyzer)
        return f" {terms} " if terms else ""

    def _several(self, rows: dict[str, int], more: list[tuple[str, int]]) -> dict[int, tuple[str, int]]:
        """Return the spelling and the number of posts of each title that several posts have, by the newest of them."""
        shared = {row for row, _number in more}
        numbers = [(row, rows[row]) for row in shared] + more
        labels = values.labels((row, self._posts.titles[number]) for row, number in numbers)
        counts = Counter(row for row, _number in numbers)
        return {rows[row]: (labels[row], counts[row]) for row in shared}

    def _title(self, number: int) -> Suggestion:
        text, count = self._shared.get(number, (self._posts.titles[number], 1))
        return Suggestion("title", completion.shown(text), count, self._posts.ids[number])
