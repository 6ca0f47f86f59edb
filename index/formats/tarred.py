"""Tar: the members of a stream in their order, in one pass. It reads the old form (v7), ustar, GNU's and pax (POSIX 2001).

Python 3.11's tarfile is not for hostile input: it takes a name of any declared size into memory, goes deeper with every header before
a member, never ends on a negative size (CVE-2025-8194), and takes quadratic time on pax headers (CVE-2024-6232).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.formats.unpacking import CHUNK, Damaged, Member, Meter, Refused, TooLarge, is_hidden, legible, spooled

BLOCK = 512

_LONGEST_HEADER = 1 << 16
"""Bytes of a header that names a member; paths have at most 4,096 on common systems."""

_SPARSE = b"S"
_LONG_NAME = b"L"
_BEFORE = (b"x", _LONG_NAME)
"""Headers that tell something of the next member (pax, GNU)."""

_ASIDE = (b"g", b"K")
"""Headers that tell something of all that follow, or where a link leads: neither names a member."""

_REGULAR = (b"0", b"\0", b"7", _SPARSE)
_BODILESS = (b"1", b"2", b"3", b"4", b"5", b"6")
"""Links, devices, directories and pipes: they have no content, whatever size stands there."""

_SIGN = 0x80
"""The highest bit of a byte: its sign, and as the first byte of a size the mark of a binary number."""

_OCTAL = re.compile(rb"[ \0]*([0-7]{1,12})[ \0]*")
_RECORD = re.compile(rb"(\d{1,9}) ")
_MAGIC = slice(257, 262)
_CHECKSUM = slice(148, 156)
_UNREADABLE = "a header in it is damaged: what follows is not read"
_CUT_OFF = "cut off in the middle: the file is incomplete"


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    size: int
    kind: bytes


@dataclass(slots=True)
class _Told:
    """What headers before a member say of it."""

    name: str | None = None
    size: int | None = None
    sparse: bool = False


def is_header(block: bytes) -> bool:
    """Say whether bytes begin with the header of a member: by the magic of POSIX and GNU, or the checksum that the old form has too."""
    return block[_MAGIC] == b"ustar" or _is_sound(block[:BLOCK])


def members(stream: BinaryIO, meter: Meter) -> Iterator[Member]:
    """Yield the files of a tar stream, which need not be seekable. Where it is damaged or refused, a problem is the last."""
    told, path = _Told(), ""
    try:
        while header := _header(stream):
            meter.member()
            content = _Content(stream, header.size)
            if header.kind in _BEFORE:
                _tell(told, header.kind, content)
            elif header.kind not in _ASIDE:
                name = told.name or header.name
                path = legible(name)
                content = _Content(stream, header.size if told.size is None else told.size)
                if header.kind in _REGULAR and not name.endswith("/") and not is_hidden(path):
                    yield from _file(path, content, meter, sparse=told.sparse or header.kind == _SPARSE)
                told, path = _Told(), ""
            content.skip()
    except (Damaged, Refused) as error:
        yield Member(path, problem=str(error))


class _Content:
    """The bytes of one member, and the padding after them."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size
        self._padding = -size % BLOCK

    def read(self, most: int) -> bytes:
        """Return the next bytes, none at the end. Raises Damaged where the stream ends before."""
        piece = self._stream.read(min(most, self._left))
        if self._left and not piece:
            raise Damaged(_CUT_OFF)
        self._left -= len(piece)
        return piece

    def most(self, limit: int) -> bytes:
        """Return the content, or its first `limit` bytes."""
        pieces = []
        while limit and (piece := self.read(limit)):
            pieces.append(piece)
            limit -= len(piece)
        return b"".join(pieces)

    def skip(self) -> None:
        """Go to the end of the padding."""
        self._left += self._padding
        self._padding = 0
        while self.read(CHUNK):
            pass


def _file(path: str, content: _Content, meter: Meter, *, sparse: bool) -> Iterator[Member]:
    if sparse:
        yield Member(path, problem="a sparse file, which is not read; pack it again without --sparse")
        return
    try:
        with spooled(content.read, meter.limits) as file:
            yield Member(path, file)
    except TooLarge as error:
        yield Member(path, problem=str(error))


def _header(stream: BinaryIO) -> _Header | None:
    """Return the next header, or None at the end. Raises Damaged."""
    block = stream.read(BLOCK)
    if len(block) < BLOCK:
        raise Damaged(_CUT_OFF)
    if not block.strip(b"\0"):
        return None
    if not _is_sound(block):
        raise Damaged(_UNREADABLE)
    kind = block[156:157]
    name, size = _text(block[:100]), 0 if kind in _BODILESS else _number(block[124:136])
    if block[_MAGIC.start : 263] == b"ustar\0" and block[345] and kind not in _BEFORE:
        name = f"{_text(block[345:500])}/{name}"
    extended = kind == _SPARSE and bool(block[482])
    while extended:  # where the holes are: more blocks of it
        more = stream.read(BLOCK)
        if len(more) < BLOCK:
            raise Damaged(_CUT_OFF)
        extended = bool(more[504])
    return _Header(name, size, kind)


def _is_sound(block: bytes) -> bool:
    """Say whether the checksum of a header is right. Some old programs added up signed bytes, which only differs beyond ASCII."""
    if len(block) < BLOCK or not (found := _OCTAL.fullmatch(block[_CHECKSUM])):
        return False
    rest = block[: _CHECKSUM.start] + b" " * 8 + block[_CHECKSUM.stop :]
    total = sum(rest)
    return int(found[1], 8) in (total, total - 256 * sum(byte >= _SIGN for byte in rest))


def _number(field: bytes) -> int:
    """Return a size: octal digits, or after a first byte of 128 a binary number (GNU, above 8 GiB). Raises Damaged."""
    if field[0] == _SIGN:
        return int.from_bytes(field[1:], "big")
    found = _OCTAL.fullmatch(field)
    if found is None and field.strip(b" \0"):
        raise Damaged(_UNREADABLE)
    return int(found[1], 8) if found else 0


def _tell(told: _Told, kind: bytes, content: _Content) -> None:
    """Take in a header that stands before its member."""
    body = content.most(_LONGEST_HEADER)
    if kind == _LONG_NAME:
        told.name = _text(body)
        return
    for key, value in _records(body):
        if key == b"path":
            told.name = _text(value)
        elif key == b"size" and value.isdigit():
            told.size = int(value[:20])
        elif key.startswith(b"GNU.sparse"):
            told.sparse = True


def _records(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of a pax header: `length key=value` and a line feed. What does not have this form ends it."""
    at = 0
    while found := _RECORD.match(body, at):
        start, at = found.end(), at + int(found[1])
        if not start < at <= len(body):
            return
        key, _, value = body[start : at - 1].partition(b"=")
        yield key, value


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")
