"""Capacity: up to how many posts an engine is made for, and what is said where an index has more."""

from __future__ import annotations

from search.page import IndexInfo

MOST: dict[str, int] = {"whoosh": 30_000}
"""Posts up to which each engine keeps its word: a search with all facets in 50 ms (p95; 34 ms measured with 30,000 posts of 806 words, see
docs/benchmarks.md). An engine that is not here has no such number."""


def outgrown(index: IndexInfo | None) -> str | None:
    """Return one line for people where the index has more posts than its engine is made for; it answers all the same, only slower."""
    most = MOST.get(index.engine) if index else None
    if index is None or most is None or index.documents <= most:
        return None
    return (
        f"note: {index.documents:,} posts are more than the {most:,} that the {index.engine} engine is made for; the tantivy engine is "
        "faster there: pip install '.[tantivy]', then engine = \"tantivy\" in the settings or --engine tantivy (docs/engines.md)"
    )
