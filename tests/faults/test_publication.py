"""Every step of a publication fails or is the last one of its process: readers see the old state or the new one, never neither."""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, Self

import pytest

from search import generations
from search.analysis import Analyzer
from search.document import Position, Removal
from search.engines import tantivy, whoosh
from search.query import Query
from tests.contract.posts import post, post_id

pytestmark = pytest.mark.timeout(600)  # 140 steps, each with a few generations: 20 s on a free machine, more on a shared one

RULES = "f" * 16
ENGINES = {"whoosh": whoosh, "tantivy": tantivy}
OLD, NEW = {post_id(1), post_id(2)}, {post_id(1), post_id(3)}
STEPS = ("mkdir", "open", "fsync", "rename", "replace", "link", "remove", "unlink", "rmdir")
"""Calls of `os` that change the disk, or make sure of it. Files are opened by `open` beside them."""


class Faults:
    """Counts the steps on files below a folder, and has something done at one of them."""

    def __init__(self, folder: Path, at: int, act: Callable[[], None]) -> None:
        self.steps = 0
        self._folder = str(folder)
        self._at = at
        self._act = act

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - stands in for calls of every kind
            if call is os.fsync or str(args[0]).startswith(self._folder):
                self.steps += 1
                if self.steps == self._at:
                    self._act()
            return call(*args, **options)

        return wrapped

    def __enter__(self) -> Self:
        self._patch = pytest.MonkeyPatch()
        opening = self.wrap(builtins.open)
        for name in STEPS:
            self._patch.setattr(os, name, self.wrap(getattr(os, name)))
        self._patch.setattr(builtins, "open", opening)
        self._patch.setattr(io, "open", opening)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._patch.undo()


def change(data: Path, *, full: bool, engine: str = "whoosh") -> None:
    """Replace the second post by a third one."""
    with ENGINES[engine].open_writer(data, RULES) as writer:
        analyse = Analyzer().analyse
        if full:
            writer.rebuild([analyse(post(1, "One")), analyse(post(3, "Three"))], Position("uuid", 2))
        else:
            writer.apply([Removal(post_id(2)), analyse(post(3, "Three"))], Position("uuid", 2))


def found(data: Path, engine: str = "whoosh") -> set[str]:
    reader = ENGINES[engine].open_reader(data, RULES)
    try:
        page = reader.search(Query())
        assert page.total == len(page.hits) == page.index.documents
        return {hit.document.id for hit in page.hits}
    finally:
        reader.close()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two posts in two generations of each engine."""
    data = tmp_path_factory.mktemp("old") / "data"
    analyse = Analyzer().analyse
    for engine in ENGINES.values():
        for number in (1, 2):
            with engine.open_writer(data, RULES) as writer:
                writer.apply([analyse(post(number, f"Post {number}"))], Position("uuid", number))
    return data


@pytest.fixture
def copies(old: Path, tmp_path: Path) -> Callable[[], Path]:
    """Gives fresh copies of the folder."""
    numbers = count()
    return lambda: Path(shutil.copytree(old, tmp_path / str(next(numbers))))


def steps_of(data: Path, *, full: bool, engine: str = "whoosh") -> int:
    with Faults(data, 0, lambda: None) as faults:
        change(data, full=full, engine=engine)
    assert found(data, engine) == NEW
    return faults.steps


def fail() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("full", [False, True])
def test_an_error_at_any_step_leaves_the_old_state_or_the_new(copies: Callable[[], Path], engine: str, full: bool) -> None:
    steps = steps_of(copies(), full=full, engine=engine)
    assert steps > 20
    raised = 0
    for at in range(1, steps + 1):
        data = copies()
        with Faults(data, at, fail):
            try:
                change(data, full=full, engine=engine)
            except OSError:
                raised += 1
        state = found(data, engine)
        assert state in (OLD, NEW), at
        change(data, full=full, engine=engine)  # the lock is free, and what was left is no obstacle
        assert found(data, engine) == NEW
        shutil.rmtree(data)
    assert raised > steps / 2  # the others are links, which are copied then, and sweeping, which is done again


@pytest.mark.parametrize("full", [False, True])
def test_death_at_any_step_leaves_the_old_state_or_the_new(copies: Callable[[], Path], full: bool) -> None:
    steps = steps_of(copies(), full=full)
    for at in range(1, steps + 1):
        data = copies()
        child = os.fork()
        if not child:
            with Faults(data, at, lambda: os._exit(9)):
                change(data, full=full)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert found(data) in (OLD, NEW), at
        change(data, full=full)
        assert found(data) == NEW
        names = {path.name for path in generations.home(data, "whoosh", RULES).iterdir()}
        assert not {name for name in names if name.startswith("draft-")}
        shutil.rmtree(data)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("full", [False, True])
def test_everything_is_on_disk_before_it_is_published(
    copies: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, engine: str, full: bool
) -> None:
    data = copies()
    folder = generations.home(data, engine, RULES)
    settled = {_key(path.stat()) for path in folder.rglob("*")}  # what the old state left
    unsettled: list[Path] = []
    fsync, replace = os.fsync, os.replace

    def record(descriptor: int) -> None:
        fsync(descriptor)
        settled.add(_key(os.fstat(descriptor)))

    def publish(source: str, target: str) -> None:
        newest = folder / generations.names(folder)[0]
        unsettled.extend(path for path in (folder, newest, *newest.iterdir(), Path(source)) if _key(path.stat()) not in settled)
        replace(source, target)
        settled.clear()

    monkeypatch.setattr(os, "fsync", record)
    monkeypatch.setattr(os, "replace", publish)
    change(data, full=full, engine=engine)
    assert [path.name for path in unsettled] == [f"{generations.CURRENT}.new", folder.name][1:]
    assert folder.stat().st_ino in {inode for inode, _time in settled}


def _key(found: os.stat_result) -> tuple[int, int]:
    """Return what tells a file in this state: it is settled until it is written again."""
    return found.st_ino, found.st_mtime_ns
