"""Freshness: the tag of an answer (ETag), by which a program asks whether there is a newer one. Pure but for `edition`.

An answer follows from the index, the program, the settings and the address, so its tag does too, and no search is needed to say that
nothing is new.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import search
from search.page import IndexInfo
from search.settings import Settings

LENGTH = 20
"""Hexadecimal digits of a tag: 80 bits, for the few answers that one address ever has."""
KINDS = (".py", ".html", ".css", ".js", ".svg")
"""Files of the program that answers are made by."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """What all answers of one process have in common."""

    settings: Settings
    edition: str
    shared: str = field(init=False, repr=False)
    """What of a tag is the same in all answers; writing down the settings takes 40 us."""

    def __post_init__(self) -> None:
        """Write down what stays the same."""
        object.__setattr__(self, "shared", f"{self.edition}\0{self.settings!r}")

    def tag(self, index: IndexInfo, address: str) -> str:
        """Return the tag of what the address answers from that index."""
        parts = (index.engine, index.generation, str(index.documents), str(index.built), self.shared, address)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def edition() -> str:
    """Return what tells this program from any other: its version, and a digest of its files, as a checkout moves on between versions."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(search.__file__).parent):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in KINDS):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    try:
        known = version("backissues")
    except PackageNotFoundError:  # run from its files alone
        known = ""
    return f"{known}+{digest.hexdigest()}"
