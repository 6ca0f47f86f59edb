"""The codec of our segments: Whoosh's own (W3), but what is kept of a term is one value, written as it is.

A term has one posting: that of the block document. W3 pickles each posting into a block of its own, with statistics that nobody asks
for: a block of 2,000 posts with 111,000 terms took 2.3 s of CPU to write and was 36 MB; so it takes 0.85 s and is 23 MB.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from struct import Struct

from whoosh.codec.base import FieldWriter, Segment
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.matching import ListMatcher

Item = tuple[str, bytes, int, float, bytes]
"""What Whoosh hands over of a posting: field, term, document, weight, value."""

_FIELD = Struct("!H")
"""What a term stands under in Whoosh's dictionary begins with the number of its field."""


class BlockCodec(W3Codec):  # type: ignore[misc] # Whoosh ships no types
    """Writes and reads segments. Whoosh does not write down which codec a segment has: it has to be given at each opening."""

    length_stats = False
    """We keep exact lengths ourselves. With Whoosh's, a field that is not scorable costs one file-exists check for each posting."""

    def field_writer(self, storage: FileStorage, segment: Segment) -> _TermWriter:
        """Return what writes the terms of a segment."""
        return _TermWriter(segment.create_file(storage, self.TERMS_EXT), segment.create_file(storage, self.POSTS_EXT))

    def postings_reader(
        self, dbfile: StructFile, terminfo: W3TermInfo, format_: Format, term: object = None, scorer: object = None
    ) -> ListMatcher:
        """Return the one posting of a term."""
        offset, (length,) = terminfo.extent()  # Whoosh 2.7.4 forgets to take the number out of what `struct` gave
        value = dbfile.get(offset, length)
        return ListMatcher([0], [terminfo.weight()], [value], format_, scorer=scorer, term=term, terminfo=terminfo)


class _TermWriter(FieldWriter):  # type: ignore[misc] # as above
    """Writes terms into the two files that W3's reader reads: a dictionary of terms, and their values."""

    def __init__(self, terms: StructFile, values: StructFile) -> None:
        # Whoosh asks twice for each term where it is in the file. A file asks the system, memory does not: a fifth of the time for 20 MB.
        self._file = terms
        self._terms = OrderedHashWriter(StructFile(BytesIO(), onclose=self._write))
        self._values = values
        self.is_closed = False

    def add_postings(self, schema: Schema, _lengths: object, items: Iterable[Item]) -> None:
        """Write the postings, which come sorted by field and term."""
        numbers = self._terms.extras["fieldmap"] = {name: number for number, name in enumerate(schema.names())}
        keys = {name: _FIELD.pack(number) for name, number in numbers.items()}
        at = 0
        for field, term, document, weight, value in items:
            found = W3TermInfo(weight=weight, df=1, maxweight=weight, minid=document, maxid=document)
            found.set_extent(at, len(value))
            self._terms.add(keys[field] + term, found.to_bytes())
            self._values.write(value)
            at += len(value)

    def close(self) -> None:
        """Close the files."""
        self._terms.close()
        self._file.close()
        self._values.close()
        self.is_closed = True

    def _write(self, terms: StructFile) -> None:
        self._file.write(terms.raw_file().getbuffer())
