"""Folder: a Whoosh index that is being written in a draft's folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from search import stored
from search.analysis import Analyzer
from search.document import Analysed, Change, Ready, Removal
from search.draft import Contents
from search.engines.whoosh import merging, postings
from search.engines.whoosh.codec import BlockCodec
from search.engines.whoosh.gathering import Block, Gathering, prepare
from search.engines.whoosh.schema import BLOCK, DOCUMENT, build_schema
from search.engines.whoosh.segments import Segments
from search.engines.whoosh.storage import Storage
from search.manifest import hash_ids

FIXED = (".trm", ".pst", ".col")
"""Ends of the names of files that Whoosh never writes again: terms, postings and stored fields of a segment."""


def is_fixed(name: str) -> bool:
    """Say whether Whoosh never writes the file again."""
    return name.endswith(FIXED)


@dataclass(eq=False, slots=True)
class _Extent:
    """A segment as the folder counts it: all its posts, and the live ones. Its block document comes before its posts."""

    posts: int
    live: int
    fullness: float
    """Of its block, dead posts included."""

    @property
    def size(self) -> tuple[float, float]:
        """How full the block is by its live posts, and by all."""
        return self.fullness * self.live / self.posts, self.fullness


class Folder:
    """The index, and where each live post stands in it. Changes are folded by id first (law 1): Whoosh would keep both documents."""

    def __init__(self, path: Path) -> None:
        """Take the folder of an index, or an empty one to begin an index in."""
        self._path = path
        self._storage = Storage(path)
        self._extents: list[_Extent] = []
        self._places: dict[str, tuple[_Extent, int]] = {}
        """Of each live post that is written, its segment and its number there."""
        self._dead: list[tuple[_Extent, int]] = []
        """Places of posts to delete with the next commit."""
        self._gathering = Gathering()
        self._analyzer = Analyzer()
        self.changed = False
        """Whether anything was done to the posts."""

    def take(self, changes: Iterable[Change]) -> None:
        """Make the changes, holding no more than one block of posts at a time. The last change of an id wins."""
        try:
            if any(self._path.iterdir()):
                self._look()
            else:
                self._storage.create_index(build_schema())
            for change in changes:
                if isinstance(change, Removal):
                    self._remove(change.id)
                else:
                    self._put(change)
            self._flush()
            if places := merging.due([extent.size for extent in self._extents]):
                self._write_again(places)
        finally:
            self._storage.close_files()

    def contents(self) -> Contents:
        """Return what the index holds now."""
        return Contents(len(self._places), hash_ids(self._places))

    def _put(self, post: Ready) -> None:
        prepared = prepare(post) if isinstance(post, Analysed) else post
        self._remove(prepared.id)
        self._gathering.put(prepared)
        self.changed = True
        if self._gathering.full:
            self._flush()

    def _remove(self, post_id: str) -> None:
        gathered = self._gathering.drop(post_id)
        place = self._places.pop(post_id, None)
        if place is not None:
            place[0].live -= 1
            self._dead.append(place)
        self.changed = self.changed or gathered or place is not None

    def _write_again(self, places: Collection[int]) -> None:
        """Put the live posts of the segments at these places into a new one; the old ones, with no live post left, go."""
        segments = Segments(self._path)
        try:
            for place in places:
                for number in segments.all[place].live.nonzero()[0]:
                    document = stored.from_json(segments.all[place].document(int(number)))
                    self._put(self._analyzer.analyse(document))
            self._flush()
        finally:
            segments.close()

    def _flush(self) -> None:
        """Write what was gathered as a new segment, delete the dead posts, and leave out segments with no live post."""
        block = self._gathering.block()
        self._gathering = Gathering()
        if block is None and not self._dead:
            return
        self._commit(block)
        self._dead.clear()
        self._extents = [extent for extent in self._extents if extent.live]
        if block is not None:
            extent = _Extent(len(block.ids), len(block.ids), block.fullness)
            self._extents.append(extent)
            self._places |= {post_id: (extent, number) for number, post_id in enumerate(block.ids)}

    def _commit(self, block: Block | None) -> None:
        firsts = dict(zip(self._extents, accumulate((extent.posts + 1 for extent in self._extents), initial=1), strict=False))
        kept = [bool(extent.live) for extent in self._extents]
        # A block is bounded, so Whoosh need not sort its postings in files (limitmb). One file for each segment ("compound") would be
        # read into memory whole at every opening.
        index = self._storage.open_index(schema=build_schema())
        writer = index.writer(limitmb=4096, compound=False, codec=BlockCodec())
        for extent, number in self._dead:
            writer.delete_document(firsts[extent] + number)
        if block is not None:
            writer.add_document(**block.terms, **{BLOCK: block.columns})
            for document in block.documents:
                writer.add_document(**{DOCUMENT: document})
        # After an error `cancel` would go on writing, and fail again; the draft is thrown away, and so are the files (see `take`).
        writer.commit(mergetype=lambda _writer, segments: [one for one, keep in zip(segments, kept, strict=True) if keep])

    def _look(self) -> None:
        segments = Segments(self._path)
        try:
            for segment in segments.all:
                numbers = segment.live.nonzero()[0].tolist()
                posts, terms = len(segment.columns.ids), sum(int(lengths.sum()) for lengths in segment.columns.lengths)
                extent = _Extent(posts, len(numbers), postings.fullness(posts, terms))
                self._extents.append(extent)
                self._places |= {segment.columns.ids[number]: (extent, number) for number in numbers}
        finally:
            segments.close()


def contents(path: Path) -> Contents:
    """Return what a reader finds in the index in this folder."""
    segments = Segments(path)
    try:
        ids = [segment.columns.ids[number] for segment in segments.all for number in segment.live.nonzero()[0]]
    finally:
        segments.close()
    return Contents(len(ids), hash_ids(ids))
