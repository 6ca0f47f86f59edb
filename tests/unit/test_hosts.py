"""Many asks at once. Nothing here waits for time: threads wait for each other."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock

import pytest

from index.sources.answers import Answer, Ask, Gone, NotModified, Refused
from index.sources.hosts import TRIES, UNREAD, Hosts
from search.errors import SourceError
from search.settings import FetchSettings
from tests.servers import LOOPBACK, Site, answer, client

PROMPT = FetchSettings(delay_seconds=0, hosts_at_once=4)


def hosts(get: Callable[[Ask], Answer], settings: FetchSettings = PROMPT) -> Hosts[str]:
    return Hosts(get, settings)


def ask(host: str, path: str = "") -> Ask:
    return Ask(f"https://{host}.example.org/{path}")


def test_every_ask_comes_back_with_its_answer() -> None:
    with hosts(lambda asked: Gone(asked.url)) as some:
        assert list(some.completed()) == []
        for number in range(30):
            some.submit(str(number), ask(f"h{number % 7}", str(number)))
        found = dict(some.completed())
    assert found == {str(number): Gone(f"https://h{number % 7}.example.org/{number}") for number in range(30)}


def test_answers_come_in_the_order_in_which_they_end() -> None:
    go = {name: Event() for name in "abc"}

    def get(asked: Ask) -> Answer:
        assert go[asked.url[8]].wait(10)
        return NotModified()

    with hosts(get) as some:
        for name in "abc":
            some.submit(name, ask(name))
        order = []
        go["b"].set()
        for key, _ in some.completed():
            order.append(key)
            assert some.waiting == 3 - len(order)
            go["c" if key == "b" else "a"].set()
    assert order == ["b", "c", "a"]


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_together() -> None:
    lock, running, most = Lock(), list[str](), list[int]()
    together = threading.Barrier(4)

    def get(asked: Ask) -> Answer:
        host = asked.url.split("/")[2].removeprefix("www.")
        with lock:
            assert host not in running
            running.append(host)
            most.append(len(running))
        if asked.url.endswith("first"):
            together.wait(10)
        with lock:
            running.remove(host)
        return NotModified()

    with hosts(get) as some:
        for name in "abcdef":
            some.submit(name, ask(name, "first" if name in "abcd" else ""))
            some.submit(name, Ask(f"http://www.{name}.example.org/second"))
        assert len(list(some.completed())) == 12
    assert max(most) == 4


def test_asks_can_be_added_while_answers_are_taken() -> None:
    """As pages of history are: each says where the next one is."""
    with hosts(lambda asked: Gone(asked.url)) as some:
        some.submit("1", ask("a", "1"))
        seen = []
        for key, _ in some.completed():
            seen.append(key)
            if len(seen) < 5:
                some.submit(f"{key}1", ask("a", f"{key}1"))
        assert seen == ["1", "11", "111", "1111", "11111"]
        some.submit("again", ask("a"))
        assert [key for key, _ in some.completed()] == ["again"]


def test_a_host_that_asks_for_a_moment_is_asked_again() -> None:
    said = iter([Refused("status 429", 0.0), Refused("status 503", 0.0), NotModified()])
    asked: list[str] = []
    with hosts(lambda one: asked.append(one.url[-1]) or next(said, Gone("x"))) as some:  # type: ignore[func-returns-value] # it notes the ask
        some.submit("first", ask("a", "1"))
        some.submit("second", ask("a", "2"))
        assert dict(some.completed()) == {"first": NotModified(), "second": Gone("x")}
    assert asked == ["1", "1", "1", "2"]


def test_that_ends() -> None:
    asked: list[str] = []
    with hosts(lambda one: asked.append(one.url) or Refused("status 429", 0.0)) as some:  # type: ignore[func-returns-value] # it notes the ask
        some.submit("only", ask("a"))
        assert list(some.completed()) == [("only", Refused("status 429", 0.0))]
    assert len(asked) == TRIES


def test_a_host_that_asks_for_an_hour_is_left_alone() -> None:
    asked: list[str] = []

    def get(one: Ask) -> Answer:
        asked.append(one.url)
        return Refused("status 503", 3600.0) if "//a." in one.url else NotModified()

    with Hosts(get, PROMPT, clock=lambda: 100.0) as some:
        for number in range(3):
            some.submit(f"a{number}", ask("a", str(number)))
        some.submit("b", ask("b"))
        found = dict(some.completed())
        some.submit("late", ask("a", "late"))
        found |= dict(some.completed())
    left = Refused("not asked: its host wants to be left alone for 3,600 s", 3600.0)
    assert found == {"a0": Refused("status 503", 3600.0), "a1": left, "a2": left, "b": NotModified(), "late": left}
    assert sorted(asked) == ["https://a.example.org/0", "https://b.example.org/"]


def test_what_goes_wrong_here_is_raised_where_answers_are_taken() -> None:
    def get(_asked: Ask) -> Answer:
        raise SourceError("folder: what was fetched cannot be written: No space left on device")

    with hosts(get) as some:
        some.submit("a", ask("a"))
        with pytest.raises(SourceError, match="No space left"):
            list(some.completed())


def test_answers_that_nobody_takes_do_not_pile_up() -> None:
    settings = FetchSettings(delay_seconds=0, hosts_at_once=1)
    lock, asked, enough = Lock(), list[str](), Event()

    def get(one: Ask) -> Answer:
        with lock:
            asked.append(one.url)
            if len(asked) == UNREAD:
                enough.set()
        return NotModified()

    with hosts(get, settings) as some:
        for number in range(20):
            some.submit(str(number), ask(f"h{number}"))
        assert enough.wait(10)
        taken = some.completed()
        next(taken)
        with lock:
            assert len(asked) <= UNREAD + 2
        assert len(list(taken)) == 19


def test_closing_waits_for_nothing() -> None:
    never, begun = Event(), Event()

    def get(_asked: Ask) -> Answer:
        begun.set()
        never.wait(60)
        return NotModified()

    with hosts(get) as some:
        some.submit("a", ask("a"))
        assert begun.wait(10)
    never.set()


STOPPED = """
import time
from index.sources.answers import Ask
from index.sources.hosts import Hosts
from search.settings import FetchSettings

def get(asked):
    print("begun", flush=True)
    time.sleep(600)

with Hosts(get, FetchSettings()) as hosts:
    hosts.submit("a", Ask("http://example.org/"))
    list(hosts.completed())
"""


def test_a_stop_by_the_user_waits_for_nothing() -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", STOPPED], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert said.endswith("KeyboardInterrupt\n")


def test_what_is_no_address_comes_back_too() -> None:
    with hosts(lambda asked: Refused(asked.url)) as some:
        some.submit("a", Ask("nonsense"))
        assert list(some.completed()) == [("a", Refused("nonsense"))]


@pytest.mark.allow_hosts([LOOPBACK])
def test_with_a_real_client(tmp_path: Path) -> None:
    names = [f"127.0.0.{number}" for number in range(1, 5)]
    with client(tmp_path, total=30) as fetcher, hosts(fetcher.get) as some:
        sites = [Site({"/a": answer(200, b"a"), "/b": answer(200, b"b"), "/c": answer(410)}, host=name) for name in names]
        for site in sites:
            site.__enter__()
            for path in ("/a", "/b", "/c"):
                some.submit(site.host + path, Ask(site.url(path)))
        found = dict(some.completed())
        for site in sites:
            site.__exit__(None, None, None)
    assert {key for key, value in found.items() if isinstance(value, Gone)} == {f"{name}/c" for name in names}
    assert len(list(tmp_path.iterdir())) == 8
