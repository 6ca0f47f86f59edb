"""Gzip (RFC 1952): a stream of what is packed. Several parts in one file are one content.

zlib reads headers and checks sums. Python's own reader takes a header's name byte by byte (100 MB of it is a minute), and the one for
.tar.gz stops after the first part and checks no sum.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from index.formats.unpacking import CHUNK, Damaged, Meter, Refused

MAGIC = b"\x1f\x8b"

_PARTS = 100_000
"""Parts of one file. Block-wise packers write one for each 64 KiB; millions of empty ones are only work."""

_GZIP_ONLY = 31
"""zlib's number for: a gzip header, and the largest window."""


class Gunzip(io.RawIOBase):
    """The unpacked bytes of a gzip file. Reading raises Damaged or Refused, but first gives all that came before."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        """Read `file` from where it stands."""
        super().__init__()
        self._file = file
        self._meter = meter
        self._waiting = b""
        self._part: zlib._Decompress | None = None
        self._parts = 0
        self._over: Damaged | Refused | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # BufferedReader gives a memoryview
        """Fill the buffer, less only at the end."""
        done = 0
        while done < len(buffer):
            try:
                if self._over is not None:
                    raise self._over
                piece = self._next(len(buffer) - done)
            except (Damaged, Refused) as error:
                self._over = error
                if not done:
                    raise
                break
            if not piece:
                break
            buffer[done : done + len(piece)] = piece
            done += len(piece)
        return done

    def _next(self, most: int) -> bytes:
        """Return the next bytes, or none at the end."""
        while part := self._part or self._begun():
            self._part = part
            self._waiting = self._waiting or self._file.read(CHUNK)
            fed = len(self._waiting)
            try:
                piece = part.decompress(self._waiting, most)
            except zlib.error as error:
                raise Damaged(_words(error)) from error
            self._waiting = part.unconsumed_tail
            if part.eof:
                self._part, self._waiting = None, part.unused_data
            elif not fed and not piece:
                raise Damaged("cut off in the middle: the file is incomplete")
            if piece:
                self._meter.take(len(piece))
                return piece
        return b""

    def _begun(self) -> zlib._Decompress | None:
        """Begin the next part; None at the end. Zeros after a part are padding (of tapes); other bytes after it are no content."""
        while not self._waiting.startswith(MAGIC):
            waiting = self._waiting.lstrip(b"\0")
            more = self._file.read(CHUNK) if len(waiting) < len(MAGIC) else b""
            if not more:
                self._waiting = waiting
                return None
            self._waiting = waiting + more
        self._parts += 1
        if self._parts > _PARTS:
            raise Refused(f"more than {_PARTS:,} gzip parts in it: the others are not read")
        return zlib.decompressobj(wbits=_GZIP_ONLY)


def _words(error: zlib.error) -> str:
    """Return zlib's words in ours."""
    if "incorrect data check" in str(error) or "incorrect length check" in str(error):
        return "damaged: its checksum is wrong"
    return "damaged: it cannot be unpacked"
