"""Folder: a Tantivy index that is being written in a draft's folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter, Query

from search.document import Analysed, Change, Prepared, Removal
from search.draft import Contents
from search.engines.tantivy import schema, wear
from search.engines.tantivy.posts import every_id, used
from search.engines.tantivy.preparing import entry, prepare
from search.engines.tantivy.rows import Rows, Writing
from search.manifest import hash_ids

HEAP = 128_000_000
"""Bytes that Tantivy gathers before it writes a segment."""
SMALLEST_HEAP = 15_000_000
"""The least that it takes."""
REWRITTEN = ("meta.json", ".managed.json", wear.NAME)
"""Files that are written again; the first two are Tantivy's: the list of segments, and that of all its files."""
LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
"""Files of no content that Tantivy leaves. They are no part of a generation: linked, they would be one lock for all of them."""


def is_fixed(name: str) -> bool:
    """Say whether the file is never written again."""
    return name not in REWRITTEN


class Folder:
    """The index. Tantivy deletes what was there before a post is added again, so the last change of an id wins (law 1)."""

    def __init__(self, path: Path) -> None:
        """Take the folder of an index, or an empty one to begin an index in."""
        self._path = path
        self._schema = schema.build_schema()
        self._ids = set[int]()
        self.changed = False
        """Whether anything was done to the posts."""

    def take(self, changes: Iterable[Change]) -> None:
        """Make the changes and merge what is to be merged. The last change of an id wins. Raises OSError where that cannot be written."""
        # Tantivy leaves lock files, and makes them anew after they were removed: so it works in a folder of its own.
        work = self._path.with_name(f"{self._path.name}-work")
        work.mkdir(mode=0o700)
        try:
            for file in self._path.iterdir():
                file.rename(work / file.name)
            self._write(work, changes)
            for file in work.iterdir():
                if file.name not in LOCKS:
                    file.rename(self._path / file.name)
        finally:
            schema.remove(work)

    def _write(self, work: Path, changes: Iterable[Change]) -> None:
        begun = any(work.iterdir())
        self._ids = set(every_id(schema.opened(work).searcher())) if begun else set()
        with _on_disk():
            index = schema.writable(work)
            writer = index.writer(HEAP, 1)  # with one thread few segments come about, and posts keep their order
        try:
            with Writing(work) as rows:
                for change in changes:
                    if isinstance(change, Removal):
                        self._remove(writer, int(change.id, 16))
                    else:
                        self._put(writer, rows, prepare(change) if isinstance(change, Analysed) else change)
                rows.finish()
            with _on_disk():
                if self.changed or not begun:
                    writer.commit()
        finally:
            with _on_disk():
                writer.wait_merging_threads()  # the writer is of no use afterwards
        _clean(index)
        wear.write(work, Rows(work).size, used(schema.opened(work).searcher()))

    def contents(self) -> Contents:
        """Return what the index should hold now."""
        return Contents(len(self._ids), hash_ids(f"{one:016x}" for one in self._ids))

    def _put(self, writer: IndexWriter, rows: Writing, post: Prepared) -> None:
        number = int(post.id, 16)
        self._remove(writer, number)
        made = entry(number, post.content, rows.add(post.content.record))
        with _on_disk():
            writer.add_document(made)
        self._ids.add(number)
        self.changed = True

    def _remove(self, writer: IndexWriter, number: int) -> None:
        if number in self._ids:
            writer.delete_documents_by_query(Query.term_query(self._schema, schema.ID, number))
            self._ids.remove(number)
            self.changed = True


def _clean(index: Index) -> None:
    """Remove the files that were merged into others, which Tantivy does not do as long as its own reader has them open."""
    with _on_disk():
        index.reload()
        writer = index.writer(SMALLEST_HEAP, 1)
        writer.garbage_collect_files()
        writer.wait_merging_threads()


@contextmanager
def _on_disk() -> Iterator[None]:
    """Raise OSError where Tantivy's own threads could not write: of a full disk it makes a ValueError."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"the index cannot be written: {error}") from error


def contents(path: Path) -> Contents:
    """Return what a reader finds in the index in this folder."""
    ids = every_id(schema.opened(path).searcher())
    return Contents(len(ids), hash_ids(f"{one:016x}" for one in ids))
