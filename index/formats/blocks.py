"""Blocks: the text of a long document, a block at a time, by the rules of `characters.py`; one bad byte costs that byte and no more."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.formats.characters import allowed, encoding_of, mended, with_sound_references

BLOCK = 1 << 20
"""Bytes that are decoded at a time."""

_PIECE = 65_536
_SAMPLE = 1 << 20
"""Bytes by which the encoding is told: the beginning, then lines that are not all ASCII, wherever the first of them stand."""

_TELLING = re.compile(rb"[\x1b\x80-\xff]")
"""Bytes that tell encodings apart; ISO-2022-JP has escape characters only."""

_BEGUN = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{0,64}|[0-9]{0,64})?)?\Z")
_LONGEST = 70
"""A reference that may go on in the next block. One of more digits is none that makes sense, and is looked at as it stands."""


def texts(file: BinaryIO, hint: str | None = None, size: int = BLOCK) -> Iterator[str]:
    """Yield the document in `file` (seekable) as text, `size` bytes at a time: together what `characters.text_of` makes of all of it.

    `hint` is the charset that came with it. The encoding is told by a sample, so that two passes are enough. Raises OSError.
    """
    encoding = encoding_of(_sample(file), hint)
    decoder = codecs.getincrementaldecoder(encoding.codec)("surrogateescape" if encoding.codec == "utf-8" else "replace")
    begun, first = "", True
    for block, last in _blocks(file, encoding.start, size):
        text = begun + allowed(mended(decoder.decode(block, last)))
        if first:
            text = text.lstrip("\ufeff")
            first = not text
        held = None if last else _BEGUN.search(text, max(len(text) - _LONGEST, 0))
        begun = held[0] if held else ""
        yield with_sound_references(text[: held.start()] if held else text)


def _blocks(file: BinaryIO, start: int, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes from `start` on, and of each block whether it is the last one."""
    file.seek(start)
    block = file.read(size)
    while True:
        following = file.read(size)
        yield block, not following
        if not following:
            return
        block = following


def _sample(file: BinaryIO) -> bytes:
    """Return the beginning of the file and what follows of it that tells encodings apart, in whole lines where they are not too long."""
    file.seek(0)
    sample = bytearray(file.read(_PIECE) + file.readline(_PIECE))
    while len(sample) < _SAMPLE and (piece := file.read(_PIECE)):
        piece += file.readline(_PIECE)
        if _TELLING.search(piece):
            sample += piece
    return bytes(sample)
