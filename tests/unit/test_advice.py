"""How much work advice may cost, counted: no text makes it more than this."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import syntax
from search.advice import LONGEST, advised
from search.correcting import CUTS, LOOKED_AT, TRIES
from search.document import Document
from search.facets import FACETS
from search.page import IndexInfo, Page
from search.query import Q_CHARACTERS, TERMS, Filter, Query
from search.relaxing import MEMBERS, SHOWN
from search.spelling import Words

NOTHING = Page(0, (), (), "all", IndexInfo("test", "1", 0, None))


class Counted:
    """A vocabulary and an engine that count how often they are asked. Every word stands in `posts` posts; a query finds `total`."""

    def __init__(self, posts: int, total: int) -> None:
        self._all = Words(["barrel", "barrels", "garden", "gardens"])
        self._posts = posts
        self._total = total
        self.looks = self.answers = 0

    @property
    def words(self) -> Words:
        self.looks += 1
        return self._all

    def posts(self, term: str, field: str | None) -> int:
        assert term
        return 0 if term.endswith("x") or field == "title" else self._posts

    def newest(self, _term: str) -> Document | None:
        return None

    def answer(self, query: Query) -> Page:
        self.answers += 1
        assert (query.per_page, query.facets, query.highlight) == (1, (), False)
        return Page(self._total, (), (), "any", NOTHING.index)


def _query(text: str) -> Query:
    parsed = syntax.parse(text)
    return Query(text=text, expr=parsed.expr, filters=tuple(Filter(name, ("2009",)) for name in FACETS))


@pytest.mark.parametrize("posts", [0, 1, 9])
@pytest.mark.parametrize("total", [0, 1, 9])
@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"barrel{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}x" for number in range(TERMS)),
        " ".join(["gardenx"] * TERMS),
        "barrelx" * (Q_CHARACTERS // 7),
        "-barrelx " * 256,
        '"' + "gardenx barrelx " * 250,
        "a " * 2048,
        "(" * Q_CHARACTERS,
    ],
    ids=["words", "one word", "long", "excluded", "phrase", "letters", "parentheses"],
)
@pytest.mark.parametrize("length", [LONGEST, Q_CHARACTERS])
def test_the_work_of_advice_is_bounded(text: str, total: int, posts: int, length: int) -> None:
    counted = Counted(posts, total)
    page = advised(_query(text[:length]), NOTHING, counted, counted.answer)
    assert counted.looks <= LOOKED_AT
    assert counted.answers <= LOOKED_AT * (1 + CUTS) + TRIES + MEMBERS + len(FACETS) + 3
    assert len(page.relaxations) <= SHOWN


def test_a_long_text_gets_no_advice() -> None:
    counted = Counted(0, 5)
    text = "barrelx " * LONGEST
    assert advised(_query(text), NOTHING, counted, counted.answer) == NOTHING
    assert (counted.looks, counted.answers) == (0, 0)


def test_a_query_with_good_results_costs_nothing() -> None:
    counted = Counted(0, 0)
    page = Page(3, (), (), "all", NOTHING.index)
    assert advised(_query("barrelx gardenx"), page, counted, counted.answer) == page
    assert (counted.looks, counted.answers) == (0, 0)


def test_right_words_that_no_post_has_together_cost_no_look_at_all_words() -> None:
    counted = Counted(9, 9)
    page = Page(50, (), (), "any", NOTHING.index)
    assert advised(_query("barrel garden"), page, counted, counted.answer).suggestion is None
    assert counted.looks == 0


@given(st.text(max_size=60), st.sampled_from(("barrle ", "-barrle ", 'title:"', "gardne*")))
def test_any_text_gets_advice(text: str, before: str) -> None:
    counted = Counted(1, 5)
    advised(_query(before + text), NOTHING, counted, counted.answer)
