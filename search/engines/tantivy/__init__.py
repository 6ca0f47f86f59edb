"""The Tantivy engine: for large archives on one machine. `docs/decisions/0012-tantivy.md` tells its layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.port import Indexable, Searchable


def open_reader(data: Path, fingerprint: str) -> Searchable:
    """Return a reader of the newest generation that holds. Raises IndexMissing, IndexOutdated or IndexDamaged."""
    from search.engines.tantivy import reader  # noqa: PLC0415 - a writer has no use for it

    return reader.open_reader(data, fingerprint)


def open_writer(data: Path, fingerprint: str) -> Indexable:
    """Return the writer. Raises EngineBusy."""
    from search.engines.tantivy import writer  # noqa: PLC0415 - readers have no use for it

    return writer.open_writer(data, fingerprint)
