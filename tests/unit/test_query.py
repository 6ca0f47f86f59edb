"""Query: its limits, and what follows from its values."""

from __future__ import annotations

import pytest

from search.errors import BadParameter, QueryTooLong
from search.query import And, Expr, FacetWanted, Filter, Not, Or, Phrase, Prefix, Query, Span, Value, Word, check


def test_a_query_within_the_limits_passes() -> None:
    check(Query(text="a" * 4096, page=500, per_page=100, facets=(FacetWanted("tag", 100),)))


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(QueryTooLong, match="4096"):
        check(Query(text="a" * 4097))


def test_every_bad_value_is_named_once() -> None:
    with pytest.raises(BadParameter) as caught:
        check(Query(page=0, per_page=101, facets=(FacetWanted("colour"), FacetWanted("tag", 0), FacetWanted("lang", 0))))
    assert [name for name, _ in caught.value.problems] == ["page", "per_page", "facet", "facet_size"]


def test_too_many_chosen_values_are_refused() -> None:
    tags = tuple(map(str, range(60)))
    check(Query(filters=(Filter("tag", tags), Filter("creator", excluded=tags[:40]))))
    with pytest.raises(BadParameter, match="filters: at most 100"):
        check(Query(filters=(Filter("tag", tags), Filter("creator", excluded=tags[:41]))))


def test_a_cursor_goes_with_an_order_by_date_only() -> None:
    check(Query(cursor="x"))
    check(Query(expr=Word("a"), sort="oldest", cursor="x"))
    with pytest.raises(BadParameter, match="cursor"):
        check(Query(expr=Word("a"), cursor="x"))


@pytest.mark.parametrize("expr", [Word("a"), Phrase("a b"), Prefix("a"), And((Value("tag", "x"), Or((Word("a"),))))])
def test_words_are_ranked(expr: Expr) -> None:
    assert Query(expr=expr).words
    assert Query(expr=expr).order == "relevance"
    assert Query(expr=expr, sort="oldest").order == "oldest"


@pytest.mark.parametrize("expr", [And(()), Value("tag", "x"), Span(None, None), Not(Word("a")), Or((Value("tag", "x"),))])
def test_without_words_relevance_means_newest(expr: Expr) -> None:
    assert not Query(expr=expr).words
    assert Query(expr=expr).order == "newest"


def test_what_is_chosen_in_a_facet() -> None:
    chosen = Filter("tag", ("python",), "all")
    assert Query(filters=(chosen,)).filter("tag") == chosen
    assert Query(filters=(chosen,)).filter("lang") == Filter("lang")
