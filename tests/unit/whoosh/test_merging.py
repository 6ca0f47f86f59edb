from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.merging import SMALL, due
from search.engines.whoosh.postings import POSTS, TERMS, fullness

TINY = 1 / POSTS


def test_a_few_small_segments_stay() -> None:
    assert due([]) == ()
    assert due([(TINY, TINY)] * SMALL) == ()
    assert due([(1, 1)] * 50 + [(TINY, TINY)] * SMALL) == ()


def test_many_small_segments_become_one() -> None:
    assert due([(1, 1)] + [(TINY, TINY)] * (SMALL + 1)) == tuple(range(1, SMALL + 2))


def test_a_segment_larger_than_all_before_it_stays() -> None:
    assert due([(0.1, 0.1)] + [(TINY, TINY)] * SMALL) == tuple(range(1, SMALL + 1))


def test_no_more_is_taken_than_fits_a_block() -> None:
    sizes = [(0.49, 0.49)] * (SMALL + 1)
    assert due(sizes) == (0, 1)


def test_a_segment_of_many_dead_posts_is_written_again() -> None:
    assert due([(0.1, 0.1), (0.8, 1)]) == ()
    assert due([(0.1, 0.1), (0.79, 1)]) == (1,)
    assert due([(0, 0.01)]) == (0,)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=60, max_size=60))
def test_segments_stay_few_and_posts_are_not_written_too_often(runs: list[int]) -> None:
    sizes: list[int] = []
    written = 0
    for run in runs:
        sizes.append(run)
        written += run
        if places := due([(size / POSTS, size / POSTS) for size in sizes]):
            merged = sum(sizes[place] for place in places)
            sizes = [size for place, size in enumerate(sizes) if place not in places] + [merged]
            written += merged
        assert sum(size < POSTS // 2 for size in sizes) <= SMALL
    assert written < 6 * sum(runs)


def test_a_block_is_full_by_its_posts_or_by_their_terms() -> None:
    assert fullness(POSTS, 0) == fullness(0, TERMS) == 1
    assert fullness(POSTS // 4, TERMS // 2) == 0.5


def test_blocks_that_are_full_of_terms_are_not_small_however_few_their_posts() -> None:
    """Else an archive of long posts would write eight of them again in every run."""
    long = fullness(POSTS // 4, TERMS)
    assert due([(long, long)] * (SMALL + 1)) == ()
