"""Bytes to what they hold, a file for each format. `read` picks the reader by the content, never by a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from index.formats import feedxml, sniffing
from index.formats.characters import text_of
from index.formats.found import Content, Found, NoFeed, Options, Unreadable
from index.formats.unreadable import NotReadable

__all__ = ["Found", "Options", "read"]

HEAD = 65_536
"""Bytes by which a format is told: a WordPress export declares its namespaces in its first 2 kB."""

MEBIBYTE = 1 << 20


def read(file: BinaryIO, location: str, options: Options, path: str = "") -> Iterator[Found]:
    """Yield what is in a file, at least one thing: documents, parts of long ones, or what is wrong. It raises nothing for what it reads.

    `location` is the file's address or name; an http(s) one is the last base of relative links. `path` is where it stands in a packed
    file.
    """
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip():
        yield Found(path, NoFeed("the file is empty"))
        return
    try:
        yield Found(path, _at_once(file, location, options))
    except NotReadable as error:
        yield Found(path, Unreadable(str(error)))


def _at_once(file: BinaryIO, location: str, options: Options) -> Content:
    """Return what a document is that must be in memory as a whole. Raises NotReadable."""
    data = file.read(options.megabytes * MEBIBYTE + 1)
    if len(data) > options.megabytes * MEBIBYTE:
        raise NotReadable(f"larger than {options.megabytes} MiB; raise index.file_megabytes to read it")
    text = text_of(data)
    root = sniffing.feed_root(text)
    if root is None:
        return NoFeed("not a feed")
    if sniffing.is_export(text):
        raise NotReadable(sniffing.EXPORT_REFUSED)
    return feedxml.read(text, root, location)
