"""Contents: what is in a file. `read` picks the reader by the content, never by a name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from index.formats import feedxml, jsonfeed, jsonlines, opml, packed, sniffing, webpage, wxr
from index.formats.characters import text_of
from index.formats.found import Content, Found, NoFeed, Options, Unreadable
from index.formats.unpacking import Meter, PackLimits
from index.formats.unreadable import NotReadable

HEAD = 65_536
"""Bytes by which a format is told: a WordPress export declares its namespaces in its first 2 kB."""

NESTED = 2
"""How deep files may be packed in each other: a .zip of .gz files, and no more."""

MEBIBYTE = 1 << 20


def read(file: BinaryIO, location: str, options: Options) -> Iterator[Found]:
    """Yield what is in a file, at least one thing: documents, parts of long ones, or what is wrong. It raises nothing for what it reads.

    `location` is the file's address or name; an http(s) one is the last base of relative links.
    """
    head = file.read(HEAD)
    file.seek(0)
    if packed.kind(head[: packed.HEAD]):
        limits = PackLimits(member_bytes=options.megabytes * MEBIBYTE)
        yield from _unpacked(file, location, options, packed.meter(file, limits))
    else:
        yield from _documents(file, head, location, options, "")


def _unpacked(file: BinaryIO, location: str, options: Options, meter: Meter, *, path: str = "", depth: int = 1) -> Iterator[Found]:
    """Yield what is in each member of a packed file; `path` is where it stands in another."""
    found = False
    for member in packed.members(file, meter):
        found = True
        here = "/".join(filter(None, (path, member.path)))
        if member.file is None:
            yield Found(here, Unreadable(member.problem or "it cannot be read"))
            continue
        head = member.file.read(HEAD)
        member.file.seek(0)
        if not packed.kind(head[: packed.HEAD]):
            yield from _documents(member.file, head, location, options, here)
        elif depth < NESTED:
            yield from _unpacked(member.file, location, options, meter, path=here, depth=depth + 1)
        else:
            yield Found(here, Unreadable("packed more than twice; unpack it and name the folder"))
    if not found:
        yield Found(path, NoFeed("there is nothing in this packed file"))


def _documents(file: BinaryIO, head: bytes, location: str, options: Options, path: str) -> Iterator[Found]:
    """Yield what a file is that is not packed."""
    if not head.strip():
        yield Found(path, NoFeed("the file is empty"))
        return
    try:
        text = text_of(head, options.charset)
        if jsonlines.is_lines(text):
            yield from (Found(path, part) for part in jsonlines.read(file, location))
            return
        content = None if sniffing.is_export(text, goes_on=len(head) == HEAD) else _at_once(file, location, options)
        if content is not None:
            yield Found(path, content)
            return
        file.seek(0)
        yield from (Found(path, part) for part in wxr.read(file, location, pages=options.pages, charset=options.charset))
    except NotReadable as error:
        yield Found(path, Unreadable(str(error)))


def _at_once(file: BinaryIO, location: str, options: Options) -> Content | None:
    """Return what a document is that must be in memory as a whole; None for an export that hid it at first. Raises NotReadable."""
    size = file.seek(0, os.SEEK_END)  # `read` with a limit would take memory for all of the limit at once
    file.seek(0)
    if size > options.megabytes * MEBIBYTE:
        raise NotReadable(f"larger than {options.megabytes} MiB; raise index.file_megabytes to read it")
    text = text_of(file.read(size), options.charset)
    if sniffing.is_export(text):
        return None
    root = sniffing.feed_root(text)
    if root is None:
        return jsonfeed.read(text, location) or opml.read(text, location) or webpage.read(text, location) or NoFeed("not a feed")
    return feedxml.read(text, root, location)
