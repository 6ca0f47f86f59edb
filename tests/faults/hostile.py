"""Work that does what hostile input makes parsers do. Workers import it."""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator

from index import tasks
from index.holdings import Holdings
from index.workers import Limits, Pool

LARGE = 3_000_000
"""Bytes: far more than a pipe holds (64 kB)."""


def process(_task: int) -> Iterator[int]:
    yield os.getpid()


def large(task: int) -> Iterator[bytes]:
    yield bytes([task]) * LARGE


def hang_on_three(task: int) -> Iterator[int]:
    if task == 3:
        time.sleep(1000)
    yield task


def die_on_three(task: int) -> Iterator[int]:
    if task == 3:
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
    yield task


def leave(task: int) -> Iterator[int]:
    os._exit(7)
    yield task


def fail(task: str) -> Iterator[str]:
    if "half" in task:
        yield "a part"
    raise ValueError(task)


def bloat(megabytes: int) -> Iterator[int]:
    yield len(bytes(megabytes << 20))


def unsendable(_task: int) -> Iterator[Callable[[], None]]:
    yield lambda: None


def _say_process() -> None:
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()


def sleep(task: int) -> Iterator[int]:
    _say_process()
    time.sleep(1000)
    yield task


def spin(task: int) -> Iterator[int]:
    """Hold the interpreter's lock in one endless regular expression, so that no other thread of the process runs."""
    _say_process()
    yield bool(re.match(r"(a|a)*b", "a" * 60)) + task


def look_but_not_at_two(task: tasks.ToLook) -> Iterator[list[tasks.Looked]]:
    with Holdings(task.data) as holdings:
        if any(held.sighting.title == "Post 2" for post in holdings.posts(task.posts) for held in post.sightings):
            raise ValueError("two cannot be looked at")
    yield from tasks.look(task)


def be_parent(work: Callable[[int], Iterator[int]]) -> None:
    with Pool(Limits(processes=2, seconds=2.0, megabytes=512)) as pool:
        list(pool.run(work, [1, 2]))


def nap(seconds: float) -> Iterator[float]:
    time.sleep(seconds)
    yield seconds


def memory_limits(_task: int) -> Iterator[tuple[int, int]]:
    yield resource.getrlimit(resource.RLIMIT_AS)


def limits_below(hard: int) -> None:
    """Write the memory limits of a worker whose parent may not take more than `hard` bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    with Pool(Limits(processes=1, seconds=60, megabytes=512)) as pool:
        sys.stdout.writelines(str(done.result) for done in pool.run(memory_limits, [1]))


def count_and_stop_at_three(task: int) -> Iterator[int]:
    """Yield 0, 1, 2 ... and hang before 3 where the task is 4 or more."""
    for number in range(task):
        if number == 3:
            time.sleep(1000)
        yield number
