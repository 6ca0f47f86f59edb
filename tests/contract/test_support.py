"""Support: results that say the same things hold each other up. It reorders, never adds, and no filter changes it. On every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.document import Document
from search.page import Hit, Page
from search.query import Filter, Query
from search.ranking import SUPPORT_RESULTS
from tests.contract.benches import Index
from tests.contract.posts import post
from tests.contract.questions import ids, words

LONG = "mend leaking wooden rain barrel pitch linen"
COOPERS = "Staves and hoops of oak casks swell when they are wet and a cooper seals them"
BOATS = "Oars and sails of small craft dry when they are ashore and a rower rests them"


def _shelf() -> tuple[Document, ...]:
    """Posts that answer, which speak of coopers too; one of coopers and a newer one of boats, with as many of the words; and others."""
    answers = (post(number, "", f"How to mend a leaking wooden rain barrel with pitch and linen. {COOPERS}") for number in range(1, 6))
    like = post(10, "", f"A leaking barrel. {COOPERS}", tags=("craft",), date="2001-01-01T00:00:00")
    other = post(11, "", f"A leaking barrel. {BOATS}", date="2009-01-01T00:00:00")
    named = post(12, "", COOPERS)  # has none of the words
    rest = (post(number, "", "Notes on the garden, the weather and the seasons of a year") for number in range(100, 140))
    return (*answers, like, other, named, *rest)


def _asked(text: str = LONG) -> Query:
    return words(text, match="any", per_page=100, explain=True)


def _earned(hit: Hit) -> float:
    return sum(reason.score for reason in hit.reasons or () if reason.kind == "alike")


def _scores(page: Page) -> dict[str, float]:
    return {hit.document.id: hit.score or 0.0 for hit in page.hits}


def test_results_like_the_best_come_before_others(index: Index) -> None:
    found = ids(index.rebuild(*_shelf()).search(_asked()))
    assert found.index(10) < found.index(11)


def test_nothing_is_added(index: Index) -> None:
    assert sorted(ids(index.rebuild(*_shelf()).search(_asked()))) == [1, 2, 3, 4, 5, 10, 11]


def test_a_single_word_has_none_and_function_words_do_not_count(index: Index) -> None:
    reader = index.rebuild(*_shelf())
    for text in ("barrel", "what is this that the of and a barrel", f"{'the ' * 7} barrel"):
        assert {_earned(hit) for hit in reader.search(_asked(text)).hits} == {0}
    assert all(_earned(hit) > 0 for hit in reader.search(_asked("leaking barrel")).hits)


def test_a_longer_query_has_more_of_it(index: Index) -> None:
    reader = index.rebuild(*_shelf())
    shares = [
        _earned(hit) / ((hit.score or 0.0) - _earned(hit))
        for hit in (reader.search(_asked(text)).hits[0] for text in ("leaking barrel", "leaking wooden barrel", LONG))
    ]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_what_is_earned_is_a_reason_without_a_word(index: Index) -> None:
    for hit in index.rebuild(*_shelf()).search(_asked()).hits:
        assert sum(reason.score for reason in hit.reasons or ()) == pytest.approx(hit.score)
        assert [(reason.text, reason.field) for reason in hit.reasons or () if reason.kind == "alike"] == [("", "")]


def test_no_filter_no_date_and_no_page_changes_a_score(index: Index) -> None:
    reader = index.rebuild(*_shelf())
    whole = _scores(reader.search(_asked()))
    for query in (
        replace(_asked(), filters=(Filter("tag", ("craft",)),)),
        replace(_asked(), filters=(Filter("date", ("2009",)),)),
        replace(_asked(), page=2, per_page=3),
    ):
        found = _scores(reader.search(query))
        assert found
        assert found == pytest.approx({post_id: whole[post_id] for post_id in found})


def test_chosen_dates_change_no_score_either(index: Index) -> None:
    reader = index.rebuild(*_shelf())
    whole = _scores(reader.search(_asked()))
    found = _scores(reader.search(replace(_asked(), after=datetime(2005, 1, 1, tzinfo=UTC))))
    assert found == pytest.approx({post_id: whole[post_id] for post_id in found})
    assert list(found) == [f"{11:016x}"]


def test_posts_of_one_text_earn_the_same_to_the_last_bit(index: Index) -> None:
    twins = [post(number, "", f"leaking barrel {COOPERS}", date=f"20{number}-01-01T00:00:00") for number in (11, 14, 13, 12)]
    others = [post(number, "", f"leaking barrel {COOPERS[: number * 2]} {BOATS[number:]}") for number in range(1, 30)]
    hits = index.rebuild(*others, *twins).search(_asked("leaking barrel staves")).hits
    scores = {hit.document.id: hit.score for hit in hits}
    assert len({scores[one.id] for one in twins}) == 1
    assert [hit.document.id for hit in hits if hit.document.id in {one.id for one in twins}] == [f"{n:016x}" for n in (14, 13, 12, 11)]


def test_only_the_best_results_earn(index: Index) -> None:
    many = (post(number, "", "rain barrel " * (1 + number % 7) + COOPERS) for number in range(1, SUPPORT_RESULTS + 20))
    rest = (post(number, "", BOATS) for number in range(200, 300))
    hits = index.rebuild(*many, *rest).search(_asked("rain barrel")).hits
    assert [_earned(hit) > 0 for hit in hits] == [True] * SUPPORT_RESULTS + [False] * (len(hits) - SUPPORT_RESULTS)


def test_what_was_removed_supports_nothing(index: Index) -> None:
    index.rebuild(*_shelf())
    found = index.apply(*(f"{number:016x}" for number in range(1, 6))).search(_asked())
    assert ids(found) == [11, 10]  # nothing but their words counts, and they are alike in these: the newer first


def test_posts_without_any_telling_word_are_like_no_other(index: Index) -> None:
    numbers = (post(number, "", "2009 2010 11") for number in (1, 2))
    hits = index.rebuild(*numbers, post(3, "", "other")).search(_asked("2009 2010")).hits
    assert [_earned(hit) for hit in hits] == [0, 0]
