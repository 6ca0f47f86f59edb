"""Reading: what a worker says of a file, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass

from index.formats.found import Found
from index.identity import Keys
from index.sources.files import Stamp
from index.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class Whole:
    """Said with the last piece: by what the file is known again."""

    stamp: Stamp
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One document of a file, or one part of a long one, with the keys of its items and the names of what it takes back."""

    found: Found
    modified: str
    """When the bytes were last modified, ISO 8601 in UTC."""
    keys: tuple[Keys, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    whole: Whole | None = None
    """None where more of the file follows."""


@dataclass(frozen=True, slots=True)
class Same:
    """The file has another stamp and the same bytes."""

    stamp: Stamp
