"""Tasks: what workers do. Reading: a file -> what is in it, with the keys of its items. Looking: posts -> documents and terms."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index import links
from index.backlog import Look
from index.formats.found import Found, Options, Unreadable
from index.holdings import Holding, Holdings
from index.reading import Reading, Same, Whole
from index.rewriting import AS_PUBLISHED, Rewriting
from index.sighting import FeedDocument
from index.sources import files
from index.withdrawal import withdrawals
from search.document import Analysed, Ready
from search.errors import SourceError
from search.settings import PostSettings

if TYPE_CHECKING:
    from search.analysis import Analyzer


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file to read. `sha256` is what its bytes were last time, or None to read it whatever they are.

    `location` is the address that it was fetched from or its own name; `modified` the time of its bytes (ISO 8601 in UTC) where the
    file's own time does not tell.
    """

    file: int
    path: str
    location: str
    sha256: str | None
    options: Options
    modified: str | None = None
    rewriting: Rewriting = AS_PUBLISHED


def read(task: ToRead) -> Iterator[Reading | Same | Unreadable]:
    """Read a file and parse it; its last reading is whole."""
    from index.formats import contents  # noqa: PLC0415 - 0.4 s to load the parsers, which only workers need

    try:
        file, stamp = files.opened(task.path)
    except SourceError as error:
        yield Unreadable(str(error))
        return
    with file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if sha256 == task.sha256:
            yield Same(stamp)
            return
        file.seek(0)
        modified = task.modified or datetime.fromtimestamp(stamp.mtime / 1e9, UTC).isoformat(timespec="seconds")
        last: Reading | None = None
        for found in contents.read(file, task.location, task.options):
            if last:
                yield last
            last = _reading(found, modified, task)
        if last:
            yield replace(last, whole=Whole(stamp, sha256))


def _reading(found: Found, modified: str, task: ToRead) -> Reading:
    document = found.content
    if not isinstance(document, FeedDocument):
        return Reading(found, modified)
    channel, rewriting = document.channel, task.rewriting
    keys = tuple(rewriting.keys(sighting, channel) for sighting in document.sightings)
    address, home = links.absolute(task.location), rewriting.channel(channel).link
    foreign = address and home and links.host(rewriting.link(address)) != links.host(home)
    return Reading(found, modified, keys, withdrawals(document.withdrawn, channel, rewriting, foreign=bool(foreign)))


@dataclass(frozen=True, slots=True)
class ToLook:
    """Posts to look at, of the archive of a data folder.

    `prepare` is that of the engine. `known` are the digests of documents that it has already: one that is still the same is not given.
    """

    data: Path
    posts: tuple[str, ...]
    settings: PostSettings
    prepare: Callable[[Analysed], Ready]
    known: Mapping[str, str] = field(default_factory=dict)
    rewriting: Rewriting = AS_PUBLISHED


@dataclass(frozen=True, slots=True)
class Looked:
    """By what a post is told from what it was, and the post as it is indexed; None where the index has it so."""

    look: Look
    post: Ready | None


def look(task: ToLook) -> Iterator[list[Looked]]:
    """Clean and analyse posts; all that were found come in one list."""
    with Holdings(task.data) as holdings:
        posts = holdings.posts(task.posts)
    yield list(_looked(posts, task))


def _looked(posts: Iterable[Holding], task: ToLook) -> Iterable[Looked]:
    from index.documents import to_document  # noqa: PLC0415 - loads the HTML parser, which only workers need

    analyzer = _analyzer()
    for post in posts:
        document = to_document(post, task.settings, task.rewriting)
        digest = hashlib.sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()
        date = document.date.isoformat() if document.date else None
        new = None if task.known.get(post.id) == digest else task.prepare(analyzer.analyse(document))
        yield Looked(Look(post.id, digest, date, document.site.key), new)


@functools.cache
def _analyzer() -> Analyzer:
    """Return the analyzer of this process: what it remembers of words serves all tasks."""
    from search.analysis import Analyzer  # noqa: PLC0415 - loads the stemmer and numpy, which only workers need

    return Analyzer()
