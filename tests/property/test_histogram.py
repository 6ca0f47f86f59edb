"""The bars of years: whatever the dates, every year from the first to the last is in one bar, and every dated post is counted."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from search.page import FacetResult, FacetValue
from search.query import Query
from web import facetview, histogram
from web.links import Links

LINKS = Links("html")
years = st.dictionaries(st.integers(1, 9999), st.integers(1, 5000), min_size=2, max_size=12)


@given(years)
@settings(max_examples=150, deadline=None)
def test_bars_are_few_and_leave_nothing_out(counts: dict[int, int]) -> None:
    query = Query()
    values = tuple(FacetValue(f"{year:04}", f"{year:04}", count) for year, count in sorted(counts.items()))
    facet = facetview.of(FacetResult("date", values, interval="year", years=values, distinct=len(values)), query, LINKS)
    drawn = histogram.of(facet, query, LINKS, sum(counts.values()) + 3)
    assert drawn is not None
    assert 2 <= len(drawn.bars) <= histogram.BARS
    assert sum(bar.count for bar in drawn.bars) == sum(counts.values())
    assert drawn.undated == 3
    spans = [[int(part) for part in bar.name.split(" to ")] for bar in drawn.bars]
    assert spans[0][0] <= min(counts)
    assert spans[-1][-1] >= max(counts)
    assert all(before[-1] + 1 == after[0] for before, after in pairwise(spans))
    assert all(bool(bar.url) == bool(bar.count) for bar in drawn.bars)
    assert all((bar.height >= 2) == bool(bar.count) and bar.height <= histogram.HIGH for bar in drawn.bars)
    assert len({bar.long for bar in drawn.bars}) == len(drawn.bars)
