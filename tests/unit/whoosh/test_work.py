"""What an answer costs in work that can be counted: postings read, posts decoded, values of facets made. Nothing is timed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from search import values
from search.engines.whoosh.segments import Segment
from search.page import FacetValue
from search.port import Searchable
from search.query import FacetWanted, Filter, Prefix, Query, Word
from tests.contract.benches import opened
from tests.contract.posts import post

POSTS = 60
TAGS = 5_000
QUERY = Query(text="feed", expr=Word("feed"), per_page=5)


@dataclass
class Work:
    """Reads of an index: of postings by field and term, of posts by number."""

    postings: Counter[tuple[str, str]] = field(default_factory=Counter)
    posts: list[int] = field(default_factory=list)

    def clear(self) -> None:
        self.postings.clear()
        self.posts.clear()


@pytest.fixture(name="work")
def _work(monkeypatch: pytest.MonkeyPatch) -> Work:
    done = Work()
    value, document = Segment.value, Segment.document

    def counted_value(segment: Segment, name: str, term: str) -> tuple[bytes, int] | None:
        done.postings[name, term] += 1
        return value(segment, name, term)

    def counted_document(segment: Segment, number: int) -> str:
        done.posts.append(number)
        return document(segment, number)

    monkeypatch.setattr(Segment, "value", counted_value)
    monkeypatch.setattr(Segment, "document", counted_document)
    return done


def _feeds(posts: int) -> Iterator[Searchable]:
    with opened("whoosh") as index:
        yield index.rebuild(
            *(post(number, f"Feed {number}", f"a feed of words, {number}", tags=(f"tag {number % 3}",)) for number in range(posts))
        )


@pytest.fixture(name="reader")
def _reader() -> Iterator[Searchable]:
    yield from _feeds(POSTS)


@pytest.mark.parametrize(
    "further",
    [
        replace(QUERY, page=2),
        replace(QUERY, filters=(Filter("tag", ("tag 1",)),)),
        replace(QUERY, filters=(Filter("date", ("2026",)),)),
        replace(QUERY, sort="newest", facets=()),  # as a feed or a list has it
        replace(QUERY, facets=(FacetWanted("tag", size=3, contains="1"),), per_page=1),
    ],
)
def test_another_page_a_click_and_another_format_of_an_answer_read_no_postings(reader: Searchable, work: Work, further: Query) -> None:
    assert reader.search(QUERY).total == POSTS
    assert work.postings
    work.clear()
    reader.search(further)
    assert not work.postings


def test_no_posting_is_read_twice_for_one_answer(reader: Searchable, work: Work) -> None:
    query = Query(text="feed words 7", expr=Word("feed"), explain=True)
    reader.search(query)
    reader.search(replace(query, expr=Word("words")))
    assert set(work.postings.values()) == {1}


@pytest.mark.parametrize("posts", [10, 100])
def test_what_a_word_reads_does_not_grow_with_the_posts(work: Work, posts: int) -> None:
    for reader in _feeds(posts):
        reader.search(QUERY)
    assert len(work.postings) == 7  # once in each field, as a stem and as it is written
    assert len(work.posts) == QUERY.per_page


def test_the_posts_of_the_page_are_decoded_and_no_other(reader: Searchable, work: Work) -> None:
    for page, wanted in ((1, 5), (4, 5), (13, 0)):
        work.clear()
        assert reader.search(replace(QUERY, page=page)).total == POSTS
        assert len(work.posts) == wanted


def test_a_beginning_reads_the_terms_that_have_it_and_no_other(reader: Searchable, work: Work) -> None:
    reader.search(Query(text="wor*", expr=Prefix("wor")))
    assert set(work.postings) == {("body.exact", "words")}


def test_of_five_thousand_tags_those_are_made_that_may_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(value: str, *more: object) -> FacetValue:
        made.append(value)
        return FacetValue(value, *more)  # type: ignore[arg-type] # as given

    tags = [tuple(f"tag {number}" for number in range(first, TAGS, 50)) for first in range(50)]
    common = [tuple(f"common {number}" for number in range(30) if number >= first) for first in range(50)]
    with opened("whoosh") as index:
        reader = index.rebuild(*(post(number, tags=(*tags[number], *common[number])) for number in range(50)))
        monkeypatch.setattr(values, "FacetValue", counted)
        (facet,) = reader.search(Query(facets=(FacetWanted("tag", size=20),))).facets
    assert facet.distinct == TAGS + 30
    assert len(facet.values) == 20
    assert len(made) == 20
