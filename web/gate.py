"""Gate: how many searches run at once. More wait a little, then are told to come again (reliability: bounded memory)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import Overloaded
from web import strings

WAIT_SECONDS = 2.0
"""How long a search waits for its turn."""


class Gate:
    """Lets a number of searches through at a time. Safe to use from several threads."""

    def __init__(self, at_once: int, wait_seconds: float = WAIT_SECONDS) -> None:
        """Open the gate for `at_once` searches."""
        self._places = threading.BoundedSemaphore(at_once)
        self._wait_seconds = wait_seconds

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Hold a place while the search runs. Raises Overloaded where none becomes free in time."""
        if not self._places.acquire(timeout=self._wait_seconds):
            raise Overloaded(strings.text("detail.overloaded"))
        try:
            yield
        finally:
            self._places.release()
