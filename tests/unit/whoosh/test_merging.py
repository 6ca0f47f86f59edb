from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.merging import SMALL, due
from search.engines.whoosh.postings import POSTS


def test_a_few_small_segments_stay() -> None:
    assert due([]) == ()
    assert due([(1, 1)] * SMALL) == ()
    assert due([(POSTS, POSTS)] * 50 + [(1, 1)] * SMALL) == ()


def test_many_small_segments_become_one() -> None:
    assert due([(POSTS, POSTS)] + [(1, 1)] * (SMALL + 1)) == tuple(range(1, SMALL + 2))


def test_a_segment_larger_than_all_before_it_stays() -> None:
    assert due([(1000, 1000)] + [(1, 1)] * SMALL) == tuple(range(1, SMALL + 1))


def test_no_more_is_taken_than_fits_a_block() -> None:
    sizes = [(POSTS // 2 - 1, POSTS // 2 - 1)] * (SMALL + 1)
    assert due(sizes) == (0, 1)


def test_a_segment_of_many_dead_posts_is_written_again() -> None:
    assert due([(10, 10), (80, 100)]) == ()
    assert due([(10, 10), (79, 100)]) == (1,)
    assert due([(0, 3)]) == (0,)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=60, max_size=60))
def test_segments_stay_few_and_posts_are_not_written_too_often(runs: list[int]) -> None:
    sizes: list[int] = []
    written = 0
    for run in runs:
        sizes.append(run)
        written += run
        if places := due([(size, size) for size in sizes]):
            merged = sum(sizes[place] for place in places)
            sizes = [size for place, size in enumerate(sizes) if place not in places] + [merged]
            written += merged
        assert sum(size < POSTS // 2 for size in sizes) <= SMALL
    assert written < 6 * sum(runs)
