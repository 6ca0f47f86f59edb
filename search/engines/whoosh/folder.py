"""Folder: a Whoosh index that is being written in a draft's folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
from whoosh.index import FileIndex, create_in

from search.document import Analysed, Change, Removal
from search.draft import Contents
from search.engines.whoosh import merging
from search.engines.whoosh.gathering import Block, Gathering
from search.engines.whoosh.schema import BLOCK, DOCUMENT, build_codec, build_schema
from search.engines.whoosh.segments import Segments, open_index
from search.manifest import hash_ids

LOCK = "MAIN_WRITELOCK"
"""Whoosh's lock file. It must not be linked into other generations, since a lock follows its inode, and so it is removed."""
FIXED = (".trm", ".pst", ".col")
"""Ends of the names of files that Whoosh never writes again: terms, postings and stored fields of a segment."""


def is_fixed(name: str) -> bool:
    """Say whether Whoosh never writes the file again."""
    return name.endswith(FIXED)


class Folder:
    """The index, and where each live post stands in it. Changes are folded by id first (law 1): Whoosh would keep both documents."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """Open the index, or begin one."""
        self._path = path
        self._index: FileIndex = create_in(str(path), build_schema()) if new else open_index(path)
        self._places: dict[str, int] = {}
        """Whoosh's document number of each live post."""
        self._sizes: list[int] = []
        """Documents of each segment: its posts, dead ones too, and the block document."""
        self._dead: list[int] = []
        """Document numbers of posts to delete with the next commit."""
        self._gathering = Gathering()
        self.changed = new
        """Whether anything was done to the posts."""
        self._look()

    def take(self, changes: Iterable[Change]) -> None:
        """Make the changes, holding no more than one block of posts at a time. The last change of an id wins."""
        for change in changes:
            if isinstance(change, Removal):
                self._remove(change.id)
            else:
                self._put(change)
        self._flush()
        while places := merging.due(self._live_of_all()):
            self._merge(places)
        (self._path / LOCK).unlink(missing_ok=True)

    def contents(self) -> Contents:
        """Return what the index holds now."""
        return Contents(len(self._places), hash_ids(self._places))

    def _put(self, analysed: Analysed) -> None:
        self._remove(analysed.document.id)
        self._gathering.put(analysed)
        self.changed = True
        if self._gathering.full:
            self._flush()

    def _remove(self, post_id: str) -> None:
        gathered = self._gathering.drop(post_id)
        place = self._places.pop(post_id, None)
        if place is not None:
            self._dead.append(place)
        self.changed = self.changed or gathered or place is not None

    def _flush(self) -> None:
        block = self._gathering.block()
        self._gathering = Gathering()
        if block is None and not self._dead:
            return
        self._commit(block)
        if block is not None:
            first = sum(self._sizes) + 1
            self._places |= {post_id: first + number for number, post_id in enumerate(block.ids)}
            self._sizes.append(len(block.ids) + 1)

    def _live_of_all(self) -> list[tuple[int, int]]:
        """Return for each segment its live posts and all its posts."""
        places = np.fromiter(self._places.values(), np.int64, len(self._places))
        segments = np.searchsorted(np.cumsum(self._sizes), places, side="right")
        live = np.bincount(segments, minlength=len(self._sizes)).tolist()
        return [(alive, size - 1) for alive, size in zip(live, self._sizes, strict=True)]

    def _merge(self, places: Collection[int]) -> None:
        segments = Segments(self._path)
        try:
            block = merging.merged([segments.all[place] for place in places])
        finally:
            segments.close()
        self._commit(block if block.ids else None, without=places)
        self._look()

    def _commit(self, block: Block | None, without: Collection[int] = ()) -> None:
        """Write the block as a new segment, delete the dead posts, and leave out the segments at these places."""
        # A block is bounded, so Whoosh need not sort its postings in files (limitmb). One file for each segment ("compound") would be
        # read into memory whole at every opening.
        writer = self._index.writer(limitmb=4096, compound=False, codec=build_codec())
        try:
            for place in self._dead:
                writer.delete_document(place)
            if block is not None:
                writer.add_document(**block.terms, **{BLOCK: block.columns})
                for document in block.documents:
                    writer.add_document(**{DOCUMENT: document})
            writer.commit(mergetype=lambda _writer, segments: [one for place, one in enumerate(segments) if place not in without])
        except BaseException:
            with suppress(OSError):  # the disk may be full; the draft is thrown away in any case
                writer.cancel()
            raise
        self._dead.clear()

    def _look(self) -> None:
        segments = Segments(self._path)
        try:
            self._sizes = [len(segment.columns.ids) + 1 for segment in segments.all]
            firsts = np.cumsum([1, *self._sizes])
            self._places = {
                segment.columns.ids[number]: int(first + number)
                for segment, first in zip(segments.all, firsts, strict=False)
                for number in np.flatnonzero(segment.live)
            }
        finally:
            segments.close()
