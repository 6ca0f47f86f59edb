"""Storage: a folder of Whoosh's that can close all files that Whoosh opened in it, also when Whoosh failed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class _HeldLock:
    """Stands for Whoosh's lock on an index. Its file would be linked into other generations, where it would be the same lock."""

    def acquire(self) -> bool:
        """Say that it is ours: whoever writes a draft holds the data folder's lock."""
        return True

    def release(self) -> None:
        """Do nothing."""


class Storage(FileStorage):  # type: ignore[misc] # Whoosh ships no types
    """The files of an index in a folder. What it loads runs as code: only for folders that `generations` vouches for."""

    def __init__(self, path: Path, files: list[StructFile] | None = None) -> None:
        """Note each file that is opened in `files`, or in a list of our own."""
        super().__init__(str(path))
        self._files: list[StructFile] = [] if files is None else files

    def create_file(self, name: str, **options: object) -> StructFile:
        """Return a new file."""
        self._files.append(super().create_file(name, **options))
        return self._files[-1]

    def open_file(self, name: str, **options: object) -> StructFile:
        """Return a file for reading."""
        self._files.append(super().open_file(name, **options))
        return self._files[-1]

    def lock(self, _name: str) -> _HeldLock:
        """Return the lock on the index."""
        return _HeldLock()

    def temp_storage(self, name: str | None = None) -> Self:
        """Return a folder in this one, whose files are closed with these."""
        return type(self)(Path(super().temp_storage(name).folder), self._files)

    def close_files(self) -> None:
        """Close what is still open. Closing twice is no error; what cannot be written any more is lost."""
        for file in self._files:
            with suppress(OSError):
                file.raw_file().close()
        self._files.clear()
