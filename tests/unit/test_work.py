"""The work of a run grows with what is new, not with what there is: documents read, posts looked at, processes started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from index.tasks import ToLook, ToRead
from index.workers import Done, Pool
from tests.feeding import save
from tests.places import Place


@dataclass
class Work:
    """What a run had done in its processes."""

    processes: int = 0
    read: list[str] = field(default_factory=list)
    looked: int = 0
    given: int = 0
    """Posts that the index was to take in."""


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def _watched(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Return what will have been done from now on."""
    work = Work()
    run, start = Pool.run, Pool._start

    def watched(pool: Pool, function: Any, tasks: Iterable[Any]) -> Iterator[Done[Any, Any]]:  # noqa: ANN401 - any task
        for done in run(pool, function, tasks):
            if isinstance(done.task, ToRead):
                work.read.append(Path(done.task.path).name)
            if isinstance(done.task, ToLook):
                work.looked += len(done.result)
                work.given += sum(looked.post is not None for looked in done.result)
            yield done

    def started(pool: Pool) -> Any:  # noqa: ANN401 - what `_start` gives
        work.processes += 1
        return start(pool)

    monkeypatch.setattr("index.reindex.Pool", Pool)  # one of its own, that has no process yet
    monkeypatch.setattr(Pool, "run", watched)
    monkeypatch.setattr(Pool, "_start", started)
    return work


def test_a_run_works_on_what_is_new_and_on_nothing_else(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{name}.xml": [(4 * name + at, f"text {at}") for at in range(4)] for name in range(5)}
    for name, posts in files.items():
        save(place.feeds / name, posts)
    with monkeypatch.context() as patched:
        work = _watched(patched)
        place.run(place.feeds)
    assert (work.processes, sorted(work.read), work.looked, work.given) == (1, sorted(files), 20, 20)

    with monkeypatch.context() as patched:
        work = _watched(patched)
        place.run()
    assert work == Work()

    save(place.feeds / "0.xml", [*files["0.xml"], (100, "new")])
    with monkeypatch.context() as patched:
        work = _watched(patched)
        assert place.run().posts.added == 1
    assert (work.processes, work.read, work.given) == (1, ["0.xml"], 1)
    assert work.looked <= len(files["0.xml"]) + 1
