"""Generations: the states of an on-disk index, side by side in one folder, of which `CURRENT` names the newest.

    data/engines/<engine>/<fingerprint>/00000012/   a generation: the engine's files and manifest.json
    data/engines/<engine>/<fingerprint>/CURRENT     its name

Numbers, not times, name them, so that a clock set back changes nothing. A generation is never changed once it has its name;
`search/draft.py` makes them.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from search import manifest
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.manifest import Manifest
from search.page import IndexInfo

T = TypeVar("T")

CURRENT = "CURRENT"
NAME = re.compile(r"[0-9]{8}")
"""Name of a generation's folder: its number."""
WRITABLE = stat.S_IWGRP | stat.S_IWOTH
"""Rights that nobody but the owner may have: loading a Whoosh index runs what is in it (reliability.md, section 0)."""
ATTEMPTS = 5
"""How often opening starts again when a writer publishes meanwhile. Each publication takes longer than an opening does."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that was checked. `problem` is one line for people where a newer one had to be passed over, else None."""

    path: Path
    manifest: Manifest
    problem: str | None = None

    @property
    def name(self) -> str:
        """The generation's number, as in `CURRENT`."""
        return self.path.name

    @property
    def info(self) -> IndexInfo:
        """What an answer says of the index that it comes from."""
        return IndexInfo(self.manifest.engine, self.name, self.manifest.documents, self.manifest.built)


def home(data: Path, engine: str, fingerprint: str) -> Path:
    """Return the folder of the generations of an engine under a fingerprint."""
    return data / "engines" / engine / fingerprint


def current_name(folder: Path) -> str | None:
    """Return the name that `CURRENT` holds, or None where there is no such file. Cheap: one small file is read."""
    try:
        return (folder / CURRENT).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


def current_mark(folder: Path) -> str | None:
    """Return what is another text whenever `CURRENT` was written again, or None where there is no such file. Raises OSError.

    The name alone would not do: an index that was removed and built anew counts from 1 again.
    """
    try:
        found = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return f"{current_name(folder)} {found.st_ino} {found.st_mtime_ns}"


def names(folder: Path) -> list[str]:
    """Return the names of all generations in the folder, newest first."""
    return sorted((entry.name for entry in os.scandir(folder) if NAME.fullmatch(entry.name)), reverse=True)


def opened(folder: Path, opening: Callable[[Generation], T]) -> T:
    """Return what `opening` makes of the newest generation that is what its manifest says, to the byte.

    Raises what `current` raises. Where a writer publishes and sweeps while files are being opened, it starts again.
    """
    for _attempt in range(ATTEMPTS):
        name = current_name(folder)
        try:
            return opening(current(folder))
        except (IndexDamaged, FileNotFoundError):
            if current_name(folder) == name:
                raise
    raise IndexDamaged(f"{folder}: new generations came faster than they could be opened")


def current(folder: Path, most: int | None = None) -> Generation:
    """Return the generation that `CURRENT` names, or the newest one before it whose files all hold; `most` is for `manifest.check`.

    Raises IndexMissing where there is none, IndexOutdated where there are some under another fingerprint only (law 12), and
    IndexDamaged where none can be used or a folder is open to others.
    """
    name = current_name(folder)
    if name is None:
        raise _missing(folder)
    check_owner(folder.parent.parent, folder.parent, folder)
    problem: str | None = None
    for candidate in _candidates(folder, name):
        try:
            found = _checked(folder / candidate, folder.name, most)
        except IndexDamaged as error:
            problem = problem or str(error)
            continue
        return Generation(found.path, found.manifest, problem and f"{problem}; answers come from generation {candidate}")
    raise IndexDamaged(f"{problem or f'{folder / CURRENT}: it names no generation'}; `backissues reindex --full` builds the index again")


def check_owner(*folders: Path) -> None:
    """Raise IndexDamaged where a folder is not ours, or others may write it."""
    for folder in folders:
        try:
            found = folder.stat(follow_symlinks=False)
        except OSError as error:
            raise IndexDamaged(f"{folder}: the index cannot be read: {error.strerror}") from error
        if not stat.S_ISDIR(found.st_mode):
            raise IndexDamaged(f"{folder}: must be a folder")
        if found.st_uid != os.geteuid() or found.st_mode & WRITABLE:
            raise IndexDamaged(f"{folder}: must belong to the user who runs this and be writable for nobody else (chown, chmod 700)")


def _candidates(folder: Path, name: str) -> list[str]:
    """Return the generation of that name and all before it, newest first; all there are where the name is none."""
    return [one for one in names(folder) if one <= name or not NAME.fullmatch(name)]


def _checked(path: Path, fingerprint: str, most: int | None) -> Generation:
    check_owner(path)
    found = manifest.read(path)
    if found.fingerprint != fingerprint:
        raise IndexDamaged(f"{path}: the manifest belongs to another index")
    manifest.check(path, found, most)
    return Generation(path, found)


def _missing(folder: Path) -> IndexMissing | IndexOutdated:
    others = folder.parent.glob(f"*/{CURRENT}")
    if any(others):
        return IndexOutdated("the index was built by another version or with other settings; `backissues reindex` builds the right one")
    return IndexMissing("there is no index yet; `backissues reindex` builds one")
