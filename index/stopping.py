"""Stopping: SIGTERM ends a run as Ctrl-C does, so that its temporary files, its workers and its bar are put away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Iterator[None]:
    """Have SIGTERM raise KeyboardInterrupt meanwhile. Only the main thread can say so."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
