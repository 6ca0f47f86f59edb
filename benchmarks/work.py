"""The work of one system on one archive, from the first reindex to sixteen clients who search at once."""

from __future__ import annotations

import json
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from benchmarks import archive, asking, processes, spread, venvs
from benchmarks.processes import StepFailed
from benchmarks.questions import Question
from benchmarks.results import Pass, Run, Step
from benchmarks.systems import System
from benchmarks.texts import Texts

CLIENTS = (1, 4, 16)
REPEATS = 3
"""How often nothing new and one new post are measured, where that takes no more than `REPEATED_SECONDS` in all."""
REPEATED_SECONDS = 10
FOUND_OF = 10
"""Questions of a kind whose totals are kept, in the mean: so few every system is asked, and the same ones."""
ALL = "all"
"""The kind of a pass over questions of all kinds."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the work is done: the archive's texts, folders (`environments` holds those of the peers), questions, and limits of time.

    A pass begins no question after `pass_seconds`; a command that takes more than `patience` seconds has failed.
    """

    texts: Texts
    feeds: Path
    data: Path
    environments: Path
    questions: Sequence[Question]
    prefixes: Sequence[Question]
    pass_seconds: float
    patience: float


class Work:
    """Does the work and keeps the figures in `run`, as far as it comes; raises StepFailed where it comes no further."""

    def __init__(self, system: System, site: Site, run: Run, say: Callable[[str], None]) -> None:
        """Begin with an empty folder of data."""
        self.run = run
        self._system = system
        self._site = site
        self._say = say
        self._written = run.posts
        self._python = Path()

    def do(self) -> None:
        """Do all of it."""
        self._python = self._system.python(self._site.environments)
        self.run = replace(self.run, versions=venvs.versions(self._python, self._system.packages) | self.run.versions)
        shutil.rmtree(self._site.data, ignore_errors=True)
        self._site.data.mkdir(parents=True)
        self._index()
        for clients in CLIENTS:
            self._serve(clients)

    def _index(self) -> None:
        self._step("first", 1)
        self.run = replace(self.run, disk_bytes=_size(self._site.data))
        self._step("again", REPEATS)
        self._step("one", REPEATS, before=self._add)
        if self._system.rebuilds:
            self._step("rebuild", 1, before=self._lose_index)

    def _add(self) -> None:
        archive.write_new(self._site.feeds, self._site.texts, self._written)
        self._written += 1

    def _lose_index(self) -> None:
        if self._system.engine:
            shutil.rmtree(self._site.data / "engines")

    def _step(self, name: str, repeats: int, before: Callable[[], None] = lambda: None) -> None:
        """Run the command of the step; check that the index has every post, neither fewer nor more."""
        command = (self._system.rebuild if name == "rebuild" else self._system.reindex)(self._python, self._site.feeds, self._site.data)
        ran: list[processes.Ran] = []
        while len(ran) < repeats and (not ran or sum(one.seconds for one in ran) < REPEATED_SECONDS):
            before()
            ran.append(processes.run(command, self._system.environment(), self._site.patience))
            posts = _said(name, ran[-1].stdout)["index"]["documents"]
            if posts != self._written:
                raise StepFailed(f"{name}: it has {posts:,} posts of {self._written:,}")
        middle = sorted(ran, key=lambda one: one.seconds)[len(ran) // 2]
        peak = max((one.peak_bytes for one in ran if one.peak_bytes), default=None)
        reading = _said(name, middle.stdout).get("reading_seconds")
        step = Step(middle.seconds, middle.processor_seconds, peak, self._written, len(ran), reading)
        self.run = replace(self.run, steps=self.run.steps | {name: step})
        self._say(f"{name}: {step.seconds:.2f} s")

    def _serve(self, clients: int) -> None:
        began = time.perf_counter()
        with self._serving() as (base, pid):
            self._check(base)
            ready = time.perf_counter() - began
            cold = self._pass(base, self._site.questions, clients, cold=True)
            self._pass(base, cold, clients, cold=False)
            if clients == 1:
                self._pass(base, self._pass(base, self._site.prefixes, 1, cold=True), 1, cold=False)
                self.run = replace(self.run, ready_seconds=ready)
            if held := processes.held(pid):
                self.run = replace(self.run, server_bytes=max(held, self.run.server_bytes or 0))

    def _serving(self) -> AbstractContextManager[tuple[str, int]]:
        command = self._system.serve(self._python, self._site.data)
        return processes.serving(command, self._system.environment(), self._site.data / "server.log", self._site.patience)

    def _check(self, base: str) -> None:
        """Ask for the witness, for the posts that came later and for all posts: the search must be applied, and count, in facets too."""
        late = self._written - self.run.posts
        for text, wanted in ((archive.WITNESS, archive.witnesses(self.run.posts)), (archive.NEWCOMER, late), ("", self._written)):
            (asked,) = asking.ask(base, [Question("check", text)], 1, self._site.patience, datasette=self._system.datasette)
            if asked.status != HTTPStatus.OK:
                raise StepFailed(f"a search for {text or 'all posts'} is answered {_status(asked)}")
            found = asking.answer(asked.body, datasette=self._system.datasette)
            if found.total != wanted or found.of_sites not in (wanted, None):
                raise StepFailed(f"a search for {text or 'all posts'} finds {found.total}, by sites {found.of_sites}, of {wanted}")

    def _pass(self, base: str, questions: Sequence[Question], clients: int, *, cold: bool) -> list[Question]:
        """Ask what this system can be asked, keep the figures, and return what was asked."""
        able = [question for question in questions if question.kind not in self._system.lacks]
        if not able:
            return []
        began = time.perf_counter()
        asked = asking.ask(base, able, clients, self._site.pass_seconds, datasette=self._system.datasette)
        seconds = time.perf_counter() - began
        kinds: dict[str, list[asking.Asked]] = defaultdict(list)
        for one in asked:
            kinds[one.question.kind].append(one)
        if len(kinds) > 1:
            kinds[ALL] = asked
        passes = [self._kept(clients, kind, of_kind, seconds, cold=cold) for kind, of_kind in kinds.items()]
        self.run = replace(self.run, passes=(*self.run.passes, *passes))
        last = passes[-1]
        told = f"p95 {last.spread.p95:.1f} ms" if last.spread else "no answer"
        self._say(f"{clients} clients, {'cold' if cold else 'warm'}, {last.kind}: {told} of {len(asked)}, {last.refused} refused")
        return [one.question for one in asked]

    def _kept(self, clients: int, kind: str, asked: list[asking.Asked], seconds: float, *, cold: bool) -> Pass:
        good = [one for one in asked if one.status == HTTPStatus.OK]
        answers = [] if kind == "suggest" else [asking.answer(one.body, datasette=self._system.datasette) for one in good]
        totals = [one.total for one in answers if one.total is not None]
        engine = spread.of([one.engine for one in answers if one.engine is not None])
        found = statistics.fmean(totals[:FOUND_OF]) if totals else None
        clock = spread.of([one.milliseconds for one in good])
        refusal = next((_status(one) for one in asked if one.status != HTTPStatus.OK), "")
        return Pass(clients, cold, kind, clock, engine, found, len(asked) - len(good), seconds, refusal)


def _said(step: str, stdout: str) -> dict[str, Any]:
    """Return the object that a command printed. Raises StepFailed where it does not say how many posts there are."""
    try:
        said: dict[str, Any] = json.loads(stdout)
        int(said["index"]["documents"])
    except (ValueError, KeyError, TypeError) as error:
        raise StepFailed(f"{step}: it does not say how many posts it has") from error
    return said


def _status(asked: asking.Asked) -> str:
    said = " ".join(asked.body.decode(errors="replace").split())
    return f"{asked.status or 'no answer'}: {said[:200]}"


def _size(folder: Path) -> int:
    """Return the bytes of all files below the folder; one that has several names counts once."""
    files = {(found.st_dev, found.st_ino): found.st_size for path in folder.rglob("*") if path.is_file() and (found := path.stat())}
    return sum(files.values())
