from __future__ import annotations

from search.expansion import cut, expand
from search.plan import Beginning


def test_frequent_terms_come_first_then_alphabetical() -> None:
    posts = {"feeding": 1, "feeds": 3, "feed": 3, "feeder": 1, "fee": 0}
    assert expand(Beginning("fee", 3), posts) == ("feed", "feeds", "feeder")


def test_terms_of_removed_posts_are_no_expansion() -> None:
    assert expand(Beginning("fee", 9), {"fee": 0}) == ()


def test_the_notice_names_the_prefix() -> None:
    assert "fee" in cut(Beginning("fee", 3)).detail
