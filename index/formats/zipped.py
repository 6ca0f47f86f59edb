"""Zip: the members of a file through its directory, in its order."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from index.formats.unpacking import Damaged, Member, Meter, Refused, TooLarge, is_hidden, legible, spooled

MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""A member, the end of an empty file, and the mark of one in several volumes."""

_DIRECTORY = 10 << 20
"""Bytes of the directory, which zipfile takes into memory: 50,000 members of 200 bytes each. Bombs have had 600 MB of it."""

_ENCRYPTED = 0x1 | 0x40 | 0x2000
"""Flags of a member that needs a password, or whose directory does (APPNOTE 4.4.4)."""

_UTF_8 = 0x800
"""Flag of a name in UTF-8; without it, it is in code page 437 by the letter (APPNOTE appendix D)."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What nearly every zip file uses. Of the others zipfile unpacks a piece of any size at once: 4 kB of bzip2 can be 4 GB."""

_TOO_MANY = f"its list of files is larger than {_DIRECTORY >> 20} MiB"

_HEADER = 30
"""Bytes of the header before a member, without its name."""

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError)
"""What zipfile of Python 3.11 to 3.14 raises on damaged files."""


def members(file: BinaryIO, meter: Meter) -> Iterator[Member]:
    """Yield the files of a zip file. A damaged member is a problem, and the others are read; where a limit is reached it is the last."""
    try:
        pack = zipfile.ZipFile(cast("BinaryIO", _Guarded(file)))
    except _FAULTS as error:
        yield Member("", problem=_words(error))
        return
    with pack:
        directory, path = pack.infolist(), ""
        overlapping = _overlapping(directory)
        try:
            for info in directory:
                path = ""
                meter.member()
                path = _path(info)
                if _is_file(info) and not is_hidden(path):
                    problem = _refusal(info) or ("damaged: it shares bytes with another file" if info in overlapping else None)
                    yield from [Member(path, problem=problem)] if problem else _file(path, pack, info, meter)
        except Refused as error:
            yield Member(path, problem=str(error))


class _Guarded(io.RawIOBase):
    """A file of which no more than a directory may be is read at once."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """Read as a file does. zipfile asks for the whole directory by its size."""
        if size > _DIRECTORY:
            raise zipfile.BadZipFile(_TOO_MANY)
        return self._file.read(_DIRECTORY if size < 0 else size)


def _file(path: str, pack: zipfile.ZipFile, info: zipfile.ZipInfo, meter: Meter) -> Iterator[Member]:
    def read(most: int) -> bytes:
        try:
            piece = content.read(most)
        except _FAULTS as error:
            raise Damaged(_words(error)) from error
        meter.take(len(piece))
        return piece

    try:
        content = pack.open(info)
    except _FAULTS as error:
        yield Member(path, problem=_words(error))
        return
    try:
        with content, spooled(read, meter.limits) as file:
            yield Member(path, file)
    except (Damaged, TooLarge) as error:
        yield Member(path, problem=str(error))


def _overlapping(directory: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
    """Return the members that begin before the one before them ends. Bombs use the same bytes again for thousands of members."""
    found: set[zipfile.ZipInfo] = set()
    end = 0
    for info in sorted(directory, key=lambda one: one.header_offset):
        if info.header_offset < end:
            found.add(info)
        end = max(end, info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size)
    return found


def _is_file(info: zipfile.ZipInfo) -> bool:
    """Say whether a member is a regular file. The upper half of `external_attr` is the mode that Unix programs write."""
    mode = info.external_attr >> 16
    return not info.is_dir() and (stat.S_IFMT(mode) == 0 or stat.S_ISREG(mode))


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path. Names that are not marked as UTF-8 are so nevertheless where they can be read as such (macOS, old Linux)."""
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return legible(name)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack it and give what is in it"
    if info.compress_type not in _METHODS:
        return f"packed by a method that is not read (number {info.compress_type}); pack it again with deflate"
    return None


def _words(error: Exception) -> str:
    """Return what zipfile says in our words: it names members and offsets of which nobody knows."""
    text = str(error)
    if text == _TOO_MANY:
        return text
    if "CRC" in text:
        return "damaged: its checksum is wrong"
    return "cut off in the middle: the file is incomplete" if isinstance(error, EOFError) else "damaged: it cannot be unpacked"
