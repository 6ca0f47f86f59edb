"""Which task may start when. There is no clock but the one in the tests."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from index.sources.schedule import PATIENCE, Schedule, Turn


def schedule(*tasks: tuple[str, str], delay: float = 1) -> Schedule[str]:
    made: Schedule[str] = Schedule(delay)
    for host, task in tasks:
        made.add(host, task)
    return made


def test_one_task_at_a_time_for_a_host_and_others_meanwhile() -> None:
    made = schedule(("a", "1"), ("a", "2"), ("b", "3"), delay=5)
    assert (made.take(10), made.take(10), made.take(10)) == (Turn("a", "1"), Turn("b", "3"), None)
    assert made.pause(10) is None
    made.end("a", 12)
    assert (made.take(16.9), made.pause(14)) == (None, 3)
    assert made.take(17) == Turn("a", "2")
    made.end("b", 17)
    assert (made.take(100), made.pause(100)) == (None, None)


def test_the_pause_holds_for_what_is_added_later() -> None:
    made = schedule(("a", "1"), delay=5)
    assert made.take(0) == Turn("a", "1")
    made.add("a", "2")
    made.end("a", 1)
    made.add("a", "0", first=True)
    assert (made.pause(1), made.take(6), made.take(100)) == (5, Turn("a", "0"), None)
    made.end("a", 6)
    assert made.take(11) == Turn("a", "2")


def test_a_host_gets_the_time_that_it_asks_for() -> None:
    made = schedule(("a", "1"), ("a", "2"), delay=5)
    assert made.take(0) == Turn("a", "1")
    made.end("a", 0, wait=PATIENCE)
    assert (made.take(PATIENCE - 1), made.take(PATIENCE)) == (None, Turn("a", "2"))
    made.add("a", "3")
    made.end("a", 100, wait=0)
    assert made.pause(100) == 5


def test_a_host_that_asks_for_too_much_is_shut_for_as_long() -> None:
    made = schedule(("a", "1"), ("a", "2"), ("a", "3"), ("b", "4"), delay=5)
    assert (made.take(0), made.take(0)) == (Turn("a", "1"), Turn("b", "4"))
    made.end("a", 10, wait=3600)
    assert (made.take(10), made.take(11), made.take(12)) == (Turn("a", "2", 3600), Turn("a", "3", 3599), None)
    made.add("a", "5")
    assert made.take(600) == Turn("a", "5", 3010)
    made.add("a", "6")
    assert made.take(3610) == Turn("a", "6")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 9)), max_size=30),
    st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=30),
    st.randoms(use_true_random=False),
)
def test_every_task_gets_its_turn_once_and_no_host_has_two(
    tasks: list[tuple[str, float]], waits: list[float | None], random: object
) -> None:
    made: Schedule[int] = Schedule(2)
    numbers = count()
    now, ends, taken, running = 0.0, iter(waits), [], dict[str, int]()
    free_at = dict.fromkeys("abc", 0.0)
    left = list(tasks)
    while left or made.pause(now) is not None or running:
        if left:
            host, later = left.pop(0)
            made.add(host, next(numbers))
            now += later
        while (turn := made.take(now)) is not None:
            taken.append(turn.task)
            if turn.shut is None:
                assert turn.host not in running
                assert now >= free_at[turn.host]
                running[turn.host] = turn.task
        for host in [host for host in sorted(running) if random.random() < 0.5 or not left]:  # type: ignore[attr-defined] # Random of Hypothesis
            del running[host]
            wait = next(ends, None)
            made.end(host, now, wait)
            free_at[host] = now + (max(2, wait or 0) if (wait or 0) <= PATIENCE else wait or 0)
        now += made.pause(now) or 0
    assert sorted(taken) == list(range(len(tasks)))
