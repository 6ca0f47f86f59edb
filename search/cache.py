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


class _Key:
    """A key that is hashed once: a plan is a tree of 100 parts, and a look-up asks for the hash of its key three times."""

    __slots__ = ("hash", "key")

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.hash = hash(key)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key


class Cache:
    """Values by key. Threads may share it; a value asked for by two at once may be made twice."""

    def __init__(self, limit: int) -> None:
        """Start empty; `limit` is in bytes. A value that takes more with its key is not kept."""
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[_Key, tuple[Measured, int]] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of the key, made now if it is not here. All values of one key have one type."""
        held = _Key(key)
        with self._lock:
            if held in self._values:
                self._values.move_to_end(held)
                return cast("T", self._values[held][0])
        value = make()
        size = value.nbytes + KEY * len(repr(key))
        if size > self._limit:
            return value
        with self._lock:
            if held not in self._values:
                self._values[held] = value, size
                self._size += size
            while self._size > self._limit:
                self._size -= self._values.popitem(last=False)[1][1]
        return value
