"""A live reader over a real index that is written anew, damaged and repaired under it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import generations
from search.analysis import Analyzer
from search.document import Position
from search.engines.whoosh import open_reader, open_writer
from search.live import LOOK_SECONDS, Live
from search.query import Query
from tests.contract.posts import post

RULES = "f" * 16


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def live(tmp_path: Path, clock: Clock) -> Iterator[Live]:
    write(tmp_path, 1)
    folder = generations.home(tmp_path, "whoosh", RULES)
    found = Live(lambda: open_reader(tmp_path, RULES), lambda: generations.current_mark(folder), clock, lambda work: work())
    yield found
    found.close()


def write(data: Path, number: int) -> None:
    with open_writer(data, RULES) as writer:
        writer.apply([Analyzer().analyse(post(number, f"Post {number}"))], Position("uuid", number))


def total(live: Live, clock: Clock) -> int:
    clock.now += LOOK_SECONDS
    return live.search(Query()).total


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_thirty_generations_leave_no_file_open(tmp_path: Path, live: Live, clock: Clock) -> None:
    opened = 0
    for number in range(2, 30):
        write(tmp_path, number)
        assert total(live, clock) == number
        if number == 20:
            opened = open_files()
    assert open_files() <= opened + 3 * 8  # up to eight small segments of three files


def test_an_index_that_was_removed_and_built_anew_is_another_one(tmp_path: Path, live: Live, clock: Clock) -> None:
    assert total(live, clock) == 1
    shutil.rmtree(tmp_path / "engines")
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([Analyzer().analyse(post(number, "New")) for number in (7, 8, 9)], Position("uuid", 1))
    assert generations.current_name(generations.home(tmp_path, "whoosh", RULES)) == "00000001"
    assert total(live, clock) == 3


def test_damage_leaves_the_reader_that_is_there_and_a_rebuild_cures_it(tmp_path: Path, live: Live, clock: Clock) -> None:
    write(tmp_path, 2)
    assert total(live, clock) == 2
    folder = generations.home(tmp_path, "whoosh", RULES)
    write(tmp_path, 3)
    newest = generations.current(folder)
    for path in newest.path.glob("*.trm"):
        path.write_bytes(b"x" * path.stat().st_size)
    assert total(live, clock) == 2
    problem = live.health().problem
    assert problem is not None
    assert "the file is not what the manifest says" in problem
    with open_writer(tmp_path, RULES) as writer:
        assert writer.reached() is None
        writer.rebuild([Analyzer().analyse(post(9, "All new"))], Position("uuid", 9))
    assert total(live, clock) == 1
    assert live.health().problem is None
