"""Wear: how much of an index is of no use any more."""

from __future__ import annotations

from tantivy import Query

from search.engines.tantivy import schema
from search.engines.tantivy.rows import Rows
from search.generations import Generation

WORN = 0.5
"""Share of the records that belong to no post any more, above which an index is built anew."""


def worn(generation: Generation) -> bool:
    """Say whether most records of the generation are of no use. They go only when the index is built anew."""
    searcher = schema.opened(generation.path).searcher()
    used = searcher.aggregate(Query.all_query(), {schema.SIZE: {"sum": {"field": schema.SIZE}}})[schema.SIZE]["value"] or 0
    return Rows(generation.path).size * (1 - WORN) > used
