"""Vocabulary: the words of an index for the correction of spelling, from Tantivy's dictionaries."""

from __future__ import annotations

import threading

from search.analysis import FILLER
from search.document import Document
from search.engines.tantivy.matching import Matching, any_of
from search.engines.tantivy.ordering import ordered
from search.engines.tantivy.posts import Posts
from search.spelling import Words, exact_fields


class TantivyVocabulary:
    """A `spelling.Vocabulary`. Threads may share it."""

    def __init__(self, posts: Posts, matching: Matching) -> None:
        """Take the parts of the index; nothing is laid out yet."""
        self._posts = posts
        self._matching = matching
        self._words: Words | None = None
        self._lock = threading.Lock()

    @property
    def words(self) -> Words:
        """All words of live posts."""
        with self._lock:  # made when first asked for
            if self._words is None:
                terms = {term for field in exact_fields(None) for term, _count in self._posts.listed(field, "")}
                self._words = Words(terms - {FILLER})
            return self._words

    def newest(self, term: str) -> Document | None:
        """Return the newest live post in which the term stands."""
        having = any_of(self._matching.term(name, term) for name in exact_fields(None))
        return next(map(self._posts.document, ordered(self._posts, having, slice(1), oldest=False).addresses), None)

    def posts(self, term: str, field: str | None) -> int:
        """Return in how many live posts the term stands, in the field that has it most."""
        return max((self._matching.frequency(name, term) for name in exact_fields(field)), default=0)
