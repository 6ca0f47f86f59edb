"""How far a thread may run ahead of who takes what it brings: by counts of what it has brought, not by time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.ahead import Ahead

WAIT = 30
"""Seconds after which a thread that does not come is an error."""


class _Source:
    """Texts, one after the other. It says when another is asked for: then the one before is held or taken."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.asked = threading.Semaphore(0)

    def __iter__(self) -> Iterator[str]:
        for text in self.texts:
            self.asked.release()
            yield text
        self.asked.release()


def _asks(source: _Source, times: int) -> None:
    for _time in range(times):
        assert source.asked.acquire(timeout=WAIT)


def test_what_is_brought_comes_in_order() -> None:
    ahead = Ahead[str](len, 3)
    with ThreadPoolExecutor(1) as thread:
        brought = thread.submit(ahead.bring, iter("abcdefgh"))
        assert list(ahead) == list("abcdefgh")
        assert brought.result() is None


def test_no_more_waits_than_may() -> None:
    source = _Source(*"abcdefgh")
    ahead = Ahead[str](len, 3)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(ahead.bring, source)
        _asks(source, 4)  # three wait, the fourth is in the thread's hand
        taken = iter(ahead)
        for letter in "abcde":
            assert not source.asked.acquire(blocking=False)  # nobody has asked for another since
            assert next(taken) == letter
            _asks(source, 1)
        assert list(taken) == list("fgh")


def test_one_that_is_larger_than_all_that_may_wait_passes_alone() -> None:
    source = _Source("a", "large", "b")
    ahead = Ahead[str](len, 2)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(ahead.bring, source)
        _asks(source, 2)
        assert list(ahead) == ["a", "large", "b"]


def test_who_wants_no_more_holds_no_thread_up() -> None:
    source = _Source(*"abcdefgh")
    ahead = Ahead[str](len, 2)
    with ThreadPoolExecutor(1) as thread:
        brought = thread.submit(ahead.bring, source)
        _asks(source, 3)
        ahead.stop()
        assert brought.result(WAIT) is None
    assert not source.asked.acquire(blocking=False)


def test_what_goes_wrong_is_told_after_what_was_brought() -> None:
    def two() -> Iterator[str]:
        yield "a"
        raise ValueError("no b")

    ahead = Ahead[str](len, 2)
    with ThreadPoolExecutor(1) as thread:
        brought = thread.submit(ahead.bring, two())
        assert list(ahead) == ["a"]
        with pytest.raises(ValueError, match="no b"):
            brought.result()
