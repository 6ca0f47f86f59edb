"""The file of results: what each system took for each size of archive, of one run or of several after each other."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.spread import Spread

FORM = 1
"""Number of the form of the file; of another form it is not read."""


@dataclass(frozen=True, slots=True)
class Step:
    """Work on the index: the middle of `times` times, in seconds on the clock and of processors; the most memory; posts afterwards."""

    seconds: float
    processor_seconds: float
    peak_bytes: int | None
    posts: int
    times: int = 1
    reading_seconds: float | None = None
    """Part of `seconds` in which feeds were read and cleaned, where the system says so."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Questions of one kind, or of all: the spread on the clock of the client and that of the engine, and what they found.

    `refused` is how many got no answer, `refusal` what the first of them got instead; `found` is the mean total of the
    first ten; `seconds` is how long all took together.
    """

    clients: int
    cold: bool
    kind: str
    spread: Spread | None
    engine: Spread | None
    found: float | None
    refused: int
    seconds: float
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured; `load` is the number of processes that wanted to run beside it, over the minute before."""

    processor: str
    processors: int
    memory_bytes: int
    system: str
    load: float


@dataclass(frozen=True, slots=True)
class Run:
    """All of one system at one size. With a `failure`, what comes after it is missing, and what comes before it is not to be trusted."""

    system: str
    posts: int
    texts: str
    words: float
    date: str
    machine: Machine
    versions: dict[str, str]
    steps: dict[str, Step] = field(default_factory=dict)
    """`first`, `again` (nothing new), `one` (one new post), `rebuild`."""
    passes: tuple[Pass, ...] = ()
    disk_bytes: int = 0
    server_bytes: int | None = None
    ready_seconds: float | None = None
    """From the start of the server to its first answer."""
    failure: str = ""


def read(path: Path) -> list[Run]:
    """Return the runs of the file, none where there is no file. Raises ValueError where it has another form."""
    if not path.exists():
        return []
    said = json.loads(path.read_text(encoding="utf-8"))
    if said.get("form") != FORM:
        raise ValueError(f"{path} was written by another version of the benchmarks: delete it")
    return [_made(Run, run) for run in said["runs"]]


def write(path: Path, runs: Iterable[Run]) -> None:
    """Write the runs into the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"form": FORM, "runs": [dataclasses.asdict(run) for run in runs]}
    path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def merged(old: Iterable[Run], new: Run) -> list[Run]:
    """Return the old runs with the new one in place of that of the same system and size."""
    return [run for run in old if (run.system, run.posts) != (new.system, new.posts)] + [new]


def _made(kind: Any, said: Any) -> Any:  # noqa: ANN401 - one function for all kinds of values in the file
    """Return the value of that type that JSON stands for."""
    inner = [one for one in typing.get_args(kind) if one not in (type(None), ...)]
    if said is None or not (dataclasses.is_dataclass(kind) or inner):
        return said
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return typing.cast("type[Any]", kind)(**{name: _made(hints[name], value) for name, value in said.items()})
    if isinstance(said, dict) and typing.get_origin(kind) is dict:
        return {name: _made(inner[-1], value) for name, value in said.items()}
    if isinstance(said, list):
        return tuple(_made(inner[0], value) for value in said)
    return _made(inner[0], said)
