"""Manifest: what a generation of an index consists of, so that every changed byte is found before anything of it is used.

It is `manifest.json` in the generation's folder and names each other file there with its size and SHA-256. Its last key, `seal`, is
the SHA-256 of the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.document import Position
from search.errors import IndexDamaged

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a generation: its name in the folder, its size in bytes and the SHA-256 of its bytes as hex digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds. `ids` is `hash_ids` of its posts, `position` what it reached, `built` when (aware UTC)."""

    engine: str
    fingerprint: str
    documents: int
    ids: str
    position: Position
    built: datetime
    files: tuple[StoredFile, ...]

    def to_json(self) -> str:
        """Return the text of `manifest.json`."""
        body = asdict(self) | {"built": self.built.isoformat()}
        return json.dumps(body | {"seal": _seal(body)}, indent=1) + "\n"


def hash_ids(ids: Iterable[str]) -> str:
    """Return the SHA-256 of a set of post ids, as hex digits; their order does not matter."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def describe(path: Path) -> StoredFile:
    """Return the file with the size and hash that it has now. Raises OSError."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return StoredFile(path.name, os.fstat(stream.fileno()).st_size, digest)


def read(folder: Path) -> Manifest:
    """Return the manifest of the generation in this folder. Raises IndexDamaged where it is missing or not as it was written."""
    path = folder / NAME
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        seal = body.pop("seal")
        if seal != _seal(body):
            raise IndexDamaged(f"{path}: the manifest was changed after it was written")
        return _manifest(body)
    except OSError as error:
        raise IndexDamaged(f"{path}: the manifest cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{path}: this is no manifest") from error


def check(folder: Path, manifest: Manifest, most: int | None = None) -> None:
    """Raise IndexDamaged where the folder does not hold just the manifest's files, to the byte (18 MB: 16 ms).

    With `most`, the bytes of the smallest files are compared, so many in all: those are the files that are merged next. Of the others only
    the sizes are.
    """
    whole = _smallest(manifest.files, most)
    expected = {file.name: file for file in manifest.files}
    try:
        found = {entry.name: entry.stat(follow_symlinks=False).st_size for entry in os.scandir(folder) if entry.name != NAME}
        # A file too many is damage too: Whoosh opens the newest table of contents that it finds.
        for name in sorted(expected.keys() ^ found.keys()):
            raise IndexDamaged(f"{folder / name}: the file is {'missing' if name in expected else 'not in the manifest'}")
        for name, file in expected.items():
            if found[name] != file.size or (name in whole and describe(folder / name) != file):
                raise IndexDamaged(f"{folder / name}: the file is not what the manifest says")
    except OSError as error:
        raise IndexDamaged(f"{folder}: the index cannot be read: {error.strerror}") from error


def _smallest(files: Iterable[StoredFile], most: int | None) -> set[str]:
    """Return the names of the smallest files that have at most so many bytes together; of all of them for None."""
    found, left = set[str](), most
    for file in sorted(files, key=lambda file: file.size):
        if left is not None:
            left -= file.size
            if left < 0:
                break
        found.add(file.name)
    return found


def _seal(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _manifest(body: dict[str, Any]) -> Manifest:
    built = datetime.fromisoformat(body.pop("built"))
    if built.tzinfo is not UTC:
        raise ValueError(f"not in UTC: {built}")
    position = Position(**body.pop("position"))
    files = tuple(StoredFile(**file) for file in body.pop("files"))
    return Manifest(built=built, position=position, files=files, **body)
