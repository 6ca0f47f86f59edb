"""Schedule: which task may start when, so that each host is asked one thing at a time and gets its pause. Pure: time is given."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

PATIENCE = 60.0
"""Seconds that a run waits for a host that wants to be left alone. If it wants more, its remaining tasks are refused in this run."""

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Turn(Generic[Task]):
    """A task whose time has come. `shut`: seconds for which its host still wants to be left alone, so it must not start; else None."""

    host: str
    task: Task
    shut: float | None = None


@dataclass(slots=True)
class _Host(Generic[Task]):
    queue: deque[Task] = field(default_factory=deque)
    busy: bool = False
    free_at: float = 0.0
    shut_until: float = 0.0


class Schedule(Generic[Task]):
    """Queues of tasks, one for each host. Times are seconds of one clock that begins at 0 or later."""

    def __init__(self, delay: float) -> None:
        """`delay` is the pause of a host between the end of one task and the start of the next, in seconds."""
        self._delay = delay
        self._hosts: dict[str, _Host[Task]] = {}
        self._free: list[tuple[float, int, str]] = []
        self._entered = 0

    def add(self, host: str, task: Task, *, first: bool = False) -> None:
        """Put a task behind the others of its host, or before them."""
        state = self._hosts.setdefault(host, _Host())
        if first:
            state.queue.appendleft(task)
        else:
            state.queue.append(task)
        if len(state.queue) == 1 and not state.busy:
            self._enter(host, state)

    def take(self, now: float) -> Turn[Task] | None:
        """Return the next task whose time has come, or None. Unless it is shut, its host is busy from now on, until `end`."""
        if self.pause(now) != 0:
            return None
        _, _, host = heapq.heappop(self._free)
        state = self._hosts[host]
        task = state.queue.popleft()
        if now >= state.shut_until:
            state.busy = True
            return Turn(host, task)
        self._enter(host, state)
        return Turn(host, task, state.shut_until - now)

    def end(self, host: str, now: float, wait: float | None = None) -> None:
        """Say that the task of a busy host has ended. `wait`: seconds for which the host wants to be left alone."""
        state = self._hosts[host]
        state.busy = False
        if wait is not None and wait > PATIENCE:
            state.free_at, state.shut_until = now, now + wait
        else:
            state.free_at = now + max(self._delay, wait or 0.0)
        self._enter(host, state)

    def pause(self, now: float) -> float | None:
        """Return the seconds until `take` will give something, or None where it will not before the next `add` or `end`."""
        return max(self._free[0][0] - now, 0.0) if self._free else None

    def _enter(self, host: str, state: _Host[Task]) -> None:
        """Have a host wait for its time, if it has anything to do. A host waits once at most, and not while it is busy."""
        if state.queue:
            self._entered += 1
            heapq.heappush(self._free, (state.free_at, self._entered, host))
