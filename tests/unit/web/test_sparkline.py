"""The line of posts by month: one path, however long the time."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from web.sparkline import HEIGHT, STEPS, Sparkline, of

YEARS = st.dictionaries(st.integers(1, 9999), st.tuples(*[st.sampled_from([0, 0, 1, 7, 900])] * 12), max_size=30)


def test_months_of_two_years() -> None:
    months = ((2009, (0,) * 10 + (4, 0)), (2010, (2, 2) + (0,) * 10))
    assert of(months) == Sparkline("M0 20V0h1V20h1V10h2V20z", 4, "2009-11", "2010-02", "2009-11", 4)


def test_without_two_months_there_is_no_line() -> None:
    assert of(()) is None
    assert of(((2009, (5,) + (0,) * 11),)) is None


def test_few_posts_are_seen_beside_many() -> None:
    line = of(((2009, (1000, 1) + (0,) * 10),))
    assert line
    assert line.path == "M0 20V0h1V19h1V20z"


@given(YEARS)
def test_a_line_is_as_wide_as_its_steps_and_short(years: dict[int, tuple[int, ...]]) -> None:
    line = of(tuple(sorted(years.items())))
    if line is None:
        assert sum(bool(count) for counts in years.values() for count in counts) < 2
        return
    assert len(line.path) <= 7 * STEPS + 20
    assert 2 <= line.steps <= STEPS
    assert sum(map(int, re.findall(r"h(\d+)", line.path))) == line.steps
    tops = list(map(int, re.findall(r"V(\d+)", line.path)))
    assert min(tops) == 0
    assert max(tops) <= HEIGHT
    assert line.first <= line.peak <= line.last
    assert line.most == max(max(counts) for counts in years.values())
