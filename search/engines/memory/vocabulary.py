"""The words of a state, read as they are, post by post."""

from __future__ import annotations

from search import cursor
from search.document import Document
from search.engines.memory.posts import Posts
from search.spelling import Words, exact_fields


class MemoryVocabulary:
    """A `spelling.Vocabulary`."""

    def __init__(self, posts: Posts) -> None:
        """Take the posts of the state."""
        self._posts = posts

    @property
    def words(self) -> Words:
        """All words, laid out anew."""
        return Words(term for field in exact_fields(None) for row in self._posts.rows[field].values() for term in row)

    def newest(self, term: str) -> Document | None:
        """Return the newest post in which the term stands."""
        having = {post_id for name in exact_fields(None) for post_id, row in self._posts.rows[name].items() if term in row}
        documents = [self._posts.documents[post_id] for post_id in having]
        return min(documents, key=lambda one: cursor.place(one.date, one.id, "newest"), default=None)

    def posts(self, term: str, field: str | None) -> int:
        """Return in how many posts the term stands, in the field that has it most."""
        return max((sum(term in row for row in self._posts.rows[name].values()) for name in exact_fields(field)), default=0)
