"""Work that does what hostile input makes parsers do. Workers import it."""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable

from index import tasks
from index.workers import Limits, Pool

LARGE = 3_000_000
"""Bytes: far more than a pipe holds (64 kB)."""


def process(_task: int) -> int:
    return os.getpid()


def large(task: int) -> bytes:
    return bytes([task]) * LARGE


def hang_on_three(task: int) -> int:
    if task == 3:
        time.sleep(1000)
    return task


def die_on_three(task: int) -> int:
    if task == 3:
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
    return task


def leave(_task: int) -> None:
    os._exit(7)


def fail(task: str) -> None:
    raise ValueError(task)


def bloat(megabytes: int) -> int:
    return len(bytes(megabytes << 20))


def unsendable(_task: int) -> Callable[[], None]:
    return lambda: None


def _say_process() -> None:
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()


def sleep(task: int) -> int:
    _say_process()
    time.sleep(1000)
    return task


def spin(task: int) -> int:
    """Hold the interpreter's lock in one endless regular expression, so that no other thread of the process runs."""
    _say_process()
    return bool(re.match(r"(a|a)*b", "a" * 60)) + task


def look_but_not_at_two(task: tasks.ToLook) -> list[tasks.Looked]:
    found = tasks.look(task)
    if any(looked.analysed.document.title == "Post 2" for looked in found):
        raise ValueError("two cannot be looked at")
    return found


def be_parent(work: Callable[[int], int]) -> None:
    with Pool(Limits(processes=2, seconds=2.0, megabytes=512)) as pool:
        list(pool.run(work, [1, 2]))


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def memory_limits(_task: int) -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_AS)


def limits_below(hard: int) -> None:
    """Write the memory limits of a worker whose parent may not take more than `hard` bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    with Pool(Limits(processes=1, seconds=60, megabytes=512)) as pool:
        sys.stdout.writelines(str(done.result) for done in pool.run(memory_limits, [1]))
