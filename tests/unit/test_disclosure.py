"""How much of a text is shown: decided between the index and whatever prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search import highlight
from search.analysis import Analyzer
from search.disclosure import Disclosing, disclosed, disclosed_hit, disclosing
from search.document import Document, Position
from search.engines.memory import MemoryEngine
from search.page import Hit, Snippet
from search.port import Searchable
from search.query import Query
from search.settings import PostText
from search.syntax import parse

LONG = "The first line.\n" + " ".join(f"w{number:03}" for number in range(200)) + " rare end."
SHORT = "A few words and one that is rare"


def document(body: str, number: int = 1) -> Document:
    return Document(f"{number:016x}", "A rare title", body)


def reader(*bodies: str) -> Searchable:
    engine = MemoryEngine()
    documents = [document(body, number) for number, body in enumerate(bodies, 1)]
    engine.rebuild(map(Analyzer().analyse, documents), Position("archive", 1))
    return engine.reader()


def query(text: str) -> Query:
    parsed = parse(text)
    return Query(text=text, expr=parsed.expr, parsed=parsed.text)


@pytest.mark.parametrize(
    ("body", "post_text", "shown"),
    [
        (LONG, "full", LONG),
        (LONG, "none", ""),
        (SHORT, "full", SHORT),
        (SHORT, "snippet", "A few words and \u2026"),
        (SHORT, "none", ""),
        ("Rarely", "snippet", "Rar \u2026"),
        ("日本語の文章です", "snippet", "日本語の \u2026"),
        ("x", "snippet", " \u2026"),
        ("", "snippet", ""),
    ],
)
def test_a_post_on_its_own(body: str, post_text: PostText, shown: str) -> None:
    assert disclosed(document(body), post_text).body == shown


def test_the_beginning_of_a_long_text_is_as_long_as_a_snippet() -> None:
    shown = disclosed(document(LONG), "snippet").body
    assert shown.startswith("The first line. w000 w001")
    assert highlight.LENGTH - 10 < len(shown) <= highlight.LENGTH + 2


@pytest.mark.parametrize("post_text", ["snippet", "none"])
def test_no_result_holds_the_body(post_text: PostText) -> None:
    shown = disclosing(reader(LONG, SHORT), post_text)
    hits = (*shown.search(query("rare")).hits, *shown.search(Query()).hits)
    assert len(hits) == 4
    assert {hit.document.body for hit in hits} == {""}
    assert {hit.title.segments() for hit in hits[:2] if hit.title} == {(("A ", False), ("rare", True), (" title", False))}
    if post_text == "none":
        assert {hit.body for hit in hits[:2]} == {Snippet("")}


def related(post_text: PostText, title: str, *bodies: str) -> tuple[str, ...]:
    """Return the words that the first of these posts is said to share with the other one."""
    engine = MemoryEngine()
    documents = [Document(f"{number:016x}", title, body) for number, body in enumerate(bodies)]
    engine.rebuild(map(Analyzer().analyse, documents), Position("archive", 1))
    (found,) = disclosing(engine.reader(), post_text).similar("0".zfill(16))
    assert bool(found.document.body) == (post_text == "full")
    return found.shared


@pytest.mark.parametrize(
    ("post_text", "shared"),
    [("full", {"Orchids", "Opening", "gardens", "marigold"}), ("snippet", {"Orchids", "Opening", "gardens"}), ("none", {"Orchids"})],
)
def test_of_shared_words_only_those_are_shown_that_the_post_shows_anyway(post_text: PostText, shared: set[str]) -> None:
    assert (
        set(related(post_text, "Orchids", "Opening gardens. " + "Filling. " * 80 + "A hidden marigold.", "gardens, marigold opening"))
        == shared
    )


def test_a_word_of_a_text_without_spaces_is_shown_where_it_is_shown_anyway() -> None:
    bodies = ("機械学習の本です" * 9, "機械学習の本です")
    assert related("snippet", "", *bodies) == related("full", "", *bodies) == ("機械学習の本です",)
    assert related("none", "", *bodies) == ()


def test_a_snippet_keeps_what_was_found() -> None:
    long, short = disclosing(reader(LONG, SHORT), "snippet").search(query("rare")).hits[::-1]
    assert (long.document.id[-1], short.document.id[-1]) == ("1", "2")
    assert long.body
    assert ("rare", True) in long.body.segments()
    assert short.body == Snippet("\u2026 one that is rare", ((14, 18),))


@pytest.mark.parametrize(
    ("text", "marks", "length", "shown"),
    [
        ("one two three", ((0, 3),), 6, Snippet("one \u2026", ((0, 3),))),
        ("one two three", ((8, 13),), 6, Snippet("\u2026 three", ((2, 7),))),
        ("one two three", (), 7, Snippet("one two \u2026")),
        ("\u2026 one two three \u2026", ((2, 5),), 6, Snippet("\u2026 one \u2026", ((2, 5),))),
        ("extraordinary", ((0, 13),), 6, Snippet("")),
        ("a b a b a c", ((0, 1), (2, 3), (10, 11)), 5, Snippet("a b a \u2026", ((0, 1), (2, 3)))),
        ("\u2026 one two \u2026 three four \u2026", ((18, 22),), 10, Snippet("\u2026 three four \u2026", ((8, 12),))),
        ("\u2026 a rain \u2026 a rain barrel", ((4, 8), (13, 17), (18, 24)), 12, Snippet("\u2026 rain barrel", ((2, 6), (7, 13)))),
        ("\u2026 one \u2026 two \u2026", (), 20, Snippet("\u2026 one \u2026")),
        ("", (), 0, Snippet("")),
    ],
)
def test_shortened(text: str, marks: tuple[tuple[int, int], ...], length: int, shown: Snippet) -> None:
    assert highlight.shortened(Snippet(text, marks), length) == shown


def test_a_result_without_highlights_stays_without() -> None:
    assert disclosed_hit(Hit(document(LONG), None), "snippet").body is None
    assert disclosed_hit(Hit(document(LONG), 1.0, body=Snippet("rare")), "full").document.body == LONG


def test_it_is_put_over_a_reader_once() -> None:
    inner = reader(SHORT)
    assert disclosing(inner, "full") is inner
    once = disclosing(inner, "snippet")
    assert isinstance(once, Disclosing)
    assert disclosing(once, "snippet") is once
    twice = disclosing(once, "none")
    assert twice.get("1".zfill(16)) == replace(document(SHORT), body="")
    assert twice.get("2".zfill(16)) is None


def test_the_rest_is_the_reader_s_own() -> None:
    inner = reader(LONG)
    shown = disclosing(inner, "none")
    assert shown.suggest("ra") == inner.suggest("ra")
    assert [suggestion.kind for suggestion in shown.suggest("ra")] == ["title"]
    assert shown.suggest("w0") == ()
    assert shown.health() == inner.health()
    shown.close()


def test_a_correction_is_passed_on_with_no_more_of_the_text_than_its_words() -> None:
    page = disclosing(reader("Seldom seen barrels", "No barrels here"), "none").search(query("barrles"))
    assert page.suggestion is not None
    assert page.suggestion.query.text == page.suggestion.text.text == "barrels"
    assert (page.hits, page.relaxations) == ((), ())
