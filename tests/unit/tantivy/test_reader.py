"""What the reader of the Tantivy engine does beside the contract: limits of the library, and work that can be counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from search.document import Document
from search.engines.tantivy import counting, ranking
from search.engines.tantivy.posts import Posts
from search.engines.tantivy.reader import TantivyReader
from search.plan import Clause, Probe, Sequence
from search.port import Searchable
from search.query import FacetWanted, Filter, Query, Word
from tests.contract.benches import opened
from tests.contract.posts import post
from tests.contract.questions import facet, ids, words

WORDS = ["feed", "parser", "python", "news", "blog", "x", "y", "z", "w"]


@pytest.fixture(scope="module", name="reader")
def _reader() -> Iterator[Searchable]:
    with opened("tantivy") as index:
        yield index.rebuild(
            *(
                post(
                    number,
                    f"Feed {number}",
                    f"a feed of words, {number}",
                    tags=(f"Tag {number}", f"Tag {number % 3}"),
                    by=("Ann",),
                    date=f"20{number % 20:02}-01-01T0{number % 10}:00:00",
                )
                for number in range(60)
            )
        )


def test_more_values_than_tantivy_counts_are_counted_all_the_same(reader: Searchable, monkeypatch: pytest.MonkeyPatch) -> None:
    query = words("feed", facets=(FacetWanted("tag", size=100), FacetWanted("creator")))
    whole = reader.search(query).facets
    documents = [hit.document for hit in reader.search(Query(per_page=100)).hits]
    monkeypatch.setattr(counting, "MOST", 50)
    with opened("tantivy") as index:
        assert index.rebuild(*documents).search(query).facets == whole
    assert facet(reader.search(query), "tag").distinct == 60


def test_a_row_of_many_alternatives_is_found_as_if_it_were_written_out(reader: Searchable) -> None:
    assert isinstance(reader, TantivyReader)
    many = tuple(f"c+{number}." for number in range(20))
    step = (("feed", *many), ("of", *many), ("word", *many))
    clause = Clause((Probe("body", Sequence(tuple(enumerate(step)))),))
    assert reader._matching.count(clause) == 60
    assert reader._matching.count(Clause((Probe("body", Sequence(((0, many), (1, many)))),))) == 0


def test_years_of_a_zone_begin_at_its_midnight(reader: Searchable) -> None:
    years = {
        zone: {year.value: year.count for year in facet(reader.search(Query(timezone=zone)), "date").years}
        for zone in ("UTC", "America/New_York")
    }
    assert years["UTC"]["2000"] == 3
    assert sum(years["America/New_York"].values()) == 60
    assert years["America/New_York"]["1999"] == 3  # at midnight and before five it is still the old year there


def test_of_more_results_of_one_score_than_are_chosen_at_a_time_the_newest_come_first(
    reader: Searchable, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query(text="ann", expr=Word("Ann", "creator"), per_page=5)
    newest = ids(reader.search(replace(query, sort="newest", per_page=100)))
    monkeypatch.setattr(ranking, "POOL", 7)
    with opened("tantivy") as index:
        fresh = index.rebuild(*(hit.document for hit in reader.search(Query(per_page=100, sort="oldest")).hits))
        pages = [ids(fresh.search(replace(query, page=page))) for page in range(1, 13)]
    assert [number for page in pages for number in page] == newest


def _burst(count: int, *, dated: bool) -> list[Document]:
    """Return posts that nothing tells apart but a minute."""
    start = datetime(2019, 5, 1, tzinfo=UTC)
    return [replace(post(number, "A feed"), date=start + timedelta(minutes=number) if dated else None) for number in range(count)]


@pytest.mark.parametrize("dated", [True, False])
def test_of_posts_that_only_a_minute_or_nothing_tells_apart_the_first_are_those_of_the_reference(
    monkeypatch: pytest.MonkeyPatch, dated: bool
) -> None:
    monkeypatch.setattr(ranking, "POOL", 7)
    with opened("tantivy") as index, opened("memory") as reference:
        ours, theirs = (one.rebuild(*_burst(40, dated=dated)) for one in (index, reference))
        for page in (1, 2, 5):
            query = words("feed", per_page=8, page=page)
            assert ids(ours.search(query)) == ids(theirs.search(query))


def test_many_results_are_on_one_page_each_and_filters_change_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "POOL", 10)
    monkeypatch.setattr("search.ranking.SUPPORT", 0.0)  # the 50 best of the reference are more than a pool here
    chance = random.Random(4)  # noqa: S311 - posts, not keys
    shelf = [
        post(
            number,
            " ".join(chance.choices(WORDS, k=3)),
            " ".join(chance.choices(WORDS, k=chance.randrange(1, 60))),
            tags=(f"T{number % 3}",),
            date=f"20{number % 20:02}-01-01T00:00:00",
        )
        for number in range(120)
    ]
    query = words("feed parser", match="any", per_page=7, explain=True)
    with opened("tantivy") as index, opened("memory") as reference:
        ours, theirs = index.rebuild(*shelf), reference.rebuild(*shelf)
        hits = [hit for page in range(1, 20) for hit in ours.search(replace(query, page=page)).hits]
        known = {hit.document.id: hit.score for page in (1, 2) for hit in theirs.search(replace(query, per_page=100, page=page)).hits}
        assert len(hits) == len(known) > 100
        assert {hit.document.id: hit.score for hit in hits} == pytest.approx(known)
        assert all(sum(one.score for one in hit.reasons or ()) == pytest.approx(hit.score) for hit in hits)
        scores = [hit.score or 0.0 for hit in hits]
        assert all(scores[at : at + 10] == sorted(scores[at : at + 10], reverse=True) for at in range(0, len(scores), 10))
        narrowed = replace(query, filters=(Filter("tag", ("t1",)),))
        some = [hit for page in range(1, 10) for hit in ours.search(replace(narrowed, page=page)).hits]
        assert {hit.document.id: hit.score for hit in some} == pytest.approx({hit.document.id: known[hit.document.id] for hit in some})
        assert len(some) > 30


def test_an_answer_reads_the_documents_of_its_page_and_the_records_of_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    work: Counter[str] = Counter()
    document, records = Posts.document, Posts.records

    def counted_document(posts: Posts, address: object) -> object:
        work["documents"] += 1
        return document(posts, address)  # type: ignore[arg-type] # passed on

    def counted_records(posts: Posts, addresses: object) -> object:
        found = records(posts, addresses)  # type: ignore[arg-type] # passed on
        work["records"] += len(found)
        return found

    monkeypatch.setattr(Posts, "document", counted_document)
    monkeypatch.setattr(Posts, "records", counted_records)
    monkeypatch.setattr(ranking, "POOL", 20)
    with opened("tantivy") as index:
        reader = index.rebuild(*(post(number, f"Feed {number}", "a feed of words") for number in range(60)))
        query = words("feed", per_page=5)
        reader.search(query)
        assert work == {"documents": 5, "records": 20}
        work.clear()
        reader.search(replace(query, page=2))  # the second page of the same pool
        assert work == {"documents": 5}
        work.clear()
        reader.search(replace(query, sort="newest"))
        assert work == {"documents": 5}


def test_facets_of_a_query_are_counted_once_for_all_its_pages(reader: Searchable, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[tuple[str, ...]] = []
    count = counting.Counting._count
    monkeypatch.setattr(counting.Counting, "_count", lambda one, node, names: counted.append(names) or count(one, node, names))
    query = words("words 17", per_page=5, match="any")
    for page in (1, 2, 3):
        reader.search(replace(query, page=page))
    assert len(counted) == 1
