"""Unpacking: what every reader of packed files shares: limits, what has been unpacked so far, members and their names.

A packed file is hostile until it is read: what it says of sizes, counts and names is not trusted, and nothing is written under its names.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

MEBIBYTE = 1 << 20

CHUNK = 1 << 16
"""Bytes that are unpacked at a time: memory stays the same however large a member is."""

IN_MEMORY = 4 * MEBIBYTE
"""A member up to this size is kept in memory, a larger one in a temporary file; nearly all feeds are smaller."""

_LONGEST_NAME = 255
"""Characters of a member's path that are kept: the longest name of a file on common systems. Of a longer one both ends stay."""


@dataclass(frozen=True, slots=True)
class PackLimits:
    """How much is unpacked of one file, packed files inside it included."""

    members: int = 50_000
    """Members of any kind, directories too: a site with twenty years of uploads has fewer."""
    member_bytes: int = 600 * MEBIBYTE
    """Bytes of one member: as large as a file may be by itself (`index.file_megabytes`)."""
    total_bytes: int = 4096 * MEBIBYTE
    """Bytes of all members: minutes of work at some 200 MB/s, and more text than an archive can use."""
    ratio: int = 500
    """Bytes unpacked for each packed one. Feeds have 5 to 20, one post again and again 300; bombs have 1,000 to 28 million."""
    free_bytes: int = 64 * MEBIBYTE
    """The ratio counts from here on: less is a fraction of a second, whatever the ratio."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a packed one: `file` at its start, or `problem`, one line that says why it cannot be read.

    `path` is legal printable text, different for every member, and only a name. It is empty for the content of a .gz that is no .tar,
    and for a problem of the packed file itself.
    """

    path: str
    file: BinaryIO | None = None
    """Seekable; closed as soon as the next member is asked for."""
    problem: str | None = None


class Damaged(Exception):
    """What is packed is damaged or of an unknown kind; `str(error)` is one line."""


class TooLarge(Exception):
    """One member is larger than may be read; the others can be. `str(error)` is one line."""


class Refused(Exception):
    """A limit is reached, so nothing more is unpacked; `str(error)` is one line."""


class Meter:
    """What has been unpacked of one file, measured where it comes out. Files inside it share its meter, so nesting gains nothing."""

    def __init__(self, limits: PackLimits, packed: int) -> None:
        """Begin with nothing unpacked of a file of `packed` bytes."""
        self.limits = limits
        self._packed = packed
        self._members = 0
        self._unpacked = 0

    def member(self) -> None:
        """Count a member. Raises Refused."""
        self._members += 1
        if self._members > self.limits.members:
            raise Refused(f"more than {self.limits.members:,} files in it: the others are not read")

    def take(self, count: int) -> None:
        """Count bytes that have come out. Raises Refused."""
        self._unpacked += count
        if self._unpacked > self.limits.total_bytes:
            raise Refused(f"unpacks to more than {self.limits.total_bytes // MEBIBYTE:,} MiB: the rest is not read")
        if self._unpacked > max(self.limits.free_bytes, self.limits.ratio * self._packed):
            raise Refused(f"unpacks to more than {self.limits.ratio:,} times its size, as no archive of posts does: the rest is not read")


@contextmanager
def spooled(read: Callable[[int], bytes], limits: PackLimits) -> Iterator[BinaryIO]:
    """Give the bytes that `read(most)` yields as a seekable file. Raises TooLarge, Refused, and what `read` raises."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        size = 0
        while piece := read(CHUNK):
            size += len(piece)
            if size > limits.member_bytes:
                raise TooLarge(f"larger than {limits.member_bytes / MEBIBYTE:,.0f} MiB; raise index.file_megabytes to read it")
            try:
                file.write(piece)
            except OSError as error:
                raise Refused(f"there is no place to unpack it: {error.strerror or error}") from error
        file.seek(0)
        yield cast("BinaryIO", file)


def legible(name: str) -> str:
    """Return the name of a member as a relative path of printable text, without `..`. Bytes that are no text are backslash escapes."""
    text = name.replace("\\", "/").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    parts = [part for part in text.split("/") if part not in ("", ".", "..")]
    text = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in "/".join(parts))
    if len(text) > _LONGEST_NAME:
        text = f"{text[:200]}…{text[-(_LONGEST_NAME - 201) :]}"
    return text or "unnamed"


def is_hidden(path: str) -> bool:
    """Say whether a member is no content but what a system left there: `.DS_Store`, `._a.xml`, `__MACOSX/`, `.git/`."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
