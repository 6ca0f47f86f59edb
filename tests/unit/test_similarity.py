from __future__ import annotations

from search.plan import Clause, Probe, Term
from search.ranking import SIMILAR_TERMS
from search.similarity import telling


def _clause(term: str) -> Clause:
    return Clause(tuple(Probe(field, Term((term,))) for field in ("title", "body", "categories")))


def test_rare_and_frequent_in_the_post_tells_most() -> None:
    posts = {"feed": 2, "the": 100, "parser": 2, "alone": 1}
    rows = {"title": "feed", "body": "the the the feed alone alone alone parser |", "creator": "ada"}
    found = telling(rows, 100, lambda _field, term: posts.get(term, 0))
    assert [one.clause for one in found] == [_clause("feed"), _clause("parser"), _clause("the")]
    assert found[0].weight > found[1].weight > found[2].weight > 0


def test_only_so_many_terms_are_looked_for() -> None:
    rows = {"body": " ".join(f"w{number:03}" for number in range(2 * SIMILAR_TERMS))}
    found = telling(rows, 10, lambda _field, _term: 2)
    assert [one.clause for one in found] == [_clause(f"w{number:03}") for number in range(SIMILAR_TERMS)]


def test_a_sign_before_a_word_tells_nothing() -> None:
    found = telling({"body": "# feed @ ada"}, 10, lambda _field, _term: 2)
    assert [one.clause for one in found] == [_clause("ada"), _clause("feed")]
