"""What the reader of the Tantivy engine does beside the contract: limits of the library, and work that can be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.engines.tantivy import counting, ranking
from search.engines.tantivy.posts import Posts
from search.engines.tantivy.reader import TantivyReader
from search.plan import Clause, Probe, Sequence
from search.port import Searchable
from search.query import FacetWanted, Filter, Query, Word
from tests.contract.benches import opened
from tests.contract.posts import post
from tests.contract.questions import facet, ids, words


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


def test_posts_that_no_word_scores_are_chosen_by_date(reader: Searchable) -> None:
    page = reader.search(Query(text="tag:x", expr=Word("Ann", "creator"), filters=(Filter("tag", ("tag 1",)),), per_page=100))
    dates = [hit.document.date or datetime.min.replace(tzinfo=UTC) for hit in page.hits]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 20


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
