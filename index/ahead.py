"""Ahead: what a thread brings while the caller is busy with what it brought before. Only so much of it waits at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Ahead(Generic[Item]):
    """Items on their way from one thread, which calls `bring`, to one other, which iterates."""

    def __init__(self, size: Callable[[Item], int], most: int) -> None:
        """Hold items of `most` bytes in all, by their `size`; one that is larger by itself passes alone."""
        self._size = size
        self._most = most
        self._items = deque[Item]()
        self._held = 0
        self._over = False
        """Whether nothing more comes, or nobody wants more."""
        self._changed = threading.Condition()

    def bring(self, items: Iterable[Item]) -> None:
        """Take the items one by one, as there is room, until there are no more or the other side has stopped."""
        try:
            for item in items:
                size = self._size(item)
                with self._changed:
                    self._changed.wait_for(partial(self._fits, size))
                    if self._over:
                        return
                    self._items.append(item)
                    self._held += size
                    self._changed.notify_all()
        finally:
            self.stop()

    def _fits(self, size: int) -> bool:
        return self._over or not self._items or self._held + size <= self._most

    def __iter__(self) -> Iterator[Item]:
        """Yield the items as they come."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._items)
                if not self._items:
                    return
                item = self._items.popleft()
                self._held -= self._size(item)
                self._changed.notify_all()
            yield item

    def stop(self) -> None:
        """Want, or bring, no more."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
