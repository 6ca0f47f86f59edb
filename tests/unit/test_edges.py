"""Where a passage that is shown begins and ends."""

from __future__ import annotations

import pytest

from search.edges import around, word_end

PROSE = "One is here. The second sentence is somewhat longer than it. Third comes at last, e.g. here. And a fourth one."
CHINESE = "他说了很多。今天天气很好\uff0c我们去公园玩吧。明天再说。"


def shown(text: str, word: str, length: int) -> str:
    low = text.index(word)
    start, end = around(text, low, low + len(word), length)
    return text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "word", "length", "part"),
    [
        pytest.param(PROSE, "sentence", 60, "The second sentence is somewhat longer than it.", id="a sentence"),
        pytest.param(PROSE, "longer", 40, "somewhat longer than it. Third comes at", id="words, where its beginning is far"),
        pytest.param(PROSE, "last", 40, "Third comes at last, e.g. here.", id="no sentence ends at e.g."),
        pytest.param(
            "We do it in steps, namely: 1. We ask. 2. We go on.", "namely", 32, "steps, namely: 1. We ask.", id="no sentence ends at 1."
        ),
        pytest.param(PROSE, "fourth", 40, "And a fourth one.", id="the end of the text"),
        pytest.param(PROSE, "One", 15, "One is here.", id="the beginning of the text"),
        pytest.param("A heading\nthe text below it goes on", "below", 25, "the text below it goes on", id="a block begins"),
        pytest.param("word " * 20, "word", 12, "word word", id="words only"),
        pytest.param(PROSE[:60] + " End.", "End", 60, PROSE[13:60] + " End.", id="a sentence more where less is behind"),
        pytest.param("word " * 20 + "end", "end", 43, "word " * 8 + "end", id="more before where less is behind"),
        pytest.param("x" * 50 + " y " + "x" * 50, "y", 20, "y", id="no part of a long word"),
        pytest.param(CHINESE, "公园", 18, CHINESE[6:21], id="a sentence of Chinese"),
        pytest.param("祝" * 40 + "、快乐" + "祝" * 40, "快乐", 20, "快乐" + "祝" * 18, id="behind a Chinese comma"),
        pytest.param("祝" * 40 + "快乐" + "祝" * 40, "快乐", 8, "祝祝快乐祝祝祝祝", id="between two letters"),
        pytest.param("ก" * 20 + "ภาษา" + "ม้" * 20, "ภ", 6, "กภาษา", id="not between a letter and its marks"),
    ],
)
def test_what_is_shown_around_a_word(text: str, word: str, length: int, part: str) -> None:
    assert shown(text, word, length) == part
    assert len(part) <= length


@pytest.mark.parametrize(
    ("text", "most", "end"),
    [
        ("one two", 5, 4),
        ("onetwo", 5, 5),
        ("祝祝祝、祝", 3, 2),
        ("cafe\u0301s", 4, 3),
        ("a🧑\u200d🚀b", 2, 1),
        ("a👍\U0001f3fdb", 2, 1),
        ("a🇩🇪b", 2, 1),
        ("ม\u0e49าม\u0e49า", 4, 3),
        ("\u0301\u0301\u0301", 2, 2),
    ],
)
def test_a_word_is_cut_only_where_it_must_be_and_no_character_is(text: str, most: int, end: int) -> None:
    assert word_end(text, 1, most) == end


def test_it_keeps_to_the_part_that_may_be_shown() -> None:
    text = "one two three four five six seven"
    low, high = text.index("four"), text.index("five") + 4
    assert text[slice(*around(text, low, high, 100, since=8, until=high))] == "three four five"
    assert text[slice(*around(text, low, high, 1))] == "four five"
