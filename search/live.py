"""Live: a reader that follows the index while it is written anew. Searches go on; nothing is restarted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Self

from search.document import Document
from search.errors import BackissuesError, IndexDamaged, IndexMissing
from search.page import Page, Related, Suggestion
from search.port import Health, Searchable
from search.query import Query, Word

LOOK_SECONDS = 1.0
"""How often it is looked whether there is a new index: one small file is read."""
RETRY_SECONDS = 30.0
"""How long a generation that could not be opened is left alone; opening reads all of its bytes."""

MISTYPED = Query(text="qzxjvwk", expr=Word("qzxjvwk"), facets=())
"""A word that no post has."""


def in_thread(work: Callable[[], None]) -> None:
    """Do the work beside the searches: opening 100,000 posts takes a second or two."""
    threading.Thread(target=work, name="open-index", daemon=True).start()


class _Lease:
    """A reader, and how many searches use it. It is closed once it is dropped and the last of them ends."""

    def __init__(self, reader: Searchable) -> None:
        self.reader = reader
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> Self:
        with self._lock:
            self._users += 1
        return self

    def drop(self) -> None:
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.reader.close()


class Live:
    """A Searchable over the newest index that can be used.

    `open_reader` opens it, `current_name` tells cheaply one newest from another (None for none). What fails leaves the reader that is
    there; `health` says why. Where there is none yet, every call raises IndexMissing, or what opening raised.
    """

    def __init__(
        self,
        open_reader: Callable[[], Searchable],
        current_name: Callable[[], str | None],
        clock: Callable[[], float] = time.monotonic,
        start: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        """Open the index if there is one. `clock` gives seconds, `start` does work beside the searches."""
        self._open_reader = open_reader
        self._current_name = current_name
        self._clock = clock
        self._start = start
        self._lock = threading.Lock()
        self._lease: _Lease | None = None
        self._name: str | None = None
        self._problem: BackissuesError | None = None
        self._opening = False
        self._closed = False
        self._look_at = self._retry_at = clock()
        self._open(self._newest())

    def search(self, query: Query) -> Page:
        """Answer the query."""
        with self._reader() as reader:
            return reader.search(query)

    def get(self, post_id: str) -> Document | None:
        """Return the post of this id."""
        with self._reader() as reader:
            return reader.get(post_id)

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what the text may become."""
        with self._reader() as reader:
            return reader.suggest(prefix, limit)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return the posts that are like this one."""
        with self._reader() as reader:
            return reader.similar(post_id, limit)

    def health(self) -> Health:
        """Return the state of the reader that answers, and why it is not the newest where it is not."""
        with self._reader() as reader:
            health = reader.health()
        problem = self._problem
        return replace(health, problem=str(problem)) if problem else health

    def close(self) -> None:
        """Close the reader after its last search, and open no other."""
        with self._lock:
            self._closed = True
            lease, self._lease = self._lease, None
        if lease:
            lease.drop()

    @contextmanager
    def _reader(self) -> Iterator[Searchable]:
        self._look()
        with self._lock:
            lease = self._lease.take() if self._lease else None
        problem = self._problem or IndexMissing("the index was closed")
        if lease is None:
            raise type(problem)(*problem.args) from problem  # raised itself, it would grow a longer traceback with every search
        try:
            yield lease.reader
        finally:
            lease.drop()

    def _look(self) -> None:
        """Begin to open a new index if there is one and no thread is opening it already."""
        now = self._clock()
        with self._lock:
            if now < self._look_at or self._opening or self._closed:
                return
            self._look_at = now + LOOK_SECONDS
            name = self._newest()
            if name == self._name and (self._problem is None or now < self._retry_at):
                return
            self._opening = True
        self._start(lambda: self._open(name))

    def _newest(self) -> str | None:
        try:
            return self._current_name()
        except OSError:  # what is wrong is seen, and told, when the index is opened
            return None

    def _open(self, name: str | None) -> None:
        """Open the newest index, warm it and let it answer. `name` is what `current_name` gave before."""
        try:
            reader = self._open_reader()
            try:
                reader.search(Query())  # what the first visitor asks; it fills the caches
                reader.search(MISTYPED)  # and the first who mistypes: laying out the words of 6,574 posts takes 0.1 s
                reader.suggest("a")  # and the first key that is typed
            except BaseException:
                reader.close()
                raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader that is there goes on; `health` shows the error
            self._settle(name, None, error)
        else:
            self._settle(name, reader, None)

    def _settle(self, name: str | None, reader: Searchable | None, error: Exception | None) -> None:
        lease = _Lease(reader) if reader else None
        if error is None or isinstance(error, BackissuesError):
            problem = error
        else:
            problem = IndexDamaged(f"the index cannot be opened: {type(error).__name__}: {error}")
        with self._lock:
            self._name, self._problem, self._opening = name, problem, False
            self._retry_at = self._clock() + RETRY_SECONDS
            old = lease
            if lease and not self._closed:
                old, self._lease = self._lease, lease
        if old:
            old.drop()
