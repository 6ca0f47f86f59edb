"""Walking: the history of addresses, page by page into the archive. What a page means is decided in `history.py`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from index import history
from index.history import Failed, Read
from index.intake import Intake
from index.ledger import Entry
from index.reading import Whole
from index.report import Problem
from index.sighting import FeedDocument, Onward
from index.sources.answers import Answer, Fetched, Gone, Refused
from index.taking import Taking
from index.walk import Walk, from_json, standing, to_json
from search.settings import HistorySettings

GONE = 410


class Walking:
    """The walks of a run. A walk is stored in the transaction that keeps a page's posts, so that a killed run is gone on with."""

    def __init__(self, intake: Intake, limits: HistorySettings, clock: Callable[[], float] = time.monotonic) -> None:
        """Take what the run shares; `clock` gives seconds that only grow."""
        self._archive = intake.archive
        self._intake = intake
        self._limits = limits
        self._clock = clock
        self._walks: dict[int, Walk] = {}
        self._began: dict[int, float] = {}
        self._moved: set[int] = set()
        """Walks that are not as they were before this run, or of which a page was asked."""
        self._names: dict[int, str] = {}

    @property
    def stopped(self) -> tuple[Problem, ...]:
        """The histories that an error stopped in this run."""
        walks = {self._names[file]: walk for file, walk in self._walks.items() if file in self._moved and walk.outcome == "error"}
        return tuple(Problem(name, f"its history {standing(walk)}") for name, walk in walks.items())

    @property
    def unfinished(self) -> int:
        """How many histories the next run goes on with because this one reached a limit."""
        return sum(walk.outcome == "limit" and not walk.stuck for walk in self._walks.values())

    def begin(self, entry: Entry, document: FeedDocument, address: str, held: int, *, again: bool) -> str:
        """Start or go on with the history of a feed that was just read at `address`; return the text to keep of it."""
        known = self._known(entry)
        return self._keep(entry, history.begin(document, address, known, self._limits, again=again, held=held))

    def resume(self, entry: Entry) -> str | None:
        """Go on with the history of a feed that has not changed; return the text to keep of it, or None where there is none."""
        known = self._known(entry)
        return self._keep(entry, history.resume(known, self._limits)) if known else None

    def next(self, entry: Entry) -> str | None:
        """Return the page to ask now, or None where there is none."""
        walk = self._walks.get(entry.file)
        return walk.next if walk and walk.outcome is None else None

    def take(self, entry: Entry, answer: Answer) -> None:
        """Take in what the page answered."""
        self._moved.add(entry.file)
        walk = self._walks[entry.file]
        if not isinstance(answer, Fetched):
            self._step(entry, _failed(answer))
        elif not history.allowed(walk, answer.url):
            self._step(entry, Read(answer.url, "", 0, 0, 0, Onward()))
        else:
            self._read(entry, walk, answer)

    def _read(self, entry: Entry, walk: Walk, answer: Fetched) -> None:
        kept = False

        def end(taking: Taking, whole: Whole) -> None:
            nonlocal kept
            if isinstance(taking.content, FeedDocument):
                kept = True
                page = Read(answer.url, whole.sha256, answer.size, taking.new, taking.items, taking.content.onward)
                self._write(entry, page)

        _taking, problem = self._intake.answer(entry.file, answer, None, end=end, page=True, fills_in=walk.fills_in)
        if not kept:
            self._step(entry, Failed(problem or "no feed"))

    def _step(self, entry: Entry, page: Read | Failed) -> None:
        with self._archive.transaction():
            self._write(entry, page)

    def _write(self, entry: Entry, page: Read | Failed) -> None:
        walk = history.step(self._walks[entry.file], page, self._limits, self._clock() - self._began[entry.file])
        address = self._archive.addresses.of(entry.file, entry.name)
        self._archive.addresses.write(replace(address, walk=self._keep(entry, walk)))

    def _known(self, entry: Entry) -> Walk | None:
        text = self._archive.addresses.of(entry.file, entry.name).walk
        with contextlib.suppress(ValueError):  # written by a release that knew other walks: it starts anew
            return from_json(text) if text else None
        return None

    def _keep(self, entry: Entry, walk: Walk) -> str:
        self._began.setdefault(entry.file, self._clock())
        self._names[entry.file] = entry.name
        self._walks[entry.file] = walk
        if entry.file not in self._moved and walk != self._known(entry):
            self._moved.add(entry.file)
        return to_json(walk)


def _failed(answer: Answer) -> Failed:
    if isinstance(answer, Gone):
        return Failed(answer.detail, GONE)
    if isinstance(answer, Refused):
        return Failed(answer.detail, answer.status, again=answer.passing)
    return Failed("an answer that was not asked for (304)")
