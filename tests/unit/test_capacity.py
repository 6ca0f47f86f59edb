"""Capacity: what is said once an index has outgrown its engine."""

from __future__ import annotations

from dataclasses import replace

from index.tables import Shown, overview
from search.capacity import MOST, outgrown
from search.page import IndexInfo
from search.sources import Status

FULL = IndexInfo("whoosh", "00000007", MOST["whoosh"], None)
GROWN = replace(FULL, documents=MOST["whoosh"] + 1)


def test_an_index_that_has_outgrown_its_engine_names_the_other_one() -> None:
    assert outgrown(None) is None
    assert outgrown(FULL) is None
    note = outgrown(GROWN)
    assert note is not None
    assert "\n" not in note
    assert all(part in note for part in ("30,000", "--engine tantivy", 'engine = "tantivy"', ".[tantivy]", "docs/engines.md"))


def test_an_engine_without_a_bound_is_never_outgrown() -> None:
    assert outgrown(replace(GROWN, engine="tantivy", documents=10**7)) is None


def test_status_says_so_below_the_index() -> None:
    def said(index: IndexInfo) -> list[str]:
        return list(overview(Status("uuid", 1, index.documents, index.documents), index, Shown(None)))

    assert outgrown(GROWN) in said(GROWN)
    assert not any("note:" in line for line in said(FULL))
