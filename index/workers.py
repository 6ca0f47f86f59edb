"""Workers: a pool of processes for work that hostile input can hang, crash or bloat. It knows nothing of the work.

Processes are spawned, never forked: a forked one would hold the index's lock after its parent was killed. Each ends with its parent.
A task comes to any number of results, one after the other, so that a long document needs memory for a part of it only. One that takes
too long for a result, or brings its process down, is one Failure; the others go on. Tasks must be small (they wait in a pipe); results
may be large: of those that the caller has not taken yet `HELD` wait here, and then the processes wait.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, Self, TypeVar

from index.ahead import Ahead

MEBIBYTE = 1 << 20

AHEAD = 2
"""Tasks that a process has at a time: one in work and the next, so that it need not wait while the parent is busy."""

HELD = 16 * MEBIBYTE
"""Results, pickled, that wait for the caller: 1,500 posts of 500 words, more than two processes do in the 2 s that a block of the index
takes to write."""

NICE = 10
"""Searches that are answered meanwhile come first (reliability.md 4.3, R9)."""

_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_STARTED = b"started"
"""Sent by a worker when it takes up a task: its clock runs from here, not from the start of the process."""

_ENDED = b"ended"
"""Sent by a worker after the last result of a task. All else that it sends is a pickle."""

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes there may be, and what a task may take: seconds of wall time for each result, MiB of memory."""

    processes: int
    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that came to nothing; `detail` is one line."""

    detail: str


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Result]):
    """A task and one of its results, or that it failed: then no other follows."""

    task: Task
    result: Result | Failure


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    tasks: deque[Any] = field(default_factory=deque)
    until: float | None = None
    """When the task in work is given up."""


class Pool:
    """Processes that are started as they are needed and live until `close`."""

    def __init__(self, limits: Limits) -> None:
        """Start nothing yet."""
        self._limits = limits
        self._workers: list[_Worker] = []
        # One thread for all runs: the system ends a process with the thread that started it (see `_end_with_parent`).
        self._thread = ThreadPoolExecutor(1, "pool")
        self._ahead: Ahead[Any] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End all processes. Closing twice is no error."""
        self._closed = True
        if self._ahead:
            self._ahead.stop()
        for worker in tuple(self._workers):
            with suppress(ValueError):  # the thread has just seen that it died, and closed it
                worker.process.kill()  # which wakes the thread
        self._thread.shutdown()
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.process.close()
            worker.connection.close()
        self._workers.clear()

    def run(self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Do the tasks and give their results: those of one task in its order, those of several as they come.

        `function` stands in a module, by its name. The tasks are taken in another thread, and the processes are kept busy from there
        while the caller does something else with a result. One run ends before the next begins.
        """
        ahead = Ahead[Done[Task, bytes]](lambda done: len(done.result) if isinstance(done.result, bytes) else 0, HELD)
        self._ahead = ahead
        brought = self._thread.submit(ahead.bring, self._done(function, tasks))
        try:
            for done in ahead:
                pickled = done.result
                yield Done(done.task, pickled if isinstance(pickled, Failure) else pickle.loads(pickled))  # noqa: S301 - our own worker wrote it
        finally:
            ahead.stop()
        brought.result()

    def _done(self, function: Callable[[Task], Iterable[Result]], tasks: Iterable[Task]) -> Iterator[Done[Task, bytes]]:
        """Do the tasks; give their results as they came, pickled."""
        waiting = deque[Task]()
        source = iter(tasks)
        while True:
            self._hand_out(function, waiting, source)
            busy = [worker for worker in self._workers if worker.tasks]
            if not busy or self._closed:
                return
            late = min((worker.until for worker in busy if worker.until), default=None)
            ready = wait([worker.connection for worker in busy], None if late is None else max(0.0, late - time.monotonic()))
            for worker in busy:
                if worker.connection in ready:
                    yield from self._take(worker, waiting)
                elif worker.until and worker.until <= time.monotonic() and not worker.connection.poll():  # the caller may have been slow
                    yield self._give_up(worker, waiting, f"given up after {self._limits.seconds:g} s")

    def _hand_out(self, function: Callable[[Task], Iterable[Result]], waiting: deque[Task], source: Iterator[Task]) -> None:
        """Give tasks to the processes with fewest; start another process before any gets a second task."""
        while True:
            least = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
            full = least is None or len(least.tasks) > 0
            if full and len(self._workers) >= self._limits.processes and least and len(least.tasks) >= AHEAD:
                return
            try:
                task = waiting.popleft() if waiting else next(source)
            except StopIteration:
                return
            if least is None or (full and len(self._workers) < self._limits.processes):
                least = self._start()
            least.tasks.append(task)
            try:
                least.connection.send((function, task))
            except OSError:  # it has died; what came of it is said when its connection is read
                return

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._limits), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _take(self, worker: _Worker, waiting: deque[Task]) -> Iterator[Done[Task, bytes]]:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            worker.process.join()
            yield self._give_up(worker, waiting, f"the process that worked on it died ({_cause(worker.process.exitcode)})")
            return
        if message == _ENDED:
            worker.until = None
            worker.tasks.popleft()
            return
        worker.until = time.monotonic() + self._limits.seconds
        if message != _STARTED:
            yield Done(worker.tasks[0], message)
            worker.until = time.monotonic() + self._limits.seconds  # what the caller took is not the worker's

    def _give_up(self, worker: _Worker, waiting: deque[Task], detail: str) -> Done[Task, bytes]:
        """End the process; its first task has failed, the others go to another process."""
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.connection.close()
        self._workers.remove(worker)
        failed = worker.tasks.popleft()
        waiting.extendleft(reversed(worker.tasks))
        return Done(failed, Failure(detail))


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"signal {-exit_code}, {signal.strsignal(-exit_code)}"
    return f"exit code {exit_code}"


def _work(connection: Connection, limits: Limits) -> None:
    """Be a worker: take tasks until the parent goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business; it ends us
    os.nice(NICE)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads: 40 MB of address space each, and the workers are threads enough
    _end_with_parent()
    _limit_memory(limits.megabytes * MEBIBYTE)
    try:
        while True:
            function, task = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own parent wrote it
            connection.send_bytes(_STARTED)
            for result in _results(function, task, limits):
                connection.send_bytes(result)
            connection.send_bytes(_ENDED)
    except (EOFError, OSError):  # the parent has gone or wants no more
        sys.exit(0)


def _limit_memory(size: int) -> None:
    """Set the soft limit only: a hard limit that is already there (`ulimit -v`) cannot be raised, and is not to be."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _results(function: Callable[[Any], Iterable[Any]], task: object, limits: Limits) -> Iterator[bytes]:
    """Yield what the task comes to, pickled."""
    try:
        yield from (pickle.dumps(result) for result in function(task))
    except MemoryError:
        failure = Failure(f"needs more than {limits.megabytes} MiB of memory")
    except Exception as error:  # noqa: BLE001 - whatever input does to a parser is that input's failure: counted, named and shown
        failure = Failure(" ".join(f"{type(error).__name__}: {error}".split()))
    else:
        return
    yield pickle.dumps(failure)


def _end_with_parent() -> None:
    """End this process when its parent has ended.

    Linux is asked to see to it: a regular expression that does not end lets no other thread of its process run. Elsewhere a thread
    waits for the parent's end.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
