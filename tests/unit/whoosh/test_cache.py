from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.cache import Cache

Bytes = NDArray[np.uint8]


class _Maker:
    def __init__(self) -> None:
        self.made: list[str] = []

    def get(self, cache: Cache, key: str, size: int = 10) -> Bytes:
        def make() -> Bytes:
            self.made.append(key)
            return np.zeros(size, np.uint8)

        return cache.kept(key, make)


def test_a_value_is_made_once_and_the_least_recently_used_goes_first() -> None:
    cache, maker = Cache(30), _Maker()
    for key in ("a", "b", "c", "a", "d", "a", "c", "d", "b"):
        assert maker.get(cache, key).nbytes == 10
    assert maker.made == ["a", "b", "c", "d", "b"]


def test_a_value_larger_than_the_cache_is_given_and_not_kept() -> None:
    cache, maker = Cache(30), _Maker()
    maker.get(cache, "small")
    assert len(maker.get(cache, "large", 31)) == 31
    maker.get(cache, "large", 31)
    maker.get(cache, "small")
    assert maker.made.count("large") == 2
