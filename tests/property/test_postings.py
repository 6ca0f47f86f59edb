"""The bytes of a block: what is written is what is read, for any rows of terms."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.postings import decode, invert, positions

ROWS = st.lists(st.lists(st.integers(0, 5), max_size=8), min_size=1, max_size=6)
"""Posts as lists of terms; 0 stands for the filler."""


APART = 30_000
"""From one ordinal to the next: more than 16 bits in all."""


def _inverted(rows: list[list[int]]) -> dict[int, tuple[list[int], list[int], list[int]]]:
    arrays = [np.array(row, np.int32) * APART for row in rows]
    names = [b""] * (5 * APART + 1)
    names[APART::APART] = [str(term).encode() for term in range(1, 6)]
    found = {}
    for term, count, weight, value in invert(arrays, names):
        assert weight == count
        listed = decode(value, count)
        found[int(term)] = (listed.posts.tolist(), listed.frequencies.tolist(), positions(value, count).tolist())
    return found


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_what_is_inverted_is_read_back(rows: list[list[int]]) -> None:
    expected = {
        term: (
            [number for number, row in enumerate(rows) if term in row],
            [row.count(term) for row in rows if term in row],
            [place for row in rows for place, one in enumerate(row) if one == term],
        )
        for term in sorted({term for row in rows for term in row} - {0})
    }
    assert _inverted(rows) == expected


@pytest.mark.parametrize("length", [0xFFFF, 0x10000, 70_000])
def test_positions_and_frequencies_of_a_long_post_fit(length: int) -> None:
    rows = [[1], [2] * (length - 1) + [3], [1, 3]]
    found = _inverted(rows)
    assert found[1] == ([0, 2], [1, 1], [0, 0])
    assert found[2] == ([1], [length - 1], list(range(length - 1)))
    assert found[3] == ([1, 2], [1, 1], [length - 1, 1])
    assert Counter(map(len, rows))[length] == 1
