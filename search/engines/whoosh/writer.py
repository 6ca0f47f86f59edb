"""The writer of the Whoosh engine. What writes is loaded when there is something to write: Whoosh and numpy take 0.2 s."""

from __future__ import annotations

from pathlib import Path

from search.publishing import Layout, Parts, Writer

ENGINE = "whoosh"


def open_writer(data: Path, fingerprint: str) -> Writer:
    """Return the writer of the index under this fingerprint. Raises EngineBusy."""
    return Writer(data, fingerprint, LAYOUT)


def _parts() -> Parts:
    from search.engines.whoosh.folder import Folder, contents, is_fixed  # noqa: PLC0415 - see the head of this module
    from search.engines.whoosh.gathering import prepare  # noqa: PLC0415 - see the head of this module

    return Parts(prepare, Folder, is_fixed, contents)


LAYOUT = Layout(ENGINE, _parts)
