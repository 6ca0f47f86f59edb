from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.cache import KEY, Cache

Bytes = NDArray[np.uint8]
KEYS = KEY * len(repr("a"))
"""What each key of one letter takes."""


class _Maker:
    def __init__(self) -> None:
        self.made: list[str] = []

    def get(self, cache: Cache, key: str, size: int = 10) -> Bytes:
        def make() -> Bytes:
            self.made.append(key)
            return np.zeros(size, np.uint8)

        return cache.kept(key, make)


def test_a_value_is_made_once_and_the_least_recently_used_goes_first() -> None:
    cache, maker = Cache(3 * (10 + KEYS)), _Maker()
    for key in ("a", "b", "c", "a", "d", "a", "c", "d", "b"):
        assert maker.get(cache, key).nbytes == 10
    assert maker.made == ["a", "b", "c", "d", "b"]


def test_a_value_larger_than_the_cache_is_given_and_not_kept_and_drives_nothing_out() -> None:
    cache, maker = Cache(3 * (10 + KEYS)), _Maker()
    maker.get(cache, "s")
    assert len(maker.get(cache, "l", 100)) == 100
    maker.get(cache, "l", 100)
    maker.get(cache, "s")
    assert maker.made == ["s", "l", "l"]


def test_keys_of_empty_values_take_room_too() -> None:
    cache, maker = Cache(1000), _Maker()
    for number in range(100):  # words that no post has
        maker.get(cache, f"{number:03}", 0)
    maker.get(cache, "000", 0)
    assert maker.made.count("000") == 2
