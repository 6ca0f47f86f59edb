"""Words with signs in them each find what they say and are marked, in every engine."""
# ruff: noqa: RUF001 - full-width letters and signs

from __future__ import annotations

import pytest

from tests.contract.benches import Index
from tests.contract.shelves import holds

SIGNS = (
    ("C++ and c++17", ["C++", "c++", "Ｃ＋＋", '"C++"', "title:x OR C++"]),
    ("C# for beginners", ["C#", "c#", "C\u266f", "c＃"]),
    ("F# in production", ["F#"]),
    ("Plain C and F, nothing else", ['"plain C"']),
    ("Moving to .NET today", [".NET", ".net", "(.NET)"]),
    ("A node.js server", ["node.js", "Node.JS", '"node.js"']),
    ("Guess who\u2019s coming", ["who's", "who\u2019s", '"who\'s coming"']),
    ("A multi-agent system", ["multi-agent", "multi agent", '"multi-agent"', "multi\u2010agent"]),
    ("AT&T called", ["AT&T", "at&t"]),
    ("Our R&D budget", ["R&D", "r&d"]),
    ("Python 3.11 is out", ["3.11", '"python 3.11"']),
    ("Thanks to @user for it", ["@user", '"@user"', "＠user"]),
    ("Filed under #tag only", ["#tag", "＃tag"]),
    ("They don't know O'Reilly", ["don't", "don\u2019t", "O'Reilly", "o\u2019reilly"]),
    ("L\u2019homme d'Artagnan", ["l'homme", "homme", "artagnan"]),
    ("An A/B test over TCP/IP", ["A/B", "TCP/IP", "tcp/ip"]),
    ("On x86_64 machines", ["x86_64"]),
    ("Run it with --verbose", ["--verbose", "verbose"]),
    ("It cost 1,000 crowns", ["1,000"]),
    ("A \u2603 and a 🧠, \u2764\ufe0f too", ["\u2603", "🧠", "\u2764", "\u2764\ufe0f"]),
    ("Here we go\U0001f680fast", ["\U0001f680"]),
    ("She has a Ph.D. now", ["Ph.D.", "ph.d"]),
    ("Made in the U.S.A. by hand", ["U.S.A.", "u.s.a"]),
    ("Family 👩‍👩‍👧 and flag 🇩🇪, at \u23f0", ["👩‍👩‍👧", "🇩🇪", "\u23f0"]),
    ("Aujourd'hui, quelqu'un l'a dit lorsqu'il", ["aujourd'hui", "quelqu'un", "lorsqu'il"]),
)
"""Text of a post, and queries that find this post alone."""


def test_each_finds_what_it_says(index: Index) -> None:
    shelf = tuple(("en", text) for text, _queries in SIGNS)
    holds(index, shelf, {query: [number] for number, (_text, queries) in enumerate(SIGNS, 1) for query in queries})


def test_a_name_with_its_sign_finds_only_that_and_without_it_both(index: Index) -> None:
    shelf = (("en", "Ask @user or users"), ("en", "A user of #tag"), ("en", "The tag, and user@example.org"), ("zh", "感谢@张三 #话题#"))
    holds(
        index,
        shelf,
        {
            "@user": [1],
            "user": [1, 2, 3],
            "#tag": [2],
            "tag": [2, 3],
            '"tag"': [2, 3],
            "ta*": [2, 3],
            "-#tag user": [1, 3],
            "user@example.org": [3],
            "@张三": [4],
            "张三": [4],
            "#话题#": [4],
        },
    )


def test_a_contraction_is_another_word_and_a_possessive_is_not(index: Index) -> None:
    shelf = (("en", "Who is there?"), ("en", "Who\u2019s there?"), ("en", "The dog\u2019s bowl"), ("en", "Two dogs"))
    holds(index, shelf, {"who's": [2], "who": [1], "dog's": [3, 4], "dog": [3, 4], '"dog\'s"': [3]})


@pytest.mark.parametrize("text", ["USA", "us", "1000", "Reilly", "net"])
def test_other_spellings_are_other_words(index: Index, text: str) -> None:
    holds(index, (("en", "U.S.A. U.S. 1,000 O'Reilly .NET"),), {text: []})
