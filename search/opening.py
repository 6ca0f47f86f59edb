"""Opening: from the name of an engine to its readers and writers. An engine's library is imported when that engine is opened.

Readers show no more of a post's text than the settings allow (`disclosure.py`).
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
from pathlib import Path
from typing import Protocol, cast

from search import generations, manifest
from search.errors import EngineUnknown
from search.fingerprint import fingerprint
from search.page import IndexInfo
from search.port import Indexable, Searchable
from search.settings import Settings

ENGINES: dict[str, str] = {"whoosh": "search.engines.whoosh", "tantivy": "search.engines.tantivy"}
"""The package of each engine that keeps its index in generations. Its last name is that of the library, too."""


class Engine(Protocol):
    """What the package of an engine offers; both take the data folder and the fingerprint."""

    def open_reader(self, data: Path, fingerprint: str, /) -> Searchable:
        """Return a reader of the newest generation that holds. Raises IndexMissing, IndexOutdated or IndexDamaged."""

    def open_writer(self, data: Path, fingerprint: str, /) -> Indexable:
        """Return a writer. Raises EngineBusy."""


def open_searchable(settings: Settings) -> Searchable:
    """Return a reader of the index as it is now. Raises IndexMissing, IndexOutdated, IndexDamaged or EngineUnknown."""
    from search.disclosure import disclosing  # noqa: PLC0415 - loads what makes snippets, which a writer has no use for

    return disclosing(_engine(settings.engine).open_reader(settings.data, fingerprint(settings)), settings.post_text)


def open_live(settings: Settings) -> Searchable:
    """Return a reader that follows the index as it is written anew (`live.py`). Raises EngineUnknown."""
    from search.disclosure import disclosing  # noqa: PLC0415 - as above
    from search.live import Live  # noqa: PLC0415 - as above

    engine, rules = _engine(settings.engine), fingerprint(settings)
    live = Live(
        functools.partial(engine.open_reader, settings.data, rules),
        functools.partial(generations.current_mark, generations.home(settings.data, settings.engine, rules)),
    )
    return disclosing(live, settings.post_text)


def open_indexable(settings: Settings) -> Indexable:
    """Return the writer of the data folder. Raises EngineBusy or EngineUnknown."""
    return _engine(settings.engine).open_writer(settings.data, fingerprint(settings))


def published(settings: Settings) -> IndexInfo | None:
    """Return what the newest generation says of itself, or None where there is none. Cheap: no index is opened, no library loaded."""
    folder = generations.home(settings.data, settings.engine, fingerprint(settings))
    name = generations.current_name(folder)
    if name is None:
        return None
    newest = manifest.read(folder / name)
    return IndexInfo(newest.engine, name, newest.documents, newest.built)


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise EngineUnknown(f"there is no engine {name!r}; there are: {', '.join(ENGINES)}")
    if importlib.util.find_spec(name) is None:
        raise EngineUnknown(f"the engine {name} needs a library that is not installed: pip install '.[{name}]' (docs/engines.md)")
    return cast("Engine", importlib.import_module(ENGINES[name]))
