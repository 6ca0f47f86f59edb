"""The whole of a post, with the words of a query marked in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import marked as marking
from search.analysis import Analyzer
from search.disclosure import disclosed
from search.document import Document
from search.highlight import snippet
from search.marked import CHARACTERS, MOST, MarkedText, marked, plain
from search.marking import marks
from search.page import Snippet
from search.plan import plan
from search.query import Query
from search.syntax import parse

ANALYZER = Analyzer()
POST = Document("0" * 16, "Rain barrels", "A barrel is full.\n\nOf rain,\n  rainy days and Fässer.", lang="en")


def of(text: str, post: Document = POST, *languages: str | None) -> MarkedText:
    return marked(post, Query(text=text, expr=parse(text).expr), (*languages, post.lang, None), ANALYZER)


def shown(found: MarkedText) -> list[list[str]]:
    """Return what is marked: in the title, then in each paragraph."""
    return [[part.text[low:high] for low, high in part.marks] for part in (found.title, *found.paragraphs)]


def test_words_are_marked_in_title_and_paragraphs() -> None:
    found = of("rain barrel")
    assert shown(found) == [["Rain", "barrels"], ["barrel"], ["rain"], []]
    assert [part.text for part in found.paragraphs] == ["A barrel is full.", "Of rain,", "  rainy days and Fässer."]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("title:rain", [["Rain"], [], [], []]),
        ("body:rain", [[], [], ["rain"], []]),
        ("ra*", [["Rain"], [], ["rain"], ["rainy"]]),
        ("-rain full", [[], ["full"], [], []]),
        ("tag:rain", [[], [], [], []]),
        ("***", [[], [], [], []]),
        ("", [[], [], [], []]),
    ],
)
def test_what_a_query_marks(query: str, wanted: list[list[str]]) -> None:
    assert shown(of(query)) == wanted


def test_a_phrase_over_the_end_of_a_line_is_marked_in_both() -> None:
    assert shown(of('"full of rain"')) == [[], ["full."], ["Of rain"], []]


def test_words_are_found_by_the_languages_of_the_index_as_in_results() -> None:
    german = Document("1" * 16, "", "Der feed ist da", lang="de")
    assert shown(of("feeds", german, "en"))[1] == ["feed"]


def test_nothing_is_marked_without_a_query() -> None:
    assert plain(POST) == of("")


def test_only_what_may_be_shown_is_marked() -> None:
    assert shown(of("rainy barrel", disclosed(POST, "snippet")))[1:] == [["barrel"]]
    assert of("rain", disclosed(POST, "none")).paragraphs == ()


def test_a_long_text_is_marked_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "CHARACTERS", 1_000)
    found = of("rain", Document("1" * 16, "", "rain\n" * 400)).paragraphs
    assert (len(found), sum(len(part.marks) for part in found)) == (400, 200)
    monkeypatch.setattr(marking, "MOST", 50)
    assert sum(len(part.marks) for part in of("rain", Document("1" * 16, "", "rain\n" * 400)).paragraphs) == 50
    assert (CHARACTERS, MOST) == (200_000, 5_000)


def test_more_is_marked_than_a_snippet_needs_to_know() -> None:
    """`places` stops after 200 places or 50,000 characters where a snippet is made."""
    text = "rain " * 20_000
    assert len(of("rain", Document("1" * 16, "", text)).paragraphs[0].marks) == MOST
    last = "rain " + "and so on " * 10_000 + "rain"
    assert len(of("rain", Document("1" * 16, "", last)).paragraphs[0].marks) == 2


WORDS = st.sampled_from(["rain", "barrels", "full", "of", "快乐", "乐观", "\n", " ", ". ", "\r", "\u2028"])


@given(st.lists(WORDS, max_size=40).map("".join), st.lists(st.sampled_from(["rain", "barrel*", '"full of"', "快乐", "乐"]), max_size=4))
def test_paragraphs_are_the_lines_with_marks_in_order(body: str, words: list[str]) -> None:
    """And what is marked is what a snippet of the whole text has marked, but for line breaks."""
    post, query = Document("1" * 16, "", body, lang="en"), " ".join(words)
    found = of(query, post).paragraphs
    assert [part.text for part in found] == [line for line in body.split("\n") if line.strip()]
    for part in found:
        ends = [0, *(end for pair in part.marks for end in pair), len(part.text)]
        assert ends == sorted(ends)
        assert all(low < high for low, high in part.marks)
    whole = snippet(body, "en", marks(plan(Query(expr=parse(query).expr), ("en", None), ANALYZER), "body"), ANALYZER, len(body) * 3)
    assert _letters(found) == _letters((whole,))


def _letters(parts: tuple[Snippet, ...]) -> str:
    return "".join(piece for part in parts for piece, hit in part.segments() if hit for piece in "".join(piece.split()))


def test_places_that_overlap_are_one_mark() -> None:
    assert shown(of("快乐 乐观", Document("1" * 16, "", "快乐观", lang="zh")))[1] == ["快乐观"]
