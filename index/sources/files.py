"""Files as sources: a file, a folder or a glob, and the regular files that they stand for. It reads bytes and knows no format."""

from __future__ import annotations

import errno
import glob
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from index import links
from index.sources import answers
from search.errors import SourceError

Kind = Literal["file", "folder", "glob", "address", "input"]

INPUT = "-"
"""What a user names to have standard input read."""

_ADDRESS = re.compile(r"(?:https?|feed):", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/|$)")
"""What may be an address without its beginning: `example.com/feed/`."""

_IN_FOLDER = 256
"""Folders inside folders that are gone into: far more than anyone keeps, and no endless descent through a bind mount into itself."""


@dataclass(frozen=True, slots=True)
class Root:
    """What the user named: an absolute path or pattern."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a root. `name` is text that can be stored and printed; `path` is what opens it."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a root in order. `gone` is true where the root itself is not there; `problems` are pairs (name, detail)."""

    files: tuple[Found, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be unchanged without opening it: bytes and nanoseconds of its last modification."""

    size: int
    mtime: int


def root_of(text: str) -> Root:
    """Return the root that a SOURCE means. Raises SourceError where it means none."""
    if text == INPUT:
        return Root(INPUT, "input")
    if _ADDRESS.match(text):
        return Root(_address(text), "address")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"{_name(text)}: the name is not UTF-8; rename it or name the folder that holds it") from error
    path = os.path.abspath(os.path.expanduser(text))  # noqa: PTH100, PTH111 - pathlib keeps `..`, which would give one file two names
    kind = _kind(path)
    if kind is None and glob.has_magic(text):
        kind = "glob"
    if kind is None:
        hint = f"; if it is an address: https://{text}" if _HOST.match(text) else ""
        raise SourceError(f"{text}: there is no such file or folder{hint}")
    return Root(path, kind)


def listing(root: Root, outside: Path) -> Listing:
    """Return the files of the root: sorted, none hidden, no symbolic link followed below it, none from the folder `outside`."""
    if root.kind in ("address", "input"):
        return Listing((Found(root.name, root.name),))
    if root.kind == "file":
        found = (Found(root.name, root.name),)
        return Listing(found) if os.path.lexists(root.name) else Listing(gone=True)
    if root.kind == "folder" and not Path(root.name).is_dir():
        return Listing(gone=True)
    starts = [root.name] if root.kind == "folder" else sorted(glob.glob(root.name, recursive=True))  # noqa: PTH207 - the pattern is a text
    paths: dict[str, None] = {}
    problems: list[tuple[str, str]] = []
    barred = str(outside.absolute())
    for start in starts:
        if root.kind == "glob" and not Path(start).is_dir():
            paths.update(dict.fromkeys([start] if _plain(start) else []))
        else:
            paths.update(dict.fromkeys(_below(start, barred, problems)))
    return Listing(tuple(Found(_name(path), path) for path in paths), tuple(problems))


def stamp(path: str) -> Stamp | None:
    """Return the stamp of a file, or None where it is gone."""
    try:
        state = Path(path).stat()
    except OSError:
        return None
    return Stamp(state.st_size, state.st_mtime_ns)


def opened(path: str) -> tuple[BufferedReader, Stamp]:
    """Return a regular file, open for reading, and its stamp. Raises SourceError, a line without the name."""
    try:
        _regular(os.stat(path).st_mode)  # noqa: PTH116 - before opening: to open a device can do something
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        file = open(descriptor, "rb")  # noqa: PTH123, SIM115 - a descriptor, so that what was checked is what is read; the caller closes it
    except FileNotFoundError as error:
        raise SourceError("there is no such file") from error
    except PermissionError as error:
        raise SourceError("no permission to read it") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    state = os.fstat(descriptor)
    try:
        _regular(state.st_mode)
    except SourceError:
        file.close()
        raise
    return file, Stamp(state.st_size, state.st_mtime_ns)


def _address(text: str) -> str:
    """Return an address as it is kept. Raises SourceError."""
    text = re.sub(r"feed:(?=https?:)", "", text, flags=re.IGNORECASE)
    link = links.absolute(
        re.sub(r"feed:(?://)?", "http://", text, count=1, flags=re.IGNORECASE) if text.lower().startswith("feed:") else text
    )
    if link is None:
        raise SourceError(f"{text}: not an address of http or https")
    if "@" in urlsplit(link).netloc:
        raise SourceError(f"{answers.masked(link)}: an address with a password is not read: its posts would be open to all who search")
    return urldefrag(link).url


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise SourceError("not a regular file")


def _kind(path: str) -> Kind | None:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - the path is a text already
    except OSError as error:
        return "file" if error.errno == errno.EACCES else None
    except ValueError:  # a NUL in the name
        return None
    return "folder" if stat.S_ISDIR(mode) else "file"


def _below(folder: str, barred: str, problems: list[tuple[str, str]], depth: int = 0) -> Iterator[str]:
    if os.path.realpath(folder) == barred or depth > _IN_FOLDER:
        return
    try:
        with os.scandir(folder) as entries:
            inside = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        problems.append((_name(folder), f"the folder cannot be read: {error.strerror}"))
        return
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, barred, problems, depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield entry.path


def _plain(path: str) -> bool:
    """Return whether a glob's match is a regular file: a link, a pipe or a device is passed by, as it is in a folder."""
    return Path(path).is_file() and not Path(path).is_symlink()


def _name(path: str) -> str:
    """Return a path as legal text: bytes that are not UTF-8 in backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
