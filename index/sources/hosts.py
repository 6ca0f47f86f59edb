"""Hosts: many asks at once, politely. One request at a time for each host, with a pause between two, and several hosts at once.

Threads are daemons, so that a stop (Ctrl-C) does not wait for a slow site: what was under way is lost, and is asked again next time.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Condition, Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

from index import links
from index.sources.answers import Answer, Ask, Refused
from index.sources.schedule import PATIENCE, Schedule, Turn
from search.settings import FetchSettings

TRIES = 3
"""Times that an address is asked in a run while its host says to come back within `PATIENCE`."""

UNREAD = 4
"""Answers for each thread that may wait to be taken; then no new ask starts, so that bodies do not fill the disk."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class _Task(Generic[Key]):
    key: Key
    ask: Ask
    tries: int = 0


class Hosts(Generic[Key]):
    """Runs asks. `submit` and `completed` belong to one thread; more may be submitted while answers are taken."""

    def __init__(self, get: Callable[[Ask], Answer], settings: FetchSettings, clock: Callable[[], float] = time.monotonic) -> None:
        """Ask by `get`, at most `hosts_at_once` at a time. `clock` gives seconds that only grow."""
        self._get = get
        self._clock = clock
        self._schedule: Schedule[_Task[Key]] = Schedule(settings.delay_seconds)
        self._most = max(settings.hosts_at_once, 1)
        self._change = Condition()
        self._threads = 0
        self._open = 0
        self._ended: deque[tuple[Key, Future[Answer]]] = deque()
        self._closed = False

    def __enter__(self) -> Self:
        """Return the hosts, which are closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def submit(self, key: Key, ask: Ask) -> None:
        """Have an address asked when its host is free. `key` comes back with the answer."""
        with self._change:
            self._open += 1
            self._schedule.add(_host(ask), _Task(key, ask))
            if self._threads < min(self._most, self._open):
                self._threads += 1
                Thread(target=self._work, daemon=True).start()
            self._change.notify_all()

    @property
    def waiting(self) -> int:
        """How many asks have not come back yet."""
        return self._open

    def completed(self) -> Iterator[tuple[Key, Answer]]:
        """Yield each key with its answer in the order in which they end, until nothing is left. Raises what `get` raises."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self._ended or not self._open)
                if not self._ended:
                    return
                key, answer = self._ended.popleft()
                self._open -= 1
                self._change.notify_all()
            yield key, answer.result()

    def close(self) -> None:
        """Start nothing any more. What is under way is not waited for."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def _work(self) -> None:
        while (turn := self._turn()) is not None:
            answer: Future[Answer] = Future()
            try:
                answer.set_result(self._get(turn.task.ask) if turn.shut is None else _left_alone(turn.shut))
            except BaseException as error:  # noqa: BLE001 - raised again by `completed`, in the thread that can do something about it
                answer.set_exception(error)
            self._end(turn, answer)

    def _turn(self) -> Turn[_Task[Key]] | None:
        """Wait for a task whose time has come; return None when closed."""
        with self._change:
            while not self._closed:
                full = len(self._ended) >= UNREAD * self._most
                turn = None if full else self._schedule.take(self._clock())
                if turn is not None:
                    return turn
                self._change.wait(None if full else self._schedule.pause(self._clock()))
        return None

    def _end(self, turn: Turn[_Task[Key]], answer: Future[Answer]) -> None:
        wait = _wait(answer)
        task = replace(turn.task, tries=turn.task.tries + 1)
        with self._change:
            again = turn.shut is None and wait is not None and wait <= PATIENCE and task.tries < TRIES
            if again:
                self._schedule.add(turn.host, task, first=True)
            else:
                self._ended.append((task.key, answer))
            if turn.shut is None:
                self._schedule.end(turn.host, self._clock(), wait)
            self._change.notify_all()


def _host(ask: Ask) -> str:
    link = links.absolute(ask.url)
    return links.host(link) if link else ""


def _wait(answer: Future[Answer]) -> float | None:
    """Return the seconds for which the host of an answer wants to be left alone, or None."""
    said = None if answer.exception() else answer.result()
    return said.wait if isinstance(said, Refused) else None


def _left_alone(seconds: float) -> Refused:
    return Refused(f"not asked: its host wants to be left alone for {seconds:,.0f} s", seconds)
