"""Draft: the next generation while it is written, aside from those that are read.

It is published by one atomic step: before it readers see the old state, after it the new one; whatever fails, never neither.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from search import generations, manifest
from search.document import Position
from search.errors import IndexDamaged
from search.generations import CURRENT, Generation
from search.manifest import Manifest, StoredFile

PREFIX = "draft-"
"""Beginning of the names of folders that are being written, or were when their writer died."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How many posts a generation holds, and `manifest.hash_ids` of their ids."""

    documents: int
    ids: str


def never(_name: str) -> bool:
    """Say of each file that it may be rewritten."""
    return False


class Draft:
    """A folder (`path`) to write the next generation into; a context manager that removes it unless it was published.

    Only for the holder of the write lock. With a `base` its files are there already: those that `fixed` says are never rewritten as
    hard links (or copies where links fail), the others as copies. Links protect against a bad publication, not against bit rot.
    """

    def __init__(self, folder: Path, base: Generation | None = None, fixed: Callable[[str], bool] = never) -> None:
        """Make the folder, and remove what dead writers left. Raises OSError."""
        folder.parent.parent.parent.mkdir(parents=True, exist_ok=True)
        for one in (folder.parent.parent, folder.parent, folder):
            one.mkdir(mode=0o700, exist_ok=True)
        generations.check_owner(folder.parent.parent, folder.parent, folder)
        for left in folder.glob(f"{PREFIX}*"):
            shutil.rmtree(left)
        self._folder = folder
        self._base = base
        self._name = f"{int(max(generations.names(folder), default='0')) + 1:08}"
        self._linked: dict[str, StoredFile] = {}
        self.path = folder / f"{PREFIX}{self._name}"
        self.path.mkdir(mode=0o700)
        if base is not None:
            self._take(base, fixed)

    def __enter__(self) -> Self:
        """Return the draft itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Remove what was not published."""
        # A folder that cannot be removed now is removed when the next draft is made.
        shutil.rmtree(self.path, ignore_errors=True)

    def publish(self, written: Contents, position: Position, built: datetime, reopened: Callable[[Path], Contents]) -> Generation:
        """Make the draft the newest generation, remove those before its base, and return it.

        `written` is what it should hold, `reopened` says what a reader finds in the folder. Raises IndexDamaged where they differ,
        and OSError; then the state is the old one (after an error of the very last fsync, the new one).
        """
        files = tuple(self._settled(name) for name in sorted(one.name for one in self.path.iterdir()))
        found = reopened(self.path)
        if found != written:
            raise IndexDamaged(
                f"{self.path}: {found.documents} posts were found where {written.documents} were written; nothing is changed"
            )
        folder = self._folder
        facts = Manifest(folder.parent.name, folder.name, written.documents, written.ids, position, built, files)
        _write(self.path / manifest.NAME, facts.to_json())
        _sync(self.path)
        path = folder / self._name
        self.path.rename(path)
        try:
            _sync(folder)
            _write(folder / f"{CURRENT}.new", f"{self._name}\n")
            (folder / f"{CURRENT}.new").replace(folder / CURRENT)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)  # it was never current; what stays of it is swept next time
            raise
        _sync(folder)
        self._sweep()
        return Generation(path, facts)

    def _take(self, base: Generation, fixed: Callable[[str], bool]) -> None:
        try:
            for file in base.manifest.files:
                if fixed(file.name) and _link(base.path / file.name, self.path / file.name):
                    self._linked[file.name] = file
                else:
                    shutil.copyfile(base.path / file.name, self.path / file.name)
        except BaseException:
            shutil.rmtree(self.path, ignore_errors=True)  # `__exit__` will not run
            raise

    def _settled(self, name: str) -> StoredFile:
        """Return the file, on disk for good. A linked one is so already, and its hash is known."""
        if name in self._linked:
            return self._linked[name]
        _sync(self.path / name)
        return manifest.describe(self.path / name)

    def _sweep(self) -> None:
        """Remove all generations but this one and its base. Without a base (a rebuild) nothing of the old text stays."""
        keep = {self._name, self._base.name if self._base else ""}
        for name in generations.names(self._folder):
            if name not in keep:
                # Readers that have its files open keep them; what cannot be removed now is removed after the next publication.
                shutil.rmtree(self._folder / name, ignore_errors=True)


def _link(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without links, or a file with too many: it is copied
        return False
    return True


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _sync(path: Path) -> None:
    """Wait until the file or folder is on the disk (no part of Whoosh does, see reliability.md, section 0)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
