"""Workers that stay: a process takes 0.7 s to start and load the parsers, and some 200 runs here want one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from index.workers import Limits, Pool


class KeptPool(Pool):
    """Real processes that go on to the next run, unless this one ended in the middle of their tasks."""

    def close(self) -> None:
        if any(worker.tasks for worker in self._workers):
            self.end()

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="session", autouse=True)
def kept_workers() -> Iterator[None]:
    """Let all runs of the same limits share their processes. How processes start and end is tested in tests/faults/test_workers.py."""
    pools: list[KeptPool] = []

    @cache
    def kept(limits: Limits) -> KeptPool:
        pools.append(KeptPool(limits))
        return pools[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.reindex.Pool", kept)
        yield
    for pool in pools:
        pool.end()
