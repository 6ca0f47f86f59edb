"""Packed files: .gz, .zip, .tar and .tar.gz, told by their first bytes, to the files in them. What the files are, others say."""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterator
from typing import BinaryIO, Literal, cast

from index.formats import gzipped, tarred, zipped
from index.formats.gzipped import Gunzip
from index.formats.unpacking import CHUNK, Damaged, Member, Meter, PackLimits, Refused, TooLarge, spooled

__all__ = ["HEAD", "Kind", "Member", "Meter", "PackLimits", "kind", "members", "meter"]

Kind = Literal["gzip", "zip", "tar"]

HEAD = tarred.BLOCK
"""Bytes from the start of a file that say what it is."""


def kind(head: bytes) -> Kind | None:
    """Return what a file is that begins with `head` (HEAD bytes or more, or all of it), or None where it is not packed."""
    if head.startswith(gzipped.MAGIC):
        return "gzip"
    if head.startswith(zipped.MAGICS):
        return "zip"
    return "tar" if tarred.is_header(head) else None


def meter(file: BinaryIO, limits: PackLimits) -> Meter:
    """Return a meter for a packed file and all that is packed inside it."""
    return Meter(limits, file.seek(0, os.SEEK_END))


def members(file: BinaryIO, measured: Meter) -> Iterator[Member]:
    """Yield the files in a packed file, in its order; a member's file is closed when the next is asked for.

    Directories, links, devices and hidden files are passed by. A second member of one name gets a number: nothing is lost, and paths are
    different. It does not look into members that are packed themselves: who calls does, with the same meter. `file` is seekable.
    """
    file.seek(0)
    used: dict[str, int] = {}
    for member in _members(file, measured):
        yield dataclasses.replace(member, path=_fresh(member.path, used)) if member.path else member


def _fresh(path: str, used: dict[str, int]) -> str:
    """Return the path with a number behind it where it is used already. `used` holds the last number of each path."""
    number = used.get(path, 0) + 1
    fresh = path
    while number > 1 and (fresh := f"{path} ({number})") in used:
        number += 1
    used[path] = number
    used.setdefault(fresh, 1)
    return fresh


def _members(file: BinaryIO, measured: Meter) -> Iterator[Member]:
    head = file.read(HEAD)
    file.seek(0)
    match kind(head):
        case "zip":
            yield from zipped.members(file, measured)
        case "tar":
            yield from tarred.members(file, measured)
        case "gzip":
            with io.BufferedReader(Gunzip(file, measured), CHUNK) as stream:
                yield from _unzipped(stream, measured)
        case None:
            yield Member("", problem="not a packed file")


def _unzipped(stream: io.BufferedReader[Gunzip], measured: Meter) -> Iterator[Member]:
    """Yield the members of a .tar.gz, or the one content of another .gz."""
    try:
        if kind(stream.peek(HEAD)) == "tar":
            yield from tarred.members(cast("BinaryIO", stream), measured)
            return
        with spooled(stream.read, measured.limits) as content:
            yield Member("", content)
    except (Damaged, Refused, TooLarge) as error:
        yield Member("", problem=str(error))
