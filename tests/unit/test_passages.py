"""Which parts of a text are shown. Each letter of a text here is a word of the query, each dot a character of other words."""

from __future__ import annotations

import pytest

from search.marking import Place
from search.passages import Passage, best, passages

FAR = "." * 1000


def standing(text: str) -> list[Place]:
    return [Place(at, at + 1, ord(char) - ord("a")) for at, char in enumerate(text) if char.isalpha()]


def texts(text: str, chosen: list[Passage]) -> list[str]:
    return [text[passage.start : passage.end] for passage in chosen]


def chosen(text: str, weights: dict[int, float] | None = None, length: int = 100, total: int = 150) -> list[str]:
    return texts(text, passages(standing(text), weights or {}, length, total))


def the_best(text: str, weights: dict[int, float] | None = None, length: int = 100) -> str:
    passage = best(standing(text), weights or {}, length)
    assert passage is not None
    return text[passage.start : passage.end]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param("a.................b", "a.a.a.a.a.a", id="more different words"),
        pytest.param("a.b", "a......................b", id="words near each other"),
        pytest.param("a..........b..........c", "a.b", id="a third word, though the two others are close"),
        pytest.param("a.a", "a", id="a word twice"),
        pytest.param("a.b", "b.......a.b.......b", id="words near each other, not the same pair again and again"),
    ],
)
def test_a_passage_is_better_with(better: str, worse: str) -> None:
    assert better in the_best(better + FAR + worse)
    assert better in the_best(worse + FAR + better)


def test_of_equal_passages_the_earliest_is_the_best() -> None:
    passage = best(standing(f"..a{FAR}a"), {}, 100)
    assert passage is not None
    assert (passage.start, passage.end, passage.words) == (2, 3, {0})


def test_rare_words_count_more_than_common_ones() -> None:
    text = f"a..b..........{FAR}c"
    assert the_best(text) == "a..b"
    assert the_best(text, {0: 0.5, 1: 0.7, 2: 4.0}) == "c"


def test_a_word_in_nearly_every_post_does_not_decide() -> None:
    weights = {0: 0.001, 1: 4.0, 2: 3.0}
    text = f"a......b{'.' * 40}c......a{FAR}b.c{FAR}a.b.a"
    assert chosen(text, weights) == ["b.c"]
    assert chosen(f"{FAR}a{FAR}a", weights) == ["a", "a"]


def test_a_word_that_comes_again_far_away_does_not_stretch_a_passage() -> None:
    assert the_best(f"a{'.' * 80}a.b{'.' * 80}b") == "a.b"
    assert the_best(f"a.b{'.' * 30}a{'.' * 30}b") == f"a.b{'.' * 30}a"
    assert the_best("a.b....a.b") == "a.b....a.b"


def test_one_passage_where_one_holds_all_words() -> None:
    assert chosen(f"a{FAR}b{FAR}a..b..c{FAR}c") == ["a..b..c"]


def test_several_passages_where_none_holds_all_words_in_the_order_of_the_text() -> None:
    assert chosen(f"c{FAR}b{FAR}a.c") == ["b", "a.c"]
    assert chosen(f"c{FAR}b{FAR}a") == ["c", "b", "a"]
    assert len(chosen(f"a{FAR}b{FAR}c{FAR}d{FAR}e")) == 3


def test_what_several_passages_leave_out_is_the_lightest() -> None:
    assert chosen(f"a{FAR}b{FAR}c{FAR}d", {0: 1.0, 1: 3.0, 2: 2.0, 3: 1.5}) == ["b", "c", "d"]


def test_a_common_word_alone_is_not_worth_another_passage() -> None:
    assert chosen(f"a.b{FAR}c", {0: 5.0, 1: 5.0, 2: 0.9}) == ["a.b"]
    assert chosen(f"a.b{FAR}c", {0: 5.0, 1: 5.0, 2: 2.0}) == ["a.b", "c"]


def test_shorter_passages_are_not_chosen_where_they_hold_no_more() -> None:
    assert chosen(f"a{'.' * 90}b{FAR}c", length=100, total=120) == [f"a{'.' * 90}b"]


def test_two_passages_where_two_far_apart_are_as_good() -> None:
    assert chosen(f"a.b{FAR}a.b") == ["a.b", "a.b"]
    assert chosen(f"a.b{FAR}a.....................b") == ["a.b"]
    assert chosen(f"a.b.a.b.a.b{FAR}a.b") == ["a.b.a.b.a.b", "a.b"]
    assert chosen(f"a.b{'.' * 100}a.b") == ["a.b"]


def test_a_short_snippet_has_one_passage() -> None:
    assert chosen(f"a{FAR}b", length=20, total=25) == ["a"]
    assert chosen(f"a{FAR}a", length=20, total=25) == ["a"]


def test_a_place_as_long_as_the_snippet_is_shown_alone() -> None:
    long = [Place(0, 90, 0), Place(95, 96, 1), Place(2000, 2090, 0)]
    assert [(passage.start, passage.end) for passage in passages(long, {}, 100, 150)] == [(0, 96)]
    assert [(passage.start, passage.end) for passage in passages([long[0], long[2]], {}, 100, 150)] == [(0, 90)]
    assert [(passage.start, passage.end) for passage in passages([Place(0, 90, 0), Place(900, 901, 1)], {}, 100, 150)] == [(0, 90)]


def test_where_nothing_was_found_there_is_no_passage() -> None:
    assert passages([], {}, 100, 150) == []
    assert best([], {}, 100) is None


def test_words_without_any_weight_are_shown_too() -> None:
    assert chosen(f"{FAR}a", {0: 0.0}) == ["a"]
