from __future__ import annotations

from search.page import FacetValue
from search.query import FacetWanted, Filter
from search.values import labels, listed

NAMES = {"flask": "Flask", "django": "Django", "c++": "C++", "ai, ml": "AI, ML"}
COUNTS = {"flask": 2, "django": 2, "c++": 5, "ai, ml": 1, "gone": 0}


def _keys(values: tuple[FacetValue, ...]) -> list[str]:
    return [value.value for value in values]


def test_the_commonest_spelling_is_the_label_then_the_smaller_one() -> None:
    spellings = [("ai", "AI"), ("ai", "ai"), ("ai", "ai"), ("go", "go"), ("go", "Go")]
    assert labels(spellings) == {"ai": "ai", "go": "Go"}


def test_values_are_ordered_by_count_then_label() -> None:
    result = listed(FacetWanted("tag"), Filter("tag"), COUNTS, NAMES)
    assert _keys(result.values) == ["c++", "django", "flask", "ai, ml"]
    assert (result.distinct, result.truncated, result.mode) == (4, False, "any")


def test_chosen_values_come_first_and_are_listed_with_0_too() -> None:
    chosen = Filter("tag", ("ai, ml", "unheard of"), "all", ("gone",))
    result = listed(FacetWanted("tag", size=1), chosen, COUNTS, NAMES)
    assert _keys(result.values) == ["ai, ml", "gone", "unheard of", "c++"]
    assert [(value.selected, value.excluded) for value in result.values] == [(True, False), (False, True), (True, False), (False, False)]
    assert [value.count for value in result.values] == [1, 0, 0, 5]
    assert (result.mode, result.truncated, result.distinct) == ("all", True, 6)


def test_offset_goes_on_where_size_ended() -> None:
    result = listed(FacetWanted("tag", size=2, offset=2), Filter("tag"), COUNTS, NAMES)
    assert _keys(result.values) == ["flask", "ai, ml"]
    assert not result.truncated


def test_contains_is_folded_and_looks_at_key_and_label() -> None:
    assert _keys(listed(FacetWanted("tag", contains="  AI,  "), Filter("tag"), COUNTS, NAMES).values) == ["ai, ml"]
    names = {"example.org": "A Blog"}
    assert _keys(listed(FacetWanted("site", contains="BLOG"), Filter("site"), {"example.org": 1}, names).values) == ["example.org"]
    assert _keys(listed(FacetWanted("site", contains="example"), Filter("site"), {"example.org": 1}, names).values) == ["example.org"]
    assert _keys(listed(FacetWanted("site", contains="x y"), Filter("site"), {"example.org": 1}, names).values) == []
