"""Laws 6, 7 and 8: pages, cursors, order and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from search.document import Document
from search.errors import BadParameter, QueryTooLong
from search.port import Searchable
from search.query import FacetWanted, Filter, Query, Sort, Word
from tests.contract.benches import Index
from tests.contract.posts import SHELF, post
from tests.contract.questions import facet, ids, words

NEWEST: Sort = "newest"
EXTREMES = (
    post(1, "word", date="0001-01-01T00:00:00"),
    post(2, "word", date="9999-12-31T23:59:59.999999"),
    post(3, "word"),
    post(4, "word", date="1969-12-31T23:59:59.999999"),
    post(5, "word", date="1970-01-01T00:00:00"),
    post(6, "word", date="1970-01-01T00:00:00.000001"),
    post(7, "word"),
    post(8, "word", date="1970-01-01T00:00:00"),
)
"""Dates at both ends of time, on both sides of 1970 by a microsecond, twice the same one, and none."""
OLDEST_FIRST = [1, 4, 5, 8, 6, 2, 3, 7]
NEWEST_FIRST = [2, 6, 5, 8, 4, 1, 3, 7]


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_law_06_pages_part_the_results(index: Index, sort: Sort) -> None:
    reader = index.rebuild(*EXTREMES)
    whole = ids(reader.search(words("word", sort=sort, facets=())))
    pages = [reader.search(words("word", sort=sort, page=page, per_page=3, facets=())) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [3, 3, 2]
    assert [number for page in pages for number in ids(page)] == whole
    assert {page.total for page in pages} == {8}


@pytest.mark.parametrize("page", [2, 3, 501, 10**20])
def test_law_06_a_window_past_the_total_is_empty_with_the_right_total(index: Index, page: int) -> None:
    reader = index.rebuild(*SHELF)
    for sort in ("newest", "relevance"):
        answer = reader.search(words("python", sort=sort, page=page))
        assert (answer.total, answer.hits, answer.cursor) == (4, (), None)
    assert reader.search(words("python", page=page, per_page=100)).facets == reader.search(words("python")).facets


def test_law_06_a_window_past_ten_thousand_is_refused_and_a_cursor_goes_on(index: Index) -> None:
    reader = index.rebuild(*(post(number, "word", date="2009-03-01T10:00:00") for number in range(1, 10_003)))
    last = replace(words("word", facets=(), highlight=False), page=100, per_page=100)
    assert reader.search(last).total == 10_002
    with pytest.raises(BadParameter) as raised:
        reader.search(replace(last, page=101))
    assert raised.value.problems[0][0] == "page"
    place = reader.search(replace(last, sort=NEWEST)).cursor
    assert ids(reader.search(replace(last, sort=NEWEST, cursor=place))) == [10_001, 10_002]


def _walk(reader: Searchable, query: Query) -> Iterator[int]:
    for _page in range(20):
        answer = reader.search(query)
        assert answer.total == 8
        yield from ids(answer)
        if answer.cursor is None:
            return
        query = replace(query, cursor=answer.cursor, page=99)
    pytest.fail("the cursor does not come to an end")


@pytest.mark.parametrize("per_page", [1, 3, 4, 8, 9])
def test_law_06_a_cursor_walks_all_results(index: Index, per_page: int) -> None:
    reader = index.rebuild(*EXTREMES)
    assert list(_walk(reader, Query(sort="newest", per_page=per_page, facets=()))) == NEWEST_FIRST
    assert list(_walk(reader, Query(sort="oldest", per_page=per_page, facets=()))) == OLDEST_FIRST


def test_law_06_a_cursor_holds_when_its_post_is_gone(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    first = reader.search(Query(sort="newest", per_page=2))
    assert ids(first) == [3, 2]
    later = index.apply(first.hits[1].document.id, post(9, date="2030-01-01T00:00:00"))
    assert ids(later.search(Query(sort="newest", per_page=2, cursor=first.cursor))) == [1, 5]


@pytest.mark.parametrize("cursor", ["", "?", "a", "é", "AAAA", "....", "x" * 500])
def test_law_06_a_bad_cursor_is_a_bad_parameter(index: Index, cursor: str) -> None:
    reader = index.rebuild(*SHELF)
    with pytest.raises(BadParameter) as raised:
        reader.search(Query(sort="newest", cursor=cursor))
    assert raised.value.problems[0][0] == "cursor"


def test_law_06_relevance_has_no_cursor(index: Index) -> None:
    reader = index.rebuild(*EXTREMES)
    assert reader.search(words("word", per_page=1)).cursor is None
    place = reader.search(words("word", sort="newest", per_page=1)).cursor
    with pytest.raises(BadParameter):
        reader.search(words("word", cursor=place))


@pytest.mark.parametrize(
    "query",
    [
        Query(page=0),
        Query(per_page=0),
        Query(per_page=101),
        Query(facets=(FacetWanted("tag", size=0),)),
        Query(facets=(FacetWanted("tag", size=101),)),
        Query(facets=(FacetWanted("tag", offset=-1),)),
    ],
)
def test_law_06_limits_are_checked(index: Index, query: Query) -> None:
    with pytest.raises(BadParameter):
        index.rebuild(*SHELF).search(query)


def test_law_06_too_long_a_text_is_refused(index: Index) -> None:
    with pytest.raises(QueryTooLong):
        index.rebuild(*SHELF).search(Query(text="x" * 4097))


def test_law_07_newest_and_oldest_are_strict_with_undated_posts_last(index: Index) -> None:
    index.rebuild(*EXTREMES[:5])
    reader = index.apply(*EXTREMES[5:])
    for text in ("", "word"):
        assert ids(reader.search(words(text, sort="newest", facets=()))) == NEWEST_FIRST
        assert ids(reader.search(words(text, sort="oldest", facets=()))) == OLDEST_FIRST


def test_law_07_without_words_relevance_is_newest(index: Index) -> None:
    page = index.rebuild(*EXTREMES).search(Query(facets=()))
    assert ids(page) == NEWEST_FIRST
    assert {hit.score for hit in page.hits} == {None}


def test_law_07_posts_of_equal_relevance_come_newest_first(index: Index) -> None:
    page = index.rebuild(*EXTREMES).search(words("word", facets=()))
    assert ids(page) == NEWEST_FIRST
    assert {hit.score is None for hit in page.hits} == {False}


TOKYO = timezone(timedelta(hours=9))


def test_law_08_a_document_takes_aware_utc_only() -> None:
    for moment in (datetime(2009, 3, 1), datetime(2009, 3, 1, tzinfo=TOKYO)):  # noqa: DTZ001 - the naive time is what is refused
        with pytest.raises(ValueError, match="UTC"):
            Document("1", "", "", date=moment)
        with pytest.raises(ValueError, match="UTC"):
            Document("1", "", "", updated=moment)


def test_law_08_times_compare_as_instants(index: Index) -> None:
    reader = index.rebuild(post(1, date="2009-03-01T00:00:00"), post(2, date="2009-03-01T08:59:59.999999"), post(3))
    for zone in (UTC, TOKYO):
        midnight = datetime(2009, 3, 1, tzinfo=UTC).astimezone(zone)
        assert ids(reader.search(Query(sort="oldest", after=midnight))) == [1, 2]
        assert ids(reader.search(Query(sort="oldest", before=midnight))) == []
        assert ids(reader.search(Query(sort="oldest", before=midnight + timedelta(microseconds=1)))) == [1]
        assert ids(reader.search(Query(sort="oldest", after=midnight + timedelta(microseconds=1)))) == [2]


def test_law_08_dates_come_back_as_they_were(index: Index) -> None:
    reader = index.rebuild(*EXTREMES)
    for one in EXTREMES:
        assert reader.get(one.id) == one
    found = {hit.document.id: hit.document for hit in reader.search(Query(facets=())).hits}
    assert found == {one.id: one for one in EXTREMES}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_law_08_the_ends_of_time_have_a_year(index: Index, zone: str) -> None:
    reader = index.rebuild(EXTREMES[0], post(9))
    query = Query(timezone=zone, filters=(Filter("date", ("0001-01",)),))
    assert ids(reader.search(query)) == [1]
    assert [year.count for year in facet(reader.search(query), "date").years] == [1]
    reader = index.rebuild(EXTREMES[1], post(9))
    query = Query(timezone=zone, filters=(Filter("date", ("9999-12",)),))
    assert ids(reader.search(query)) == [2]
    assert ids(reader.search(replace(query, expr=Word("word")))) == [2]
