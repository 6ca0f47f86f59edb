from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.document import Document
from search.plan import Clause, Probe, Term
from search.ranking import SIMILAR_TERMS, idf
from search.similarity import FEW, RAREST, SCORE, SPELLED, WORDS, Spelling, clause, least, telling


def _telling(rows: Mapping[str, str], posts: Mapping[str, int], count: int = 100) -> tuple[str, ...]:
    return telling(rows, count, lambda _field, term: posts.get(term, 0))


def test_rare_and_frequent_in_the_post_tells_most() -> None:
    posts = {"feed": 4, "parser": 2, "rare": 2}
    rows = {"title": "feed", "body": "parser parser rare | feed", "creator": "ada"}
    assert _telling(rows, posts) == ("feed", "parser", "rare")
    assert clause("feed") == Clause(tuple(Probe(field, Term(("feed",))) for field in ("title", "body", "categories")))


def test_what_tells_nothing_of_others_is_left_out() -> None:
    posts = {"the": 90, "alone": 1, "2010": 3, "習": 3, "feed": 20, "often": 21, "r": 2, "c++": 3}
    rows = {"body": "the alone 2010 習 feed often r c++ gone |"}
    assert set(_telling(rows, posts)) == {"feed", "r", "c++"}


def test_in_a_small_archive_no_word_is_common() -> None:
    assert _telling({"body": "a b"}, {"a": FEW, "b": FEW + 1}, 12) == ("a",)


def test_a_related_post_scores_a_part_of_the_post_itself_and_what_some_rare_stems_would() -> None:
    assert least(10_000, 1000.0) == SCORE * 1000
    assert least(10_000, 30.0) == RAREST * idf(10_000, 2)


def test_only_so_many_terms_are_looked_for() -> None:
    words = [f"w{number:03}" for number in range(2 * SIMILAR_TERMS)]
    assert _telling({"body": " ".join(words)}, dict.fromkeys(words, 2)) == tuple(words[:SIMILAR_TERMS])


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_terms_that_are_not_looked_up_could_not_have_been_among_the_heaviest(found: list[tuple[int, int, int]]) -> None:
    names = [f"w{number}" for number in range(len(found))]
    rows = {"body": " ".join(f"{name} " * times for name, (times, _body, _title) in zip(names, found, strict=True))}
    frequencies = {name: {"body": body, "title": title} for name, (_times, body, title) in zip(names, found, strict=True)}

    def weight(name: str) -> float:
        having = next((posts for posts in frequencies[name].values() if posts > 1), 0)
        return rows["body"].split().count(name) * idf(100, having) if 1 < having <= 20 else 0.0

    expected = sorted((name for name in names if weight(name)), key=lambda name: (-weight(name), name))[:SIMILAR_TERMS]
    assert telling(rows, 100, lambda field, term: frequencies[term].get(field, 0)) == tuple(expected)


def test_words_are_spelled_as_the_post_mostly_writes_them() -> None:
    post = Document("1", "Café parsing", "The Café, cafés: parsers and Parsers. Parsers!", categories=("Café",), lang="en")
    spelling = Spelling(post, ("parser", "pars", "cafe", "missing"), Analyzer())
    assert spelling.words({"cafe", "parser", "missing"}) == ("Parsers", "Café")
    assert spelling.words({"pars"}) == ("parsing",)
    assert spelling.words(()) == ()


def test_only_so_many_words_are_shown_the_most_telling_first() -> None:
    words = tuple(f"w{number}" for number in range(9))
    assert Spelling(Document("1", "", " ".join(reversed(words))), words, Analyzer()).words(words) == words[:WORDS]


def test_pairs_of_characters_that_overlap_are_one_word() -> None:
    post = Document("1", "機械学習の本", "機械の本。学習", lang="ja")
    spelling = Spelling(post, ("機械", "械学", "学習", "の本"), Analyzer())
    assert spelling.words({"機械", "械学", "学習"}) == ("機械学習",)
    assert spelling.words({"機械"}) == ("機械",)
    assert spelling.words({"学習", "の本"}) == ("学習", "の本")


def test_words_far_down_a_very_long_text_are_not_shown() -> None:
    post = Document("1", "", "near " + "filling " * (SPELLED // 8) + "far")
    assert Spelling(post, ("near", "far"), Analyzer()).words({"near", "far"}) == ("near",)


def test_texts_are_apart() -> None:
    post = Document("1", "機械", "械学", categories=("機械",))
    assert Spelling(post, ("機械", "械学"), Analyzer()).words({"機械", "械学"}) == ("機械", "械学")


def test_a_sign_before_a_word_tells_nothing() -> None:
    assert _telling({"body": "# feed @ ada"}, dict.fromkeys(("#", "feed", "@", "ada"), 2)) == ("ada", "feed")
