"""Law 13 by random posts and queries: every engine answers as the reference engine does. Law 5 the same way: every count is the total
after the click."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import cursor, ranking
from search.document import Document
from search.page import Hit, Page
from search.port import Searchable
from search.query import FACET_SIZE, FacetWanted, Filter, Query
from tests.contract.benches import BENCHES, Index, opened
from tests.contract.questions import clicked, facet
from tests.contract.strategies import changes, queries, shelves

SLOW_ENGINES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
EVERY_VALUE = tuple(FacetWanted(name, size=FACET_SIZE) for name in ("tag", "creator", "site", "lang", "date"))


def _filled(index: Index, shelf: tuple[Document, ...], later: list[Document | str]) -> Searchable:
    """Return a reader after a rebuild and an apply, so that posts stand in several segments and some are gone."""
    index.rebuild(*shelf)
    return index.apply(*later)


def _answer(page: Page) -> Page:
    """Return what must be the same in every engine: not its name, not the digits of the scores."""
    hits = tuple(replace(hit, score=None) for hit in page.hits)
    return replace(page, index=replace(page.index, engine="", generation="", built=None), hits=hits)


def _scores(hits: tuple[Hit, ...]) -> dict[str, float | None]:
    return {hit.document.id: hit.score for hit in hits}


def _in_order(page: Page) -> bool:
    """Say whether scores fall and of equal ones the newer comes first, undated ones last, then the smaller id (laws 7 and 15)."""
    places = [(-(hit.score or 0.0), cursor.place(hit.document.date, hit.document.id, "newest")) for hit in page.hits]
    return all(one < other for one, other in pairwise(places))


def _equal(page: Page, expected: Page, query: Query) -> None:
    if query.order == "relevance":
        assert len(page.hits) == len(expected.hits)
        if len(page.hits) == page.total:
            assert _scores(page.hits) == pytest.approx(_scores(expected.hits), rel=1e-6)
        assert _in_order(page)
        by_id = attrgetter("document.id")  # posts of equal score may change places, over the border of a page too
        shown = len(page.hits) if len(page.hits) == page.total else 0
        page = replace(page, hits=tuple(sorted(page.hits, key=by_id))[:shown])
        expected = replace(expected, hits=tuple(sorted(expected.hits, key=by_id))[:shown])
    assert _answer(page) == _answer(expected)


@pytest.mark.parametrize("engine", [name for name in BENCHES if name != "memory"])
@SLOW_ENGINES
@given(shelves, changes, st.lists(queries(), min_size=1, max_size=5))
def test_law_13_every_engine_answers_as_the_reference_does(
    engine: str, shelf: tuple[Document, ...], later: list[Document | str], asked: list[Query]
) -> None:
    with opened(engine) as index, opened("memory") as reference:
        reader, expected = _filled(index, shelf, later), _filled(reference, shelf, later)
        for query in asked:
            _equal(reader.search(query), expected.search(query), query)
        for prefix in ("f", "fe", "p ", "a", "c", "機", "機械", "ad l", "o'r", "ex", "feed parser"):
            assert reader.suggest(prefix) == expected.suggest(prefix)
        for one in shelf:
            assert reader.get(one.id) == expected.get(one.id)
            scores = [near.score for near in reader.similar(one.id, 20)]
            assert scores == sorted(scores, reverse=True)
            ours, theirs = ({near.document.id: near for near in each.similar(one.id, 20)} for each in (reader, expected))
            assert {name: near.shared for name, near in ours.items()} == {name: near.shared for name, near in theirs.items()}
            assert [ours[name].score for name in theirs] == pytest.approx([near.score for near in theirs.values()], rel=1e-6)


@pytest.mark.parametrize("engine", [name for name in BENCHES if name != "memory"])
@SLOW_ENGINES
@given(shelves, changes, st.lists(queries(page=1, per_page=100, sort="relevance", highlight=False, facets=()), min_size=1, max_size=5))
def test_law_13_holds_where_more_results_match_than_support_each_other(
    engine: str, shelf: tuple[Document, ...], later: list[Document | str], asked: list[Query]
) -> None:
    with mock.patch.object(ranking, "SUPPORT_RESULTS", 3), opened(engine) as index, opened("memory") as reference:
        reader, expected = _filled(index, shelf, later), _filled(reference, shelf, later)
        for query in asked:
            ours, theirs = ({hit.document.id: hit.score or 0.0 for hit in each.search(query).hits} for each in (reader, expected))
            assert ours == pytest.approx(theirs, rel=1e-6)


@SLOW_ENGINES
@given(shelves, changes, st.lists(queries(page=1, per_page=1, facets=EVERY_VALUE, highlight=False), min_size=2, max_size=5))
def test_law_05_every_count_is_the_total_after_the_click(
    engine: str, shelf: tuple[Document, ...], later: list[Document | str], asked: list[Query]
) -> None:
    with opened(engine) as index:
        reader = _filled(index, shelf, later)
        known = {
            name: [value.value for value in facet(reader.search(Query(facets=EVERY_VALUE)), name).values] for name in ("tag", "creator")
        }
        for query in asked:
            page = reader.search(query)
            for result in page.facets:
                for value in (*result.values, *result.years):
                    assert reader.search(replace(clicked(query, result.name, value.value), facets=())).total == value.count
            for name, values in known.items():
                for value in set(values) - {one.value for one in facet(page, name).values}:
                    assert reader.search(replace(clicked(query, name, value), facets=())).total == 0


@SLOW_ENGINES
@given(shelves, changes, queries(page=1, per_page=100, sort="newest", facets=EVERY_VALUE, highlight=False))
def test_law_05_totals_are_exact(engine: str, shelf: tuple[Document, ...], later: list[Document | str], query: Query) -> None:
    with opened(engine) as index:
        reader = _filled(index, shelf, later)
        page = reader.search(query)
        assert page.total == len(page.hits) == len({hit.document.id for hit in page.hits})
        for one in (1, 2):
            assert reader.search(replace(query, per_page=one)).total == page.total
        years = facet(reader.search(replace(query, filters=tuple(one for one in query.filters if one.facet != "date"))), "date").years
        dated = reader.search(replace(query, filters=(*(one for one in query.filters if one.facet != "date"), Filter("date"))))
        assert sum(year.count for year in years) == sum(hit.document.date is not None for hit in dated.hits)
