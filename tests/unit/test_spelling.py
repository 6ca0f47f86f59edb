from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling import COMMON_SLIP, FIRST_LETTER, LONGEST, Words, exact_fields, is_word, likelihood, slips_allowed

_words = st.text("abcé", min_size=1, max_size=11)


def _distance(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    table = [[max(row, place) if 0 in (row, place) else 0 for place in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for place in range(1, len(other) + 1):
            ways = [
                table[row - 1][place] + 1,
                table[row][place - 1] + 1,
                table[row - 1][place - 1] + (one[row - 1] != other[place - 1]),
            ]
            if row > 1 and place > 1 and one[row - 1] == other[place - 2] and one[row - 2] == other[place - 1]:
                ways.append(table[row - 2][place - 2] + 1)
            table[row][place] = min(ways)
    return table[-1][-1]


def _near(word: str, words: Iterable[str]) -> list[tuple[int, str]]:
    found = sorted((_distance(word, other), other) for other in set(words) if is_word(other) and other != word)
    return [one for one in found if one[0] <= slips_allowed(word)]


@given(_words, st.lists(_words, max_size=40))
def test_near_words_are_those_within_the_slips(word: str, words: list[str]) -> None:
    assert list(Words(words).near(word)) == _near(word, words)


@given(_words, st.data())
def test_words_with_a_slip_or_two_are_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    others = [word[:place] + word[place + 1 :], word[:place] + "b" + word[place:], word[:place] + word[place:][::-1], word + "é"]
    assert list(Words(others).near(word)) == _near(word, others)


@pytest.mark.parametrize("term", ["abc", "python", "naive", "\u0436\u0438\u0432\u043e\u0442", "עברית", "हिन्दी", "straße"])
def test_words_of_letters_have_a_spelling(term: str) -> None:
    assert is_word(term)


@pytest.mark.parametrize(
    "term", ["", "ab", "2009", "utf8", "c++", ".net", "don't", "機械", "かな", "한국어", "ภาษา", "🎉🎉🎉", "x" * (LONGEST + 1)]
)
def test_what_is_no_word_has_none(term: str) -> None:
    assert not is_word(term)
    assert slips_allowed(term) == 0


def test_long_words_may_have_two_slips_and_short_ones_none() -> None:
    assert [slips_allowed("x" * length) for length in (3, 4, 7, 8, LONGEST)] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("typed", "meant", "likely"),
    [
        ("pyhton", "python", COMMON_SLIP),
        ("pyton", "python", COMMON_SLIP),
        ("pythhon", "python", COMMON_SLIP),
        ("pythin", "python", 1),
        ("pythlon", "python", 1),
        ("ypthon", "python", COMMON_SLIP / FIRST_LETTER),
        ("bython", "python", 1 / FIRST_LETTER),
    ],
)
def test_some_slips_are_likelier_than_others(typed: str, meant: str, likely: float) -> None:
    assert likelihood(typed, meant) == likely


def test_a_field_is_looked_for_where_its_exact_terms_are() -> None:
    assert exact_fields("title") == ("title.exact",)
    assert exact_fields("creator") == ("creator",)
    assert exact_fields(None) == ("title.exact", "body.exact", "categories.exact", "creator")


def test_few_words_take_few_bytes() -> None:
    assert Words([]).nbytes == 0
    assert Words(["python", "pythons", "3.11"]).nbytes == 4 * (6 + 7) + 2 * 8
