"""Completing: what may be suggested, from the columns; no document is read."""

from __future__ import annotations

import numpy as np

from search.analysis import Analyzer
from search.completion import KINDS, Candidate
from search.engines.whoosh.posts import Posts
from search.page import Suggestion


def candidates(posts: Posts, analyzer: Analyzer) -> tuple[Candidate, ...]:
    """Return the candidates of the live posts, the same that `completion.candidates` gives for their documents."""
    found = [
        Candidate(Suggestion("title", posts.titles[number], 1, posts.ids[number]), f" {posts.title_terms[number]}")
        for number in posts.live.nonzero()[0].tolist()
        if posts.titles[number]
    ]
    for kind in KINDS:
        facet = posts.facets[kind]
        counts = np.bincount(facet.keys, minlength=len(facet.names)).tolist()
        for name, count in zip(facet.names, counts, strict=True):
            label = facet.labels[name]
            found.append(Candidate(Suggestion(kind, label, count), f" {analyzer.exact(label)}"))
    return tuple(found)
