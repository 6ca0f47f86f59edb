"""Law 11, and what the port's docstrings promise of get, health and the order by relevance."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.document import Cut, Document, Feed, Site
from search.page import Snippet
from search.query import Phrase, Prefix, Query
from tests.contract.benches import Index
from tests.contract.posts import SHELF, post, post_id
from tests.contract.questions import ids, words

FULL = Document(
    id="00000000000000ff",
    title='Ünï 機械 <b>"x"</b> & שלום',
    body="one two\nthree\n\tfour | five",
    url="https://example.org/ü?a=1&b=2",
    creators=("Ada, Countess", "李明"),
    categories=("C++", "AI, ML"),
    date=datetime(2009, 3, 1, 10, 0, 0, 5, tzinfo=UTC),
    date_source="updated",
    published="2009-03-01T19:00:00+09:00",
    updated=datetime(2010, 1, 1, tzinfo=UTC),
    lang="ja",
    site=Site("example.org", "Example", None),
    feeds=(Feed("All", "https://example.org/feed"), Feed("Tag", None)),
    sources=("a.xml", "b.xml"),
    guid="tag:example.org,2009:1",
    aliases=("00000000000000fe",),
    summary_only=True,
    cuts=(Cut("share buttons", 2),),
)


def test_a_post_comes_back_whole(index: Index) -> None:
    reader = index.rebuild(*SHELF, FULL)
    assert reader.get(FULL.id) == FULL
    assert [hit.document for hit in reader.search(words("機械")).hits] == [FULL]


def test_a_post_is_found_by_an_id_that_it_had_before(index: Index) -> None:
    reader = index.rebuild(*SHELF, FULL)
    assert reader.get("00000000000000fe") == FULL
    assert reader.get("00000000000000fd") is None
    own = post(254, "Has that id itself")
    assert index.apply(own).get(own.id) == own
    gone = index.apply(FULL.id, own.id)
    assert (gone.get(FULL.id), gone.get("00000000000000fe")) == (None, None)


def _checked(snippet: Snippet | None) -> Snippet:
    assert snippet is not None
    at = 0
    for start, end in snippet.marks:
        assert at <= start < end <= len(snippet.text)
        at = end
    return snippet


def _marked(snippet: Snippet | None) -> list[str]:
    return [text for text, marked in _checked(snippet).segments() if marked]


def test_law_11_snippets_are_text_with_marks(index: Index) -> None:
    body = "<script>alert(1)</script> & so on. " + "Filling. " * 200 + "Here the <em>feed</em> &amp; feeds stand."
    (hit,) = index.rebuild(post(1, "<b>Feed</b> & feeds", body)).search(words("feed")).hits
    assert _checked(hit.title).text == "<b>Feed</b> & feeds"
    assert _marked(hit.title) == ["Feed", "feeds"]
    assert _marked(hit.body) == ["feed", "feeds"]
    assert "<em>feed</em> &amp; feeds" in _checked(hit.body).text


@pytest.mark.parametrize("query", [words(""), words("feed machine 機"), Query(expr=Phrase("feed parser")), Query(expr=Prefix("p"))])
def test_law_11_marks_do_not_overlap_in_any_script(index: Index, query: Query) -> None:
    page = index.rebuild(*SHELF, FULL, post(9, "機械学習", "機械学習と feed parser p")).search(query)
    assert page.hits
    for hit in page.hits:
        _checked(hit.title)
        _checked(hit.body)
    for hit in index.read().search(replace(query, highlight=False)).hits:
        assert (hit.title, hit.body) == (None, None)


def test_the_title_weighs_more_than_the_body_and_the_exact_form_more_than_the_stem(index: Index) -> None:
    reader = index.rebuild(
        post(1, "Things", "All about a parser"), post(2, "A parser", "All things"), post(3, "Some parsers", "All things"), post(4, "None")
    )
    assert ids(reader.search(words("parser"))) == [2, 3, 1]
    scores = [hit.score or 0.0 for hit in reader.search(words("parser")).hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > scores[2] > 0


def test_health_says_what_answers(index: Index, engine: str) -> None:
    reader = index.rebuild(*SHELF)
    health = reader.health()
    assert health.problem is None
    assert (health.index.engine, health.index.documents) == (engine, 5)
    assert health.index == reader.search(Query()).index
    assert index.apply(post_id(1)).health().index.generation != health.index.generation


def test_an_index_of_no_posts_answers(index: Index) -> None:
    reader = index.rebuild()
    for query in (Query(), words("feed parser"), Query(expr=Prefix("f"), sort="oldest")):
        page = reader.search(query)
        assert (page.total, page.hits) == (0, ())
        assert all(facet.values == () for facet in page.facets)
    assert (reader.suggest("f"), reader.similar("1"), reader.get("1")) == ((), (), None)


def test_a_reader_answers_several_threads(index: Index) -> None:
    reader = index.rebuild(*SHELF, FULL)
    queries = [words("python"), words("feed"), Query(expr=Prefix("p")), Query(sort="oldest"), words("parser snake")] * 8
    expected = [reader.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.read().search, queries)) == expected


def test_closing_twice_is_no_error(index: Index) -> None:
    index.rebuild(*SHELF)
    reader, writer = index.bench.reader(), index.bench.writer()
    for one in (reader, writer):
        one.close()
        one.close()
