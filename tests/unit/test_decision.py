from __future__ import annotations

import pytest

from search.decision import decide
from search.plan import AllOf, Clause, Plan, Probe, Term
from search.query import And, Match, Query, Sort, Word
from search.ranking import ENOUGH


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
        (0, "no post has all these words"),
        (1, "only one post has all these words"),
        (ENOUGH - 1, f"only {ENOUGH - 1} posts have all these words"),
    ],
)
def test_auto_is_any_with_a_notice_where_fewer_have(having: int, said: str) -> None:
    match, (notice,) = decide(_query(), _plan(2), lambda: having)
    assert (match, notice.code) == ("any", "relaxed")
    assert notice.detail.startswith(said)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_sorted_by_date_auto_is_all(sort: Sort) -> None:
    assert decide(_query(sort=sort), _plan(2), _never) == ("all", ())
