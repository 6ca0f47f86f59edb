"""The engines that the contract holds for. A new engine is one more line in `BENCHES`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from search.analysis import Analyzer
from search.document import Change, Document, Position, Removal
from search.engines.memory import MemoryEngine, Store
from search.opening import open_indexable, open_searchable
from search.port import Indexable, Searchable
from search.settings import Settings

ARCHIVE = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


class Bench(Protocol):
    """One engine over one data folder. `on_disk` says whether its index stays when the process ends."""

    on_disk: bool

    def writer(self) -> Indexable:
        """Open a writer; raises EngineBusy while one is open."""

    def reader(self) -> Searchable:
        """Open a reader of the newest state."""


class MemoryBench:
    """The reference engine; its store stands for the folder."""

    on_disk = False

    def __init__(self, _settings: Settings) -> None:
        self._store = Store()

    def writer(self) -> Indexable:
        return MemoryEngine(self._store)

    def reader(self) -> Searchable:
        return self._store.reader()


class DiskBench:
    """An engine that keeps its index in the data folder, opened by its name in the settings."""

    on_disk = True

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def writer(self) -> Indexable:
        return open_indexable(self._settings)

    def reader(self) -> Searchable:
        return open_searchable(self._settings)


BENCHES: dict[str, Callable[[Settings], Bench]] = {
    "memory": MemoryBench,
    "whoosh": DiskBench,
    "tantivy": DiskBench,
}


class Index:
    """A bench with one writer that is opened when needed, and readers that are closed at the end."""

    def __init__(self, bench: Bench, folder: Path, exits: ExitStack) -> None:
        self.bench = bench
        self.folder = folder
        self._exits = exits
        self._analyzer = Analyzer()
        self._change = 0

    def change(self, one: Document | str) -> Change:
        """Return the change that brings this document, or that removes the post of this id."""
        return Removal(one) if isinstance(one, str) else self._analyzer.analyse(one)

    def position(self) -> Position:
        """Return the next position of the archive."""
        self._change += 1
        return Position(ARCHIVE, self._change)

    def rebuild(self, *documents: Document) -> Searchable:
        """Publish just these posts and return a reader of them."""
        with self.bench.writer() as writer:
            writer.rebuild(map(self._analyzer.analyse, documents), self.position())
        return self.read()

    def apply(self, *changes: Document | str) -> Searchable:
        """Publish these changes (a text is the id of a post to remove) and return a reader of the state after them."""
        with self.bench.writer() as writer:
            writer.apply(map(self.change, changes), self.position())
        return self.read()

    def read(self) -> Searchable:
        """Return a reader of the newest state."""
        reader = self.bench.reader()
        self._exits.callback(reader.close)
        return reader


@contextmanager
def opened(engine: str) -> Iterator[Index]:
    """Open the engine over a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as exits:
        yield Index(BENCHES[engine](Settings(data=Path(folder), engine=engine)), Path(folder), exits)
