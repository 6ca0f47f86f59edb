"""Snippets: the title and the passage of each post of a page, with the words of the query marked. The same for every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search import highlight
from search.analysis import Analyzer
from search.document import Document
from search.marking import marks
from search.page import Snippet
from search.plan import Plan


@dataclass(frozen=True, slots=True)
class Snippets:
    """Title and passage of each post. Half of a search's time goes into them, so engines keep them for the next asker."""

    pairs: tuple[tuple[Snippet, Snippet], ...]

    @property
    def nbytes(self) -> int:
        """Bytes that they take, about: up to four for a character, 200 for a mark."""
        return sum(4 * len(one.text) + 200 * (1 + len(one.marks)) for pair in self.pairs for one in pair)


def snippets(posts: Sequence[Document], asked: Plan, weights: Mapping[int, float], analyzer: Analyzer) -> Snippets:
    """Return the snippets of the posts; `weights` as for `marking.marks`."""
    title, body = marks(asked, "title", weights), marks(asked, "body", weights)
    return Snippets(
        tuple(
            (highlight.title(post.title, post.lang, title, analyzer), highlight.snippet(post.body, post.lang, body, analyzer))
            for post in posts
        )
    )
