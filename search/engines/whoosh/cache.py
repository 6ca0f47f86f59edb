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


T = TypeVar("T", bound=Measured)


class Cache:
    """Values by key. Threads may share it; a value asked for by two at once may be made twice."""

    def __init__(self, limit: int) -> None:
        """Start empty; `limit` is in bytes. A value larger than that is not kept."""
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, Measured] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of the key, made now if it is not here. All values of one key have one type."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key])
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._size += value.nbytes
            while self._size > self._limit:
                self._size -= self._values.popitem(last=False)[1].nbytes
        return value
