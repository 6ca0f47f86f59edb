from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.completion import CHARACTERS, arranged, beginning, candidates, complete
from search.document import Document, Site
from search.page import Suggestion
from search.roster import Roster

SITE = Site("example.org", "An Example", "https://example.org/")
POSTS = (
    Document("1", "Machine learning for feeds", "", creators=("Ada Example",), categories=("Machine Learning", "c++"), site=SITE),
    Document("2", "Feeds, again", "", categories=("machine learning",), site=SITE),
    Document("3", "", "", categories=("machine learning", "機械学習", "***")),
)


def _complete(prefix: str, limit: int = 10, posts: tuple[Document, ...] = POSTS) -> tuple[Suggestion, ...]:
    analyzer = Analyzer()
    return complete(prefix, candidates(posts, analyzer), limit, analyzer)


def _texts(prefix: str, *titles: str, limit: int = 10) -> list[str]:
    """Complete among posts of these titles, each a day older than the one before."""
    posts = (Document(f"{number:02}", title, "", date=datetime(2020, 2, 28 - number, tzinfo=UTC)) for number, title in enumerate(titles))
    return [one.text for one in _complete(prefix, limit, tuple(posts))]


def test_values_of_most_posts_come_first_and_titles_after_them() -> None:
    assert _complete("MACH") == (
        Suggestion("tag", "machine learning", 3, key="machine learning"),
        Suggestion("title", "Machine learning for feeds", 1, "1"),
    )
    assert _complete("exam") == (
        Suggestion("site", "An Example", 2, key="example.org"),
        Suggestion("creator", "Ada Example", 1, key="ada example"),
    )


def test_what_is_typed_in_whole_comes_first() -> None:
    posts = (*(Document(str(number), "", "", categories=("Big data",)) for number in range(5)), Document("9", "", "", categories=("Data",)))
    assert [one.text for one in _complete("data", posts=posts)] == ["Data", "Big data"]
    assert [one.text for one in _complete("dat", posts=posts)] == ["Big data", "Data"]
    assert _texts("notes", "Notes on x", "Notes") == ["Notes", "Notes on x"]


def test_titles_that_begin_so_come_before_those_with_it_inside_and_new_before_old() -> None:
    assert _texts("feed", "The feed", "A feed", "Feed one", "Feeding") == ["Feed one", "Feeding", "The feed", "A feed"]


def test_a_title_of_many_posts_is_one_suggestion_in_its_commonest_spelling_and_names_the_newest() -> None:
    titles = ("Weekly Notes!", "weekly notes", "Other", "weekly notes")
    posts = tuple(Document(f"{number}", title, "", date=datetime(2020, 1, 1 + number, tzinfo=UTC)) for number, title in enumerate(titles))
    assert _complete("week", posts=posts) == (Suggestion("title", "weekly notes", 3, "3"),)


def test_of_too_many_of_both_titles_have_two_fifths() -> None:
    found, titles = ([Suggestion(kind, str(number), 1) for number in range(20)] for kind in ("tag", "title"))
    for few, many, expected in ((20, 20, (6, 4)), (20, 2, (8, 2)), (3, 20, (3, 7)), (20, 0, (10, 0)), (0, 20, (0, 10)), (2, 2, (2, 2))):
        kinds = [one.kind for one in arranged(found[:few], titles[:many], 10)]
        assert (kinds.count("tag"), kinds.count("title")) == expected
        assert kinds == sorted(kinds, key=("tag", "title").index)
    assert arranged(found, titles, 1) == (found[0],)
    assert arranged(found, titles, 0) == ()


def test_a_space_ends_the_word() -> None:
    assert _texts("go", "Go home", "Government") == ["Go home", "Government"]
    assert _texts("go ", "Go home", "Government", "Let it go") == ["Go home", "Let it go"]


def test_a_prefix_may_run_over_words() -> None:
    assert [one.kind for one in _complete("machine  l")] == ["tag", "title"]
    assert _complete("learn machine") == ()


def test_a_site_is_found_by_its_name_and_by_its_address() -> None:
    for typed in ("an ex", "example.o", "org"):
        assert [one.key for one in _complete(typed) if one.kind == "site"] == ["example.org"]


def test_a_very_long_title_is_shown_and_found_by_its_beginning() -> None:
    title = "begin " + "on and " * 100 + "end"
    ((text),) = _texts("beg", title)
    assert text == title[:CHARACTERS].rstrip() + "…"
    assert _texts("end", title) == []


@pytest.mark.parametrize("prefix", ["", " ", "++", "-", "zzz", "earning", "*", "\n"])
def test_what_begins_no_word_gives_nothing(prefix: str) -> None:
    assert _complete(prefix) == ()


@pytest.mark.parametrize(
    ("prefix", "text", "expected"),
    [
        ("eed", "feed eed", True),
        ("機", "機械学習", True),
        ("機械", "機械学習", True),
        ("機械学", "機械学習", True),
        ("学習", "機械学習", True),
        ("習", "機械学習", True),
        ("機学", "機械学習", False),
        ("python入", "Python入門", True),
        ("é", "café", False),
        ("cafe", "un café", True),
        ("CAFÉ", "un cafe", True),
        ("न", "हिन", False),
        ("c+", "on c++", True),
        ("C++", "on c++", True),
        ("שלום", "ברכת שלום", True),
        ("o'r", "O\u2019Reilly", True),
    ],
)
def test_where_words_begin(prefix: str, text: str, expected: bool) -> None:
    assert bool(_texts(prefix, text)) is expected


_terms = st.lists(st.sampled_from(["a", "ab", "abc", "b", "ba", "é", "機械", "械"]), min_size=1, max_size=4)


def test_a_roster_of_many_rows_with_the_same_words() -> None:
    rows = [f" {words} {number} " for number in range(200) for words in ("see a b", "a b")] + [" a b "]
    for typed in (" a b", " a b 1", " a b 199", " see a", " a", " a "):
        for begins in (False, True):
            expected = sorted(
                (number for number, row in enumerate(rows) if typed in row),
                key=lambda number: (rows[number] != f"{typed.rstrip()} ", begins and not rows[number].startswith(typed)),
            )
            for limit in (0, 1, 10, 100, 500):
                assert Roster(rows).first(typed, limit, beginning=begins) == expected[:limit]


@given(st.lists(_terms.map(lambda terms: f" {' '.join(terms)} "), max_size=12), _terms, st.booleans(), st.booleans(), st.integers(0, 5))
def test_a_roster_finds_the_rows_that_looking_at_each_of_them_finds(
    rows: list[str], words: list[str], ended: bool, begins: bool, limit: int
) -> None:
    typed = beginning(" ".join(words) + " " * ended, Analyzer())
    expected = [number for number, row in enumerate(rows) if typed in row]
    expected.sort(key=lambda number: (rows[number] != f"{typed.rstrip()} ", begins and not rows[number].startswith(typed)))
    assert Roster(rows).first(typed, limit, beginning=begins) == expected[:limit]
