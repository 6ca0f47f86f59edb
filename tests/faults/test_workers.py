"""What hostile work does to the pool: one failure, named, while the other tasks are done; and nothing is left of a killed parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.workers import Done, Failure, Limits, Pool
from tests.faults import hostile


@pytest.fixture(name="pool")
def _pool() -> object:
    with Pool(Limits(processes=2, seconds=1.5, megabytes=512)) as pool:
        yield pool


def results(done: list[Done[object, object]]) -> dict[object, object]:
    return {one.task: one.result for one in done}


def test_all_tasks_are_done_and_no_more_processes_run_than_allowed(pool: Pool) -> None:
    done = results(list(pool.run(hostile.process, range(20))))
    assert sorted(done) == list(range(20))
    assert len(set(done.values())) <= 2
    assert os.getpid() not in done.values()
    assert list(pool.run(hostile.process, [])) == []


def test_one_task_starts_one_process(pool: Pool) -> None:
    list(pool.run(hostile.process, [1]))
    list(pool.run(hostile.process, [2]))
    assert len(pool._workers) == 1


def test_results_may_be_large_and_the_consumer_slow(pool: Pool) -> None:
    for done in pool.run(hostile.large, range(6)):
        time.sleep(0.05)
        assert done.result == next(hostile.large(done.task))


def test_a_task_that_hangs_is_given_up_and_the_others_are_done(pool: Pool) -> None:
    started = time.monotonic()
    done = results(list(pool.run(hostile.hang_on_three, range(8))))
    assert done.pop(3) == Failure("given up after 1.5 s")
    assert done == {number: number for number in range(8) if number != 3}
    assert time.monotonic() - started < 20


def test_a_slow_consumer_is_no_slow_task(pool: Pool) -> None:
    """The clock of a task runs while it is worked on, not while its result waits to be taken."""
    for done in pool.run(hostile.large, range(5)):
        time.sleep(0.6)
        assert not isinstance(done.result, Failure)


def test_a_task_that_ended_while_the_consumer_was_slow_is_not_given_up(pool: Pool) -> None:
    list(pool.run(hostile.nap, [0.0, 0.01]))
    for done in pool.run(hostile.nap, [0.2, 0.7]):
        assert done.result == done.task
        time.sleep(2.0)


def test_a_hard_limit_that_is_there_stays() -> None:
    hard = 8 << 30
    script = f"from tests.faults import hostile\nif __name__ == '__main__': hostile.limits_below({hard})"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True)  # noqa: S603 - our own script
    assert done.stdout.strip() == str((512 << 20, hard))


def test_a_task_that_brings_its_process_down_is_named(pool: Pool) -> None:
    done = results(list(pool.run(hostile.die_on_three, range(8))))
    assert done.pop(3) == Failure("the process that worked on it died (signal 11, Segmentation fault)")
    assert done == {number: number for number in range(8) if number != 3}
    (gone,) = list(pool.run(hostile.leave, [1]))
    assert gone.result == Failure("the process that worked on it died (exit code 7)")


def test_errors_and_too_much_memory_are_failures(pool: Pool) -> None:
    assert [done.result for done in pool.run(hostile.fail, ["a\nb"])] == [Failure("ValueError: a b")]
    assert [done.result for done in pool.run(hostile.bloat, [600])] == [Failure("needs more than 512 MiB of memory")]
    assert [done.result for done in pool.run(hostile.fail, ["half"])] == ["a part", Failure("ValueError: half")]
    (odd,) = pool.run(hostile.unsendable, [1])
    assert isinstance(odd.result, Failure)


def test_a_task_gives_its_results_in_order_while_others_give_theirs(pool: Pool) -> None:
    done = list(pool.run(hostile.count_and_stop_at_three, [3, 2, 0, 3]))
    assert sorted(one.task for one in done) == [2, 2, 3, 3, 3, 3, 3, 3]
    assert [one.result for one in done if one.task == 2] == [0, 1]


def test_the_clock_runs_anew_for_each_result_of_a_task(pool: Pool) -> None:
    done = []
    for one in pool.run(hostile.count_and_stop_at_three, [5]):
        done.append(one.result)
        time.sleep(0.6)
    assert done == [0, 1, 2, Failure("given up after 1.5 s")]


def test_closing_ends_all_processes() -> None:
    pool = Pool(Limits(processes=2, seconds=60, megabytes=512))
    tasks = pool.run(hostile.hang_on_three, [0, 3])
    next(tasks)
    processes = [worker.process.pid for worker in pool._workers]
    pool.close()
    pool.close()
    assert not any(_lives(process) for process in processes)


@pytest.mark.parametrize("work", ["sleep", "spin"])
def test_no_process_outlives_a_killed_parent(work: str) -> None:
    script = f"from tests.faults import hostile\nif __name__ == '__main__': hostile.be_parent(hostile.{work})"
    command = [sys.executable, "-c", script]
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)  # noqa: S603 - our own interpreter and script
    assert parent.stdout
    children = [int(parent.stdout.readline()) for _ in range(2)]
    assert all(map(_lives, children))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 20
    while any(map(_lives, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_lives, children))


def _lives(process: int | None) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_processes_stop_when_too_much_waits_for_a_slow_caller(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Back-pressure: what the caller has not taken is bounded, however many tasks there are."""
    monkeypatch.setattr("index.workers.HELD", 3 << 20)
    taken = iter(range(1000))
    given: list[int] = []
    tasks = (given.append(number) or number for number in taken)
    results = pool.run(hostile.large, tasks)
    assert not isinstance(next(results).result, Failure)
    time.sleep(1.0)  # long enough for all of them, if nothing held them up
    # Those that wait here, one in the thread's hand, and for each of two processes one in work and one to come.
    assert len(given) <= 1 + 3 + 1 + 2 * 2
    results.close()


def test_closing_lets_go_of_a_run_that_nobody_takes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.workers.HELD", 1)
    pool = Pool(Limits(processes=2, seconds=60, megabytes=512))
    results = pool.run(hostile.large, range(50))
    next(results)
    processes = [worker.process.pid for worker in pool._workers]
    pool.close()
    assert not any(map(_lives, processes))
