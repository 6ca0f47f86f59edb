from __future__ import annotations

import pytest

from search.analysis import Analyzer
from search.completion import candidates, complete
from search.document import Document, Site
from search.page import Suggestion

SITE = Site("example.org", "An Example", "https://example.org/")
POSTS = (
    Document("1", "Machine learning for feeds", "", creators=("Ada Example",), categories=("Machine Learning", "c++"), site=SITE),
    Document("2", "Feeds, again", "", categories=("machine learning",), site=SITE),
    Document("3", "", "", categories=("machine learning", "機械学習")),
)


def _complete(prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
    analyzer = Analyzer()
    return complete(prefix, candidates(POSTS, analyzer), limit, analyzer)


def test_most_posts_first_then_by_text() -> None:
    assert _complete("MACH") == (Suggestion("tag", "machine learning", 3), Suggestion("title", "Machine learning for feeds", 1, "1"))
    assert _complete("exam") == (Suggestion("site", "An Example", 2), Suggestion("creator", "Ada Example", 1))
    assert [one.text for one in _complete("feeds")] == ["Feeds, again", "Machine learning for feeds"]
    assert len(_complete("feeds", limit=1)) == 1


def test_a_prefix_may_run_over_words() -> None:
    assert [one.kind for one in _complete("machine  l")] == ["tag", "title"]


@pytest.mark.parametrize("prefix", ["", " ", "++", "-", "zzz", "earning"])
def test_what_begins_no_word_gives_nothing(prefix: str) -> None:
    assert _complete(prefix) == ()


@pytest.mark.parametrize(
    ("prefix", "text", "expected"),
    [
        ("eed", "feed eed", True),
        ("学習", "機械学習", True),
        ("学", "機械学習", True),
        ("é", "café", False),
        ("cafe", "un café", True),
        ("न", "हिन", False),
        ("C++", "on c++", True),
        ("שלום", "ברכת שלום", True),
    ],
)
def test_where_words_begin(prefix: str, text: str, expected: bool) -> None:
    analyzer = Analyzer()
    among = candidates([Document("1", text, "")], analyzer)
    assert bool(complete(prefix, among, 1, analyzer)) is expected
