"""The Whoosh engine: pure Python, nothing to install or run beside it. `docs/decisions/0001-blocks-of-postings.md` tells its layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.port import Indexable, Searchable


def open_reader(data: Path, fingerprint: str) -> Searchable:
    """Return a reader of the newest generation that holds. Raises IndexMissing, IndexOutdated or IndexDamaged."""
    from search.engines.whoosh import reader  # noqa: PLC0415 - 0.2 s to load, with numpy and Whoosh, which a writer may not need

    return reader.open_reader(data, fingerprint)


def open_writer(data: Path, fingerprint: str) -> Indexable:
    """Return the writer. Raises EngineBusy."""
    from search.engines.whoosh import writer  # noqa: PLC0415 - readers have no use for it

    return writer.open_writer(data, fingerprint)
