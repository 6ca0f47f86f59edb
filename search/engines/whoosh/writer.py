"""The writer of the Whoosh engine: an `Indexable` that publishes generations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from search import generations
from search.document import Analysed, Change, Position, Prepared, Ready
from search.draft import Contents, Draft
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.generations import Generation
from search.manifest import hash_ids
from search.writelock import WriteLock

ENGINE = "whoosh"


def open_writer(data: Path, fingerprint: str) -> WhooshWriter:
    """Return the writer of the index under this fingerprint. Raises EngineBusy."""
    return WhooshWriter(data, fingerprint)


class WhooshWriter:
    """Writes the index of one data folder under one fingerprint. Law 4: it holds the folder's lock until it is closed."""

    def __init__(self, data: Path, fingerprint: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Take the lock and look for the newest generation that holds. Raises EngineBusy; IndexDamaged where others may write it.

        All its bytes are read and compared once (18 MB: 16 ms), so that damage is never built upon: where no generation holds,
        there is none to go on from, `reached` says so, and a rebuild cures it.
        """
        self._folder = generations.home(data, ENGINE, fingerprint)
        self._now = now
        self._lock = WriteLock(data)
        self._base: Generation | None = None
        try:
            found = generations.current(self._folder)
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
        from search.engines.whoosh.gathering import prepare  # noqa: PLC0415 - loads numpy, of no use where nothing is written

        return prepare

    def reached(self) -> Position | None:
        """Return the position of the newest generation that holds, or None where there is none."""
        return self._base.manifest.position if self._base else None

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
        from search.engines.whoosh.folder import Folder, is_fixed  # noqa: PLC0415 - loads Whoosh, of no use where nothing is written

        with Draft(self._folder, base, is_fixed) as draft:
            folder = Folder(draft.path)
            folder.take(changes)
            # A position that moved while no post changed makes a generation too: links and a manifest, 10 ms, and one way for all.
            if folder.changed or base is None or position != base.manifest.position:
                self._base = draft.publish(folder.contents(), position, self._now(), contents)


def contents(path: Path) -> Contents:
    """Return what a reader finds in the index in this folder."""
    from search.engines.whoosh.segments import Segments  # noqa: PLC0415 - as above

    segments = Segments(path)
    try:
        ids = [segment.columns.ids[number] for segment in segments.all for number in segment.live.nonzero()[0]]
    finally:
        segments.close()
    return Contents(len(ids), hash_ids(ids))
