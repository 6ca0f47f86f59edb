"""Deadline: how long one fetch may still take, whatever it is doing."""

from __future__ import annotations

import time
from threading import Event

from index.sources.answers import Refusal


class Deadline:
    """A moment of the monotonic clock, set when it is made. `closing` ends it before its time."""

    def __init__(self, seconds: float, closing: Event) -> None:
        """Begin; `seconds` is all that there is."""
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._closing = closing

    def left(self, most: float) -> float:
        """Return the seconds that the next step may wait, `most` of them at most. Raises Refusal where none are left."""
        if self._closing.is_set():
            raise Refusal("stopped")
        left = self._until - time.monotonic()
        if left <= 0:
            raise Refusal(f"no answer within {self._seconds} s")
        return min(left, most)

    def late(self, most: float, what: str) -> Refusal:
        """Return the refusal for a step that took its whole time, `most` seconds or what was left."""
        try:
            self.left(most)
        except Refusal as refusal:
            return refusal
        return Refusal(f"{what} within {most} s")
