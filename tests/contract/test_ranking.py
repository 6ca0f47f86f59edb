"""What makes one post more relevant than another, on every engine; how much is measured by the benchmark of relevance."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from search.document import Document
from search.page import Hit
from search.query import And, Phrase, Query, Word
from search.ranking import STOP_WORD
from tests.contract.benches import Index, opened
from tests.contract.posts import post
from tests.contract.questions import ids, words
from tests.contract.strategies import changes, queries, shelves

FILLING = "some filling of other kinds stands here so that texts are of one length"


def _ranked(index: Index, text: str, *documents: Document) -> list[int]:
    """Return the numbers of the posts that have some of the words, best first; those without are there to make words rare."""
    others = (post(number, "other", FILLING) for number in range(900, 930))
    return ids(index.rebuild(*documents, *others).search(words(text, match="any")))


def test_a_word_in_the_title_counts_more_than_in_the_text(index: Index) -> None:
    assert _ranked(index, "barrel", post(1, "notes", f"barrel {FILLING}"), post(2, "barrel", f"notes {FILLING}")) == [2, 1]


def test_a_title_that_is_just_what_was_asked_for_comes_first(index: Index) -> None:
    long = post(1, "the rain barrel and the seven dwarfs of the northern sea", f"rain barrel rain barrel {FILLING}")
    assert _ranked(index, "rain barrel", long, post(2, "Rain barrels", FILLING)) == [2, 1]


def test_so_does_one_in_a_script_without_spaces(index: Index) -> None:
    long = post(1, "检索 引擎 的 历史 和 未来 是 很 长 的 题目", f"检索引擎 检索引擎 {FILLING}", lang="zh")
    assert _ranked(index, "检索 引擎", long, post(2, "检索引擎", FILLING, lang="zh")) == [2, 1]
    hit = index.read().search(words("检索 引擎", explain=True)).hits[0]
    assert {reason.kind for reason in hit.reasons or ()} == {"word", "pair", "title", "alike"}


def test_two_forms_of_a_word_are_one_word_of_the_title(index: Index) -> None:
    reader = index.rebuild(post(1, "Rain in far lands today", FILLING), post(2, "Other", FILLING))

    def title(text: str) -> float:
        (hit,) = reader.search(words(text, match="any", explain=True)).hits
        return sum(reason.score for reason in hit.reasons or () if reason.kind == "title")

    assert title("rain rains") == pytest.approx(2 * title("rain"))  # twice the weight for the same fifth of the title


def test_neighbours_are_looked_for_in_each_spelling(index: Index) -> None:
    typed, other = post(1, "", "サーバー設定", lang="ja"), post(2, "", "サーバ設定", lang="ja")
    hits = index.rebuild(typed, other).search(words("サーバー 設定", explain=True)).hits
    assert [sum(reason.kind == "pair" for reason in hit.reasons or ()) for hit in hits] == [1, 1]
    assert ids(index.read().search(words("サーバー 設定"))) == [1, 2]


def test_the_form_as_typed_comes_before_its_stem(index: Index) -> None:
    assert _ranked(index, "barrels", post(1, "", f"barrel {FILLING}"), post(2, "", f"barrels {FILLING}")) == [2, 1]


def test_neighbours_side_by_side_come_before_words_apart(index: Index) -> None:
    apart = post(1, "", f"barrel {FILLING} rain")
    assert _ranked(index, "rain barrel", apart, post(2, "", f"{FILLING} rain barrel")) == [2, 1]


def test_tags_and_creators_count(index: Index) -> None:
    found = _ranked(index, "barrel", post(1, "", FILLING, tags=("barrel",)), post(2, "", FILLING, by=("Ann Barrel",)), post(3, "", FILLING))
    assert sorted(found) == [1, 2]


def test_function_words_are_found_and_weigh_little(index: Index) -> None:
    both = (post(1, "", "what is this and what is that"), post(2, "", f"barrel {FILLING}"))
    assert _ranked(index, "what is a barrel", *both)[0] == 2
    assert _ranked(index, "the the", post(1, "The The", "a band"), post(2, "", f"the {FILLING}"))[0] == 1


def test_function_words_are_those_of_the_languages_that_many_posts_are_in(index: Index) -> None:
    def score(lang: str) -> float:
        """Return what `die` is worth among the same posts, most of them in that language."""
        filling = (post(number, "", "mond und sterne", lang=lang) for number in range(10, 60))
        return index.rebuild(post(1, "", "die"), *filling).search(words("die")).hits[0].score or 0.0

    assert score("de") == pytest.approx(STOP_WORD * score("fr"))


def test_a_word_that_stands_twice_in_the_query_counts_more(index: Index) -> None:
    two = (post(1, "", f"rain {FILLING}"), post(2, "", f"barrel {FILLING}"))
    assert _ranked(index, "rain barrel barrel", *two) == [2, 1]
    assert _ranked(index, "rain rain barrel", *two) == [1, 2]


def test_scores_fall_and_equal_ones_have_the_newer_post_first(index: Index) -> None:
    same = [post(number, "", "barrel", date=f"200{number}-01-01T00:00:00") for number in (1, 3, 2)]
    page = index.rebuild(*same, post(4, "barrel")).search(words("barrel"))
    assert ids(page) == [4, 3, 2, 1]
    scores = [hit.score or 0.0 for hit in page.hits]
    assert scores == sorted(scores, reverse=True)


def _sum(hit: Hit) -> float:
    return sum(reason.score for reason in hit.reasons or ())


def test_the_reasons_of_a_result_say_which_words_in_which_field(index: Index) -> None:
    shelf = (post(1, "Rain barrels", "A rain barrel.", tags=("Garden",), by=("Ann Rain",)), post(2, "Other"))
    hit = index.rebuild(*shelf).search(words("rain barrel garden", match="any", explain=True)).hits[0]
    assert hit.reasons is not None
    assert {(reason.kind, reason.text, reason.field) for reason in hit.reasons} == {
        ("word", "rain", "title"),
        ("word", "rain", "body"),
        ("word", "rain", "creator"),
        ("word", "barrel", "title"),
        ("word", "barrel", "body"),
        ("word", "garden", "tag"),
        ("pair", "rain barrel", "title"),
        ("pair", "rain barrel", "body"),
        ("title", "rain barrel", "title"),
    }
    assert [reason.score for reason in hit.reasons] == sorted((reason.score for reason in hit.reasons), reverse=True)
    assert _sum(hit) == pytest.approx(hit.score)


def test_words_without_spaces_are_named_whole(index: Index) -> None:
    hit = index.rebuild(post(1, "", "機械学習の本", lang="ja")).search(words("機械学習", explain=True)).hits[0]
    assert {reason.text for reason in hit.reasons or ()} == {"機械学習"}


def test_phrases_and_beginnings_are_reasons_too(index: Index) -> None:
    reader = index.rebuild(post(1, "", "a rain barrel"))
    hit = reader.search(Query(expr=And((Phrase("rain barrel"), Word("rain"))), explain=True)).hits[0]
    assert {(reason.kind, reason.text) for reason in hit.reasons or ()} == {("word", '"rain barrel"'), ("word", "rain")}


def test_there_are_no_reasons_where_none_were_asked_for_or_nothing_is_scored(index: Index) -> None:
    reader = index.rebuild(post(1, "rain", date="2001-01-01T00:00:00"))
    assert reader.search(words("rain")).hits[0].reasons is None
    assert reader.search(words("rain", sort="newest", explain=True)).hits[0].reasons is None
    assert reader.search(words("", explain=True)).hits[0].reasons is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(shelves, changes, queries(page=1, per_page=100, sort="relevance", explain=True, highlight=False, facets=()))
def test_the_reasons_of_a_result_add_up_to_its_score(
    engine: str, shelf: tuple[Document, ...], later: list[Document | str], query: Query
) -> None:
    with opened(engine) as index:
        index.rebuild(*shelf)
        for hit in index.apply(*later).search(query).hits:
            assert (hit.score is None) == (hit.reasons is None)
            assert _sum(hit) == pytest.approx(hit.score or 0.0, abs=1e-9)
            assert all(reason.score > 0 for reason in hit.reasons or ())
