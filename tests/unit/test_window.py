from __future__ import annotations

import pytest

from search.errors import BadParameter
from search.query import WINDOW, Query, Word
from search.window import window


def test_a_page_is_a_slice_of_the_results() -> None:
    assert window(Query(page=3, per_page=20), 45) == slice(40, 60)


@pytest.mark.parametrize("page", [4, 1000, 10**30])
def test_a_page_past_the_end_is_empty(page: int) -> None:
    assert window(Query(page=page, per_page=20), 60) == slice(0, 0)


def test_the_last_page_inside_the_window_is_shown() -> None:
    assert window(Query(page=100, per_page=100), 50_000) == slice(WINDOW - 100, WINDOW)


@pytest.mark.parametrize(("sort", "way_out"), [("newest", "cursor"), ("oldest", "cursor"), ("relevance", "narrow")])
def test_a_page_past_the_window_is_refused_with_the_way_out(sort: str, way_out: str) -> None:
    query = Query(page=101, per_page=100, sort=sort, expr=Word("x"))  # type: ignore[arg-type] # a str stands for the literal
    with pytest.raises(BadParameter, match=way_out):
        window(query, WINDOW + 1)
