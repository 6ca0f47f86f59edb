"""What the port's docstring promises of similar, on every engine."""

from __future__ import annotations

import pytest

from search.page import Related
from search.port import Searchable
from tests.contract.benches import Index
from tests.contract.posts import OTHER, post, post_id

PARSING = post(1, "Parsing Atom feeds", "How to parse an Atom feed with a streaming parser.", aliases=("00000000000000fe",))
AGAIN = post(2, "Atom feeds again", "Parsing an Atom feed with a streaming parser, part two.", date="2010-01-01T00:00:00")
FOREIGN = post(3, "Der Parser", "Ein Atom-Feed und sein streaming Parser.", lang="de", site=OTHER)
NAMESAKE = post(4, "A feed", "Nothing else in common.")
OTHERS = tuple(post(number, "", "How to go with a friend or an umbrella in rain and snow") for number in range(10, 22))
"""Enough posts with the common words for these to tell nothing."""


def _ids(found: tuple[Related, ...]) -> list[int]:
    return [int(one.document.id, 16) for one in found]


@pytest.fixture
def reader(index: Index) -> Searchable:
    return index.rebuild(PARSING, AGAIN, FOREIGN, NAMESAKE, *OTHERS)


def test_posts_that_share_telling_words_are_related_best_first_across_sites_and_languages(reader: Searchable) -> None:
    found = reader.similar(post_id(1))
    assert _ids(found) == [2, 3]
    assert [one.document for one in found] == [AGAIN, FOREIGN]
    assert 1 > found[0].score > found[1].score > 0
    assert _ids(reader.similar(post_id(1), 1)) == [2]
    assert reader.similar(post_id(1), 0) == ()


def test_the_shared_words_are_as_this_post_writes_them(reader: Searchable) -> None:
    again, foreign = reader.similar(post_id(1))
    assert set(again.shared) == {"Parsing", "Atom", "feeds", "parser", "streaming"}
    assert set(foreign.shared) == {"Atom", "feeds", "Parsing"}


def test_one_word_in_common_is_no_relation(reader: Searchable) -> None:
    assert 4 not in _ids(reader.similar(post_id(1), 100))
    assert 1 not in _ids(reader.similar(post_id(10), 100))


def test_a_post_is_never_related_to_itself_and_is_asked_for_by_any_id_that_it_had(reader: Searchable) -> None:
    for number in (1, 2, 3, 4, 10):
        assert number not in _ids(reader.similar(post_id(number), 100))
    assert reader.similar("00000000000000fe") == reader.similar(post_id(1))
    assert reader.similar(post_id(99)) == reader.similar("") == ()


def test_the_same_text_twice_is_as_like_as_the_post_itself(index: Index) -> None:
    reader = index.rebuild(PARSING, post(5, PARSING.title, PARSING.body, site=OTHER), *OTHERS)
    (twin,) = reader.similar(post_id(1))
    assert (twin.document.id, twin.score) == (post_id(5), pytest.approx(1.0))


def test_no_post_is_more_like_a_post_than_itself(index: Index) -> None:
    long = post(5, "", f"{PARSING.title} {PARSING.body} " + "How to go with a friend or an umbrella " * 60)
    (near,) = index.rebuild(PARSING, long, *OTHERS).similar(post_id(5))
    assert (near.document.id, near.score) == (post_id(1), 1.0)


def test_of_equally_like_posts_the_newer_comes_first(index: Index) -> None:
    twins = [post(number, "Atom feed parser", date=f"2010-01-0{number}T00:00:00") for number in (1, 3, 2)]
    more = (post(number, "Rain on the garden") for number in range(20, 40))  # in a dozen posts no word is rare
    assert _ids(index.rebuild(*twins, post(9, "Atom feed parser"), *OTHERS, *more).similar(post_id(9))) == [3, 2, 1]


def test_law_14_what_a_post_no_longer_says_makes_no_relation(index: Index, reader: Searchable) -> None:
    assert _ids(reader.similar(post_id(1))) == [2, 3]
    changed = index.apply(post(2, "Weather", "rain"), FOREIGN.id)
    assert changed.similar(post_id(1)) == changed.similar(FOREIGN.id) == ()
    assert _ids(index.apply(AGAIN).similar(post_id(1))) == [2]


def test_a_post_without_words_has_none(index: Index) -> None:
    reader = index.rebuild(post(1, "", ""), post(2, "***", ""), post(3, "2010", "2010"), post(4, "2010", "2010"))
    assert [reader.similar(post_id(number)) for number in (1, 2, 3)] == [(), (), ()]


def test_scripts_without_spaces_are_related_by_whole_words(index: Index) -> None:
    books = [post(number, "機械学習の入門", "深層学習について", lang="ja") for number in (1, 2)]
    (found,) = index.rebuild(*books, *OTHERS).similar(post_id(1))
    assert "機械学習の入門" in found.shared
