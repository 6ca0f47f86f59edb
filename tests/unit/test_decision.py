from __future__ import annotations

from dataclasses import replace

import pytest

from search.decision import decide
from search.plan import AllOf, Clause, Plan, Probe, Term
from search.query import And, Filter, Match, Query, Sort, Word
from search.ranking import ENOUGH
from search.syntax import parse


def _plan(words: int) -> Plan:
    clauses = tuple(Clause((Probe("body", Term((f"w{number}",))),)) for number in range(words))
    return Plan(clauses, AllOf(()), clauses)


def _query(match: Match = "auto", sort: Sort = "relevance") -> Query:
    return Query(expr=And((Word("w0"), Word("w1"))), match=match, sort=sort)


def _never() -> int:
    raise AssertionError("the posts that have all words were counted, though that decides nothing")


@pytest.mark.parametrize("words", [0, 1])
def test_one_word_is_all_words(words: int) -> None:
    assert decide(_query("any"), _plan(words), _never) == ("all", ())


@pytest.mark.parametrize("match", ["all", "any"])
def test_what_was_asked_for_holds(match: Match) -> None:
    assert decide(_query(match), _plan(2), _never) == (match, ())


def test_auto_is_all_where_enough_posts_have_all_words() -> None:
    assert decide(_query(), _plan(2), lambda: ENOUGH) == ("all", ())


@pytest.mark.parametrize(
    ("having", "said"),
    [
        (0, "no post has all of these words"),
        (1, "only one post has all of these words"),
        (ENOUGH - 1, f"only {ENOUGH - 1} posts have all of these words"),
    ],
)
def test_auto_is_any_with_a_notice_where_fewer_have(having: int, said: str) -> None:
    match, (notice,) = decide(_query(), _plan(2), lambda: having)
    assert (match, notice.code) == ("any", "relaxed")
    assert notice.detail.startswith(said)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_sorted_by_date_auto_is_all(sort: Sort) -> None:
    assert decide(_query(sort=sort), _plan(2), _never) == ("all", ())


@pytest.mark.parametrize(
    "text", ['"a phrase" b', "title:a b", "a (b OR c)", "a begin*", "a creator:b"], ids=["phrase", "field", "group", "beginning", "name"]
)
def test_auto_relaxes_nothing_but_bare_words(text: str) -> None:
    query = Query(expr=parse(text).expr)
    assert not query.bare
    assert decide(query, _plan(2), _never) == ("all", ())


@pytest.mark.parametrize("text", ["a b", "node.js C++", "a -b c", "a tag:x b", "a b date:2009", "快乐 新年"])
def test_bare_words_may_have_filters_and_exclusions_beside_them(text: str) -> None:
    assert Query(expr=parse(text).expr).bare


def test_a_word_that_is_being_typed_is_a_bare_one() -> None:
    assert Query(expr=parse("a b", prefix_last=True).expr).bare


def test_the_notice_says_that_filters_do_not_count() -> None:
    query = replace(_query(), filters=(Filter("tag", ("x",)),))
    _match, (notice,) = decide(query, _plan(2), lambda: 3)
    assert "only 3 posts have all of these words in the whole archive" in notice.detail
