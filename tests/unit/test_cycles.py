"""The same work at an interval."""

from __future__ import annotations

from itertools import islice

import pytest

from index.cycles import cycles, seconds_of
from search.errors import UsageError


@pytest.mark.parametrize(("text", "seconds"), [("30m", 1800), ("90s", 90), ("2h", 7200), ("1d", 86_400), (" 10 s ", 10)])
def test_an_interval_is_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "30", "m", "9s", "0m", "-5m", "1.5h", "30 minutes", "٣m", "9999999d"])
def test_what_is_no_interval_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="such as 90s, 30m, 2h or 1d"):
        seconds_of(text)


def test_cycles_begin_at_the_interval_and_at_once_after_a_long_one() -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    began = []
    for number in islice(cycles(60, lambda: now[0], sleep), 4):
        began.append(now[0])
        now[0] += (5, 100, 60, 0)[number]
    assert began == [0, 60, 160, 220]
    assert slept == [55, 0, 0]
