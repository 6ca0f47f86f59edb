"""Cache: what a reader worked out and may be asked for again, up to a number of bytes; the least recently used goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast


class Measured(Protocol):
    """What can be kept: an array, or what consists of arrays."""

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""


KEY = 8
"""Bytes that a key takes in memory for each character of its `repr`: 2 to 4 measured on plans, 7 on short pairs. Keys are made of what
people type: a word that no post has costs nothing but its key, and a query of 256 words on a small index costs more than its mask."""

T = TypeVar("T", bound=Measured)


class Cache:
    """Values by key. Threads may share it; a value asked for by two at once may be made twice."""

    def __init__(self, limit: int) -> None:
        """Start empty; `limit` is in bytes. A value that takes more with its key is not kept."""
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, tuple[Measured, int]] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of the key, made now if it is not here. All values of one key have one type."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key][0])
        value = make()
        size = value.nbytes + KEY * len(repr(key))
        if size > self._limit:
            return value
        with self._lock:
            if key not in self._values:
                self._values[key] = value, size
                self._size += size
            while self._size > self._limit:
                self._size -= self._values.popitem(last=False)[1][1]
        return value
