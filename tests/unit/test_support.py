from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ranking
from search.plan import Clause, Probe, Term
from search.scoring import Weighted
from search.support import alike, earned, share

sketches = st.lists(st.sets(st.integers(1, 40), max_size=12).map(tuple), max_size=12)


def _words(content: int, function: int = 0) -> tuple[Weighted, ...]:
    lightness = [False] * content + [True] * function
    return tuple(Weighted(Clause((Probe("body", Term((f"w{number}",))),)), 1.0, light) for number, light in enumerate(lightness))


def test_it_grows_from_nothing_for_one_word_to_its_bound() -> None:
    assert share(()) == share(_words(0, 9)) == share(_words(1, 9)) == 0
    some = [share(_words(number)) for number in range(1, ranking.SUPPORT_FULL + 1)]
    assert some == sorted(set(some))
    assert some[-1] == share(_words(200)) == ranking.SUPPORT


def test_likeness_is_the_cosine_of_two_sets_and_none_with_itself() -> None:
    found = alike([(1, 2, 3, 4), (3, 4), (9,), ()])
    assert found[0, 1] == pytest.approx(2 / np.sqrt(8))
    assert found.diagonal().tolist() == [0, 0, 0, 0]
    assert found[2].tolist() == found[3].tolist() == [0, 0, 0, 0]


def test_a_result_earns_nearly_the_score_of_the_one_that_says_the_same() -> None:
    found = earned([3.0, 1.0, 5.0], [(1, 2), (1, 2), (7,)], 0.5)
    assert found == pytest.approx([0.5, 1.5, 0], rel=0.01)
    assert found[0] < 0.5


def test_one_stem_in_common_is_next_to_nothing() -> None:
    stems = tuple(range(64))
    one, _other = earned([8.0, 8.0], [stems, (0, *range(100, 163))], 1)
    assert one < 0.001


def test_no_result_earns_nothing() -> None:
    assert earned([], [], 1) == []


@given(sketches, st.floats(0, 1), st.data())
def test_what_is_earned_is_bounded_by_the_best_score(found: list[tuple[int, ...]], counted: float, data: st.DataObject) -> None:
    scores = data.draw(st.lists(st.floats(0.001, 100), min_size=len(found), max_size=len(found)))
    assert all(0 <= each <= counted * max(scores) for each in earned(scores, found, counted))


@given(sketches)
def test_likeness_does_not_depend_on_the_order(found: list[tuple[int, ...]]) -> None:
    assert np.allclose(alike(found), alike(found[::-1])[::-1, ::-1])
    assert np.allclose(alike(found), alike(found).T)
