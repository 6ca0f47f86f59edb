"""The writer of the Tantivy engine. What writes is loaded when there is something to write."""

from __future__ import annotations

from pathlib import Path

from search.engines.tantivy.wear import worn
from search.publishing import Layout, Parts, Writer

ENGINE = "tantivy"


def open_writer(data: Path, fingerprint: str) -> Writer:
    """Return the writer of the index under this fingerprint. Raises EngineBusy."""
    return Writer(data, fingerprint, LAYOUT)


def _parts() -> Parts:
    from search.engines.tantivy.folder import Folder, contents, is_fixed  # noqa: PLC0415 - see the head of this module
    from search.engines.tantivy.preparing import prepare  # noqa: PLC0415 - see the head of this module

    return Parts(prepare, Folder, is_fixed, contents)


LAYOUT = Layout(ENGINE, _parts, worn)
