"""Tasks: what workers do. Reading: a file -> its feed document with the keys of its items. Looking: posts -> documents and terms."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index import identity
from index.archive import Reading
from index.backlog import Look
from index.holdings import Holding, Holdings
from index.sources import files
from index.sources.files import Stamp
from search.analysis import Analyzer
from search.document import Analysed
from search.errors import SourceError
from search.settings import PostSettings


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file to read. `sha256` is what its bytes were last time, or None to read it whatever they are."""

    file: int
    path: str
    sha256: str | None
    megabytes: int


@dataclass(frozen=True, slots=True)
class Same:
    """The file has another stamp and the same bytes."""

    stamp: Stamp


@dataclass(frozen=True, slots=True)
class NoFeed:
    """The file was read and is no feed; `detail` says what of it is not as it should be."""

    stamp: Stamp
    sha256: str
    detail: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file could not be read."""

    detail: str


Read = Reading | Same | NoFeed | Unreadable


def read(task: ToRead) -> Read:
    """Read a file and parse it."""
    from index import formats  # noqa: PLC0415 - 0.4 s to load the parsers, which only workers need

    try:
        content, stamp = files.read(task.path, task.megabytes)
    except SourceError as error:
        return Unreadable(str(error))
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 == task.sha256:
        return Same(stamp)
    if not content.strip():
        return NoFeed(stamp, sha256, "the file is empty")
    try:
        document = formats.read(content, task.path)
    except formats.NotReadable as error:
        return Unreadable(str(error))
    if document is None:
        return NoFeed(stamp, sha256, "not a feed")
    keys = tuple(identity.keys_of(sighting, document.channel) for sighting in document.sightings)
    modified = datetime.fromtimestamp(stamp.mtime / 1e9, UTC).isoformat(timespec="seconds")
    return Reading(stamp, sha256, modified, document, keys)


@dataclass(frozen=True, slots=True)
class ToLook:
    """Posts to look at, of the archive of a data folder."""

    data: Path
    posts: tuple[str, ...]
    settings: PostSettings


@dataclass(frozen=True, slots=True)
class Looked:
    """A post as it is indexed, and by what it is told from what it was."""

    analysed: Analysed
    look: Look


def look(task: ToLook) -> list[Looked]:
    """Clean and analyse posts."""
    with Holdings(task.data) as holdings:
        posts = holdings.posts(task.posts)
    return list(_looked(posts, task.settings))


def _looked(posts: Iterable[Holding], settings: PostSettings) -> Iterable[Looked]:
    from index.documents import to_document  # noqa: PLC0415 - loads the HTML parser, which only workers need

    analyzer = _analyzer()
    for post in posts:
        document = to_document(post, settings)
        digest = hashlib.sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()
        yield Looked(analyzer.analyse(document), Look(post.id, digest, document.date.isoformat() if document.date else None))


@functools.cache
def _analyzer() -> Analyzer:
    """Return the analyzer of this process: what it remembers of words serves all tasks."""
    return Analyzer()
