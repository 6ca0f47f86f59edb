"""Titles: those of all live posts, the newest first, for suggestions."""

from __future__ import annotations

import numpy as np

from search.engines.tantivy.posts import Posts, every_address


class Titles:
    """A `completing.Titled`. Read once, from the records; with what is made of them, 0.2 s for 20,000 posts."""

    def __init__(self, posts: Posts) -> None:
        """Read them."""
        some = posts.some(every_address(posts.searcher))
        some = some.taken(np.lexsort((some.ids, ~some.dates)).tolist())
        texts = [record.texts() for record in posts.records(some.addresses)]
        self.ids = [f"{number:016x}" for number in some.ids.tolist()]
        self.titles = [title for title, _terms in texts]
        self.title_terms = [terms for _title, terms in texts]
