"""Publishing: the writer of every engine that keeps its index in generations. What an index consists of is the engine's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, Self

from search import generations
from search.document import Analysed, Change, Position, Prepared, Ready
from search.draft import Contents, Draft
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.generations import Generation
from search.writelock import WriteLock

CHECKED = 256 * 2**20
"""Bytes of the largest index that a writer compares as a whole, in 0.25 s; that of 13,000 posts of 800 words has as many. Of a larger one
it compares the smallest files, which are those that are merged next, and the sizes of the others, since a run with one new post should
not read a gigabyte. What opens an index to answer compares all of it."""


class Folder(Protocol):
    """An index that is being written, in a draft's folder."""

    @property
    def changed(self) -> bool:
        """Whether anything was done to the posts."""

    def take(self, changes: Iterable[Change]) -> None:
        """Make the changes; the last one of an id wins. The files are whole when it returns."""

    def contents(self) -> Contents:
        """Return what the index should hold now."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What an engine writes with.

    `prepare` is what is done to a post before it is written, `folder` begins or goes on with an index in a folder, `is_fixed` says of the
    name of a file that it is never written again, and `contents` says what a reader finds in a folder.
    """

    prepare: Callable[[Analysed], Prepared]
    folder: Callable[[Path], Folder]
    is_fixed: Callable[[str], bool]
    contents: Callable[[Path], Contents]


@dataclass(frozen=True, slots=True)
class Layout:
    """An engine. `parts` loads its library; `worn` says whether a generation is better built anew than gone on with."""

    engine: str
    parts: Callable[[], Parts]
    worn: Callable[[Generation], bool] = lambda _generation: False


class Writer:
    """Writes the index of one data folder under one fingerprint. Law 4: it holds the folder's lock until it is closed."""

    def __init__(self, data: Path, fingerprint: str, layout: Layout, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Take the lock and look for the newest generation that holds. Raises EngineBusy; IndexDamaged where others may write it.

        The bytes of an ordinary index are read and compared once (18 MB: 16 ms), so that damage is not built upon: where no generation
        holds, there is none to go on from, `reached` says so, and a rebuild cures it.
        """
        self._folder = generations.home(data, layout.engine, fingerprint)
        self._layout = layout
        self._now = now
        self._lock = WriteLock(data)
        self._base: Generation | None = None
        try:
            found = generations.current(self._folder, CHECKED)
            # Where CURRENT names nothing, a rebuild writes it again, even if nothing else is to be done.
            self._base = found if found.problem or found.name == generations.current_name(self._folder) else None
        except (IndexMissing, IndexOutdated, IndexDamaged):
            self._base = None
        except BaseException:
            self._lock.release()
            raise

    @property
    def prepare(self) -> Callable[[Analysed], Prepared]:
        """Return what can be done to a post before it is written."""
        return self._layout.parts().prepare

    def reached(self) -> Position | None:
        """Return the position of the newest generation that holds, or None where there is none."""
        return self._base.manifest.position if self._base else None

    @property
    def worn(self) -> bool:
        """Whether the newest generation is better built anew than gone on with."""
        return self._base is not None and self._layout.worn(self._base)

    def apply(self, changes: Iterable[Change], position: Position) -> None:
        """Publish the state after these changes. Nothing is published where no post and no position has changed."""
        self._publish(self._base, changes, position)

    def rebuild(self, documents: Iterable[Ready], position: Position) -> None:
        """Publish a state of just these documents, without any file of an older one, and remove the older ones."""
        self._publish(None, documents, position)

    def close(self) -> None:
        """Let go of the lock."""
        self._lock.release()

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close."""
        self.close()

    def _publish(self, base: Generation | None, changes: Iterable[Change], position: Position) -> None:
        parts = self._layout.parts()
        with Draft(self._folder, base, parts.is_fixed) as draft:
            folder = parts.folder(draft.path)
            folder.take(changes)
            # A position that moved while no post changed makes a generation too: links and a manifest, 10 ms, and one way for all.
            if folder.changed or base is None or position != base.manifest.position:
                self._base = draft.publish(folder.contents(), position, self._now(), parts.contents)
