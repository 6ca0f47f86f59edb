"""Law 11 in full: what a result shows of a post, on every engine."""

from __future__ import annotations

import pytest

from search.page import Hit, Snippet
from search.query import Query
from search.syntax import parse
from tests.contract.benches import Index
from tests.contract.posts import post

FILLING = "Nothing of note stands here, only filling. " * 40


def _asked(text: str) -> Query:
    return Query(text=text, expr=parse(text).expr)


def _hit(index: Index, query: str, title: str, body: str, lang: str | None = "en") -> Hit:
    (hit,) = index.rebuild(post(1, title, body, lang=lang), post(2, "Andere", "Nichts", lang="de")).search(_asked(query)).hits
    return hit


def _marked(snippet: Snippet | None) -> list[str]:
    assert snippet is not None
    return [text for text, marked in snippet.segments() if marked]


@pytest.mark.parametrize(
    ("lang", "query", "text", "found"),
    [
        ("en", "parsing", "Parsers parse what they parsed", ["parse", "parsed"]),
        ("de", "Haus", "Häuser und Haus", ["Häuser", "Haus"]),
        ("en", '"open source"', "The open source, open-source and open", ["open source", "open-source"]),
        ("en", "multi-agent", "Multi-agent, multi and agents", ["Multi-agent"]),
        ("en", "pars*", "Parsers parse sparse text", ["Parsers", "parse"]),
        ("en", "C++", "C, C++ and c++", ["C++", "c++"]),
        ("zh", "新年快乐", "祝你们新年快乐", ["新年快乐"]),
        ("zh", "快", "祝你们快乐", ["快"]),
        ("en", "open -closed (source OR code)", "Open code", ["Open", "code"]),
    ],
)
def test_law_11_what_matched_is_marked_in_title_and_text(index: Index, lang: str, query: str, text: str, found: list[str]) -> None:
    hit = _hit(index, query, text, f"{text}. {FILLING}", lang)
    assert _marked(hit.title) == found
    assert _marked(hit.body) == found


def test_law_11_the_best_passage_is_shown_not_the_first(index: Index) -> None:
    hit = _hit(index, "rain barrel", "", f"Rain. {FILLING}A barrel. {FILLING}The rain barrel is full. {FILLING}")
    assert hit.body
    assert "The rain barrel is full." in hit.body.text
    assert _marked(hit.body) == ["rain", "barrel"]


def test_law_11_passages_are_joined_where_no_one_has_all_words(index: Index) -> None:
    hit = _hit(index, "rain barrel", "", f"{FILLING}The rain falls. {FILLING}A barrel stands. {FILLING}")
    assert hit.body
    first, second = hit.body.text.removeprefix("… ").removesuffix(" …").split(" … ")
    assert first.startswith("The rain falls.")
    assert second.startswith("A barrel stands.")
    assert _marked(hit.body) == ["rain", "barrel"]


def test_law_11_words_that_are_excluded_or_asked_of_another_field_are_not_marked(index: Index) -> None:
    hit = _hit(index, "title:rain barrel -cask", "Rain in a barrel", "Rain in a barrel")
    assert _marked(hit.title) == ["Rain", "barrel"]
    assert _marked(hit.body) == ["barrel"]
