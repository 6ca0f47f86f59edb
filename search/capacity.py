"""Capacity: up to how many posts an engine is made for, and what is said where an index has more."""

from __future__ import annotations

from search.page import IndexInfo

MOST: dict[str, int] = {"whoosh": 30_000}
"""Posts up to which each engine is meant to answer any search with all facets in 50 ms (p95). Others have no such number.

At 30,000 posts of 500 words, asked for the first time on two busy cores: 19 ms at the median of eleven kinds of queries and 53 at p95, of
CPU; one word 17 to 22, two 28, a beginning 38, four words and phrases of common ones the most."""


def outgrown(index: IndexInfo | None) -> str | None:
    """Return one line for people where the index has more posts than its engine is made for; it answers all the same, only slower."""
    most = MOST.get(index.engine) if index else None
    if index is None or most is None or index.documents <= most:
        return None
    return (
        f"note: {index.documents:,} posts are more than the {most:,} that the {index.engine} engine is made for; the tantivy engine is "
        "faster there: pip install '.[tantivy]', then engine = \"tantivy\" in the settings or --engine tantivy (docs/engines.md)"
    )
