"""Law 13 where the few posts of the other tests do not reach: many posts, many values, many runs one after the other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

import pytest

from search.document import Document
from search.port import Searchable
from search.query import And, FacetWanted, Filter, Or, Phrase, Prefix, Query, Word
from tests.contract.benches import BENCHES, Index, opened
from tests.contract.posts import post, post_id

WORDS = [f"{first}{second}{third}" for first in "abc" for second in "lmno" for third in "xyz"]


def _post(chance: random.Random, number: int) -> Document:
    def some(count: int) -> str:
        return " ".join(WORDS[int(chance.paretovariate(0.6)) % len(WORDS)] for _word in range(count))

    return post(
        number,
        some(chance.randrange(1, 6)),
        some(chance.randrange(40)),
        tags=tuple({f"Tag {int(chance.paretovariate(0.5)) % 60}" for _tag in range(chance.randrange(6))}),
        by=(f"Writer {chance.randrange(8)}",),
        date=f"20{chance.randrange(10, 20)}-0{chance.randrange(1, 10)}-11T10:00:00" if chance.random() < 0.9 else None,
        lang=chance.choice(("en", "de", None)),
    )


def _histories(chance: random.Random) -> list[list[Document | str]]:
    """A rebuild of 200 posts, one large change and twenty small ones."""
    runs: list[list[Document | str]] = [[_post(chance, number) for number in range(200)]]
    runs.append([*(_post(chance, number) for number in range(150, 260)), *map(post_id, range(30))])
    for _run in range(20):
        number = chance.randrange(300)
        runs.append([_post(chance, number), post_id(chance.randrange(300))])
    return runs


@pytest.fixture(scope="module", params=[(engine, seed) for engine in BENCHES if engine != "memory" for seed in (1, 2)], ids=str)
def readers(request: pytest.FixtureRequest) -> Iterator[tuple[Searchable, Searchable]]:
    """Readers of both engines after the same history: ours, and the one to agree with."""
    with ExitStack() as exits:
        made: list[Searchable] = []
        tested, seed = request.param
        for engine in (tested, "memory"):
            index: Index = exits.enter_context(opened(engine))
            first, *more = _histories(random.Random(seed))  # noqa: S311 - posts, not keys
            made.append(index.rebuild(*(one for one in first if isinstance(one, Document))))
            for run in more:
                made[-1] = index.apply(*run)
        yield made[0], made[1]


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(sort="oldest", per_page=100),
        Query(expr=Word("alx"), per_page=100),
        Query(expr=And((Word("alx"), Word("bmy"), Word("cox"))), match="any", per_page=100),
        Query(expr=Or((Phrase("alx alx"), Phrase("alx alx alx"), Phrase("bmy alx"))), per_page=100),
        *(Query(expr=Prefix(prefix), per_page=100) for prefix in ("a", "al", "b", "zz")),
        Query(expr=Word("alx"), filters=(Filter("tag", ("tag 1",), "any", ("tag 7",)), Filter("creator", ("writer 2", "writer 3")))),
        Query(facets=(FacetWanted("tag", size=1), FacetWanted("creator", size=3, offset=2))),
        Query(facets=(FacetWanted("tag", size=5, offset=5),), filters=(Filter("tag", ("tag 50", "none"), "all", ("tag 2",)),)),
        Query(facets=(FacetWanted("tag", size=3),), filters=(Filter("tag", ("tag 1", "none"), "any", ("tag 2",)),)),
        Query(facets=(FacetWanted("tag", size=2, contains="tag 1"),)),
    ],
)
def test_answers_are_those_of_the_reference(readers: tuple[Searchable, Searchable], query: Query) -> None:
    ours, theirs = (reader.search(query) for reader in readers)
    assert (ours.total, ours.facets, ours.notices, ours.cursor) == (theirs.total, theirs.facets, theirs.notices, theirs.cursor)
    assert [hit.document for hit in ours.hits] == [hit.document for hit in theirs.hits]
    assert [hit.score for hit in ours.hits] == pytest.approx([hit.score for hit in theirs.hits])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_cursors_pass_all_posts_once(readers: tuple[Searchable, Searchable], sort: str) -> None:
    query = Query(sort="oldest" if sort == "oldest" else "newest", per_page=7)
    everything = [hit.document.id for hit in readers[1].search(replace(query, per_page=100)).hits]
    cursor, passed = None, []
    while not passed or (cursor and len(passed) < 500):
        page = readers[0].search(replace(query, cursor=cursor))
        passed += [hit.document.id for hit in page.hits]
        cursor = page.cursor
    assert passed[: len(everything)] == everything
    assert len(passed) == len(set(passed)) == page.total


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 8])
def test_a_prefix_stands_for_the_terms_of_most_live_posts(
    readers: tuple[Searchable, Searchable], monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("search.plan.EXPANSIONS", limit * 4)  # a prefix is looked for in four fields
    for prefix in ("a", "b", "cn", "al"):
        ours, theirs = (reader.search(Query(expr=Prefix(prefix), per_page=100)) for reader in readers)
        assert ours.notices == theirs.notices
        assert [hit.document.id for hit in ours.hits] == [hit.document.id for hit in theirs.hits]


def test_similar_posts_are_those_of_the_reference(readers: tuple[Searchable, Searchable], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.similarity.COMMON", 1.0)  # these posts have few different words
    pairs = [tuple(reader.similar(post_id(number)) for reader in readers) for number in range(100, 110)]
    assert any(theirs for _ours, theirs in pairs)
    for ours, theirs in pairs:
        assert [(one.document.id, one.shared) for one in ours] == [(one.document.id, one.shared) for one in theirs]
        assert [one.score for one in ours] == pytest.approx([one.score for one in theirs])


def test_suggestions_are_those_of_the_reference(readers: tuple[Searchable, Searchable]) -> None:
    for prefix in ("a", "tag", "tag 1", "writer", "exa", "bm", "nothing"):
        assert readers[0].suggest(prefix, 50) == readers[1].suggest(prefix, 50)


def test_results_of_equal_score_stand_from_new_to_old(readers: tuple[Searchable, Searchable]) -> None:
    hits = readers[0].search(Query(expr=Word("Writer", "creator"), per_page=100)).hits
    for one, other in pairwise(hits):
        assert one.score is not None
        assert other.score is not None
        assert one.score >= other.score
        if one.score == other.score:
            assert other.document.date is None or (one.document.date is not None and one.document.date >= other.document.date)
