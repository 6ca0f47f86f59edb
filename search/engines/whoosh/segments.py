"""Segments: the blocks of a Whoosh index, opened for reading. A segment of Whoosh's is one block of ours.

Its first document is the block document, whose postings are those of all posts and which stores the columns; the posts follow.
"""

from __future__ import annotations

import threading
import zlib
from pathlib import Path

import numpy as np
from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from search.engines.whoosh import columns, postings
from search.engines.whoosh.codec import BlockCodec
from search.engines.whoosh.schema import BLOCK, DOCUMENT, build_schema
from search.engines.whoosh.storage import Storage


class Segment:
    """One block. Threads may share it: Whoosh's files have one place each that reading moves, and a lock guards it."""

    def __init__(self, reader: SegmentReader) -> None:
        """Read the columns."""
        self._reader = reader
        self._lock = threading.Lock()
        self._documents = reader.column_reader(DOCUMENT, translate=False)
        self.columns = columns.load(reader.stored_fields(0)[BLOCK])
        self.live = np.zeros(len(self.columns.ids), np.bool_)
        """Mask over the posts; False for those that were removed or written again later."""
        self.live[np.fromiter(reader.all_doc_ids(), np.int64)[1:] - 1] = True
        self.whole = bool(self.live.all())

    def frequency(self, field: str, term: str) -> int:
        """Return the number of live posts that have the term in the field. Three times as fast as `value` where no post is dead."""
        if self.whole:
            with self._lock:
                return int(self._reader.frequency(field, term.encode()))
        value = self.value(field, term)
        return int(self.live[postings.decode(*value).posts].sum()) if value else 0

    def value(self, field: str, term: str) -> tuple[bytes, int] | None:
        """Return what `postings.invert` made of the term, and of how many posts (dead ones included); None where it is not here."""
        with self._lock:
            try:
                matcher = self._reader.postings(field, term.encode())
            except TermNotFound:
                return None
            return matcher.value(), int(matcher.weight())

    def document(self, number: int) -> str:
        """Return the stored text of a post."""
        with self._lock:
            compressed = self._documents[number + 1]
        return zlib.decompress(compressed).decode()


class Segments:
    """All segments of an index, in its order."""

    def __init__(self, path: Path) -> None:
        """Open the index in the folder, which `generations` must vouch for."""
        self._storage = Storage(path)
        try:
            schema, codec = build_schema(), BlockCodec()
            found = TOC.read(self._storage, self._storage.open_index(schema=schema).indexname, schema=schema).segments
            self.all = tuple(Segment(SegmentReader(self._storage, schema, one, codec=codec)) for one in found)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the files. Closing twice is no error."""
        self._storage.close_files()
