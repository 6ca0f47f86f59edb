"""Rows of terms as numbers say what rows of text say."""

from __future__ import annotations

import pytest

from search.analysis import FILLER, TERM_CHARACTERS, Analyzer, tokens
from search.document import Document
from search.numbering import Numbering, numbered

ROWS = {"title": "one two one", "body": "", "creator": f"ann lee {FILLER} bo"}


def test_rows_come_back_as_they_were() -> None:
    rows = numbered(ROWS)
    assert rows == ROWS
    assert numbered(rows) is rows
    assert rows.vocabulary == ["one", "two", "ann", "lee", FILLER, "bo"]
    assert (list(rows.first("title", 2)), list(rows.first("creator", 1)), list(rows.first("body"))) == (["one", "two"], ["ann"], [])
    assert list(rows.first("date")) == []
    with pytest.raises(KeyError):
        rows["date"]


def _numbering(most: int = 100) -> Numbering:
    return Numbering(lambda piece: " ".join(token.exact for token in tokens(piece)), most)


def test_a_piece_may_be_several_terms_or_none() -> None:
    some = _numbering()
    text = "- node.js -- multi-agent (one) ?"
    rows = some.rows({"a": some.exact(text), "b": some.exact(""), "c": some.exact("one")})
    assert dict(rows) == {"a": "node js multi agent one", "b": "", "c": "one"}


def test_stems_are_those_of_their_rules_and_made_once() -> None:
    made: list[str] = []

    def stem(term: str) -> str:
        made.append(term)
        return term[:3]

    some = _numbering()
    for _turn in range(2):
        exact = some.exact("parser parsers pars parser")
        assert some.rows({"a": some.stems(exact, "three", stem)})["a"] == "par par par par"
    assert sorted(made) == ["pars", "parser", "parsers"]
    assert some.rows({"a": some.stems(some.exact("parser word"), "whole", str)})["a"] == "parser word"


def test_what_is_known_is_bounded_and_what_was_given_stays() -> None:
    some = _numbering(most=10)
    rows = some.rows({"a": some.exact("one two")})
    long = "字" * (TERM_CHARACTERS + 1)
    assert not some.full
    some.exact(" ".join([long] * 10))  # a piece that is not kept takes room all the same
    assert some.full
    assert rows["a"] == "one two"


def test_an_analyzer_begins_anew_when_it_knows_too_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.analysis.MEMO_ENTRIES", 20)
    small, large = Analyzer(), Analyzer()
    monkeypatch.setattr("search.analysis.MEMO_ENTRIES", 100_000)
    for number in range(10):
        post = Document(str(number), f"Post {number}", " ".join(f"words{number}x{word}" for word in range(9)), lang="en")
        assert small.analyse(post) == large.analyse(post)
