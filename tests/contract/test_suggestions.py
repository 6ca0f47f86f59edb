"""What the port's docstring promises of suggest, on every engine."""

from __future__ import annotations

import pytest

from search.page import Suggestion
from tests.contract.benches import Index
from tests.contract.posts import SHELF, post, post_id


def test_suggestions_are_titles_tags_creators_and_sites(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    assert reader.suggest("PY") == (Suggestion("tag", "python", 3, key="python"),)
    assert reader.suggest("feeds") == (
        Suggestion("tag", "Feeds", 1, key="feeds"),
        Suggestion("title", "Flask and feeds", 1, post_id(3)),
        Suggestion("title", "Parsing feeds", 1, post_id(1)),
    )
    assert reader.suggest("ada lo") == (Suggestion("creator", "Ada Lovelace", 3, key="ada lovelace"),)
    assert reader.suggest("exam") == (
        Suggestion("site", "Example Blog", 3, key="example.org"),
        Suggestion("site", "Notes", 2, key="example.net/notes"),
    )
    assert reader.suggest("futt") == (Suggestion("title", "Fütterung", 1, post_id(4)),)
    assert len(reader.suggest("f", 2)) == 2
    assert reader.suggest("f", 0) == reader.suggest("") == reader.suggest("***") == ()


def test_titles_that_begin_so_are_first_the_newest_of_them_before(index: Index) -> None:
    reader = index.rebuild(
        post(1, "Feed old", date="2001-01-01T00:00:00"),
        post(2, "A feed", date="2020-01-01T00:00:00"),
        post(3, "Feed new", date="2010-01-01T00:00:00"),
        post(4, "Feed of no day"),
        post(5, "Feed before days", date="1969-01-01T00:00:00"),
    )
    assert [int(one.id or "", 16) for one in reader.suggest("fee")] == [3, 1, 5, 4, 2]


def test_law_14_a_title_of_several_posts_counts_those_that_are_there(index: Index) -> None:
    notes = [post(number, "Weekly notes", date=f"2010-01-0{number}T00:00:00", tags=("Notes",)) for number in range(1, 6)]
    assert index.rebuild(*notes).suggest("week") == (Suggestion("title", "Weekly notes", 5, post_id(5)),)
    fewer = index.apply(post_id(5), post_id(1), post(2, "Something else"))
    assert fewer.suggest("week") == (Suggestion("title", "Weekly notes", 2, post_id(4)),)
    assert fewer.suggest("notes")[0] == Suggestion("tag", "Notes", 2, key="notes")
    last = index.apply(post_id(3))
    assert last.suggest("week") == (Suggestion("title", "Weekly notes", 1, post_id(4)),)
    assert index.apply(post_id(4)).suggest("week") == last.suggest("zzz") == ()


@pytest.mark.parametrize(
    ("typed", "kinds"), [("機", {"title", "tag"}), ("機械", {"title", "tag"}), ("機械学", {"title", "tag"}), ("学", {"title", "tag"})]
)
def test_scripts_without_spaces_are_completed_from_any_character(index: Index, typed: str, kinds: set[str]) -> None:
    reader = index.rebuild(post(1, "これは機械学習", tags=("機械学習",), lang="ja"))
    assert {one.kind for one in reader.suggest(typed)} == kinds


@pytest.mark.parametrize(
    "typed", ["\x00", "\ud800", "a" * 5000, " ".join("ab" * 2000), "(" * 100, "'", "\u200d", "-", "ﷺ", "\n", "%zz", "機" * 4000]
)
def test_nothing_that_is_typed_raises(index: Index, typed: str) -> None:
    assert index.rebuild(*SHELF, post(9, "\n(%s) ' \u200d")).suggest(typed) == ()
