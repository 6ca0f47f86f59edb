"""Reindex: the pipeline from sources to the index, read from top to bottom.

What is read is in the archive before anything else happens with it, and the index follows the archive's change numbers: a run that
is killed at any point is gone on with by the next one. The caller holds the engine's lock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from index import tasks
from index.archive import Archive
from index.backlog import Look, Pending
from index.intake import Intake
from index.report import Problem, Report
from index.rewriting import rewriting
from index.roll import Called, Roll, call
from index.sources import files, standard
from index.sources.files import Root
from index.tasks import ToLook
from index.workers import Failure, Limits, Pool
from search.document import Change, Position, Removal
from search.errors import SourceError, UsageError
from search.page import IndexInfo
from search.port import Indexable
from search.settings import Settings

BATCH = 64
"""Posts that a worker looks at in one task: 0.1 s of work, so that passing tasks costs nothing and no process waits long at the end."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0: nobody knows)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to do. Without sources, all remembered ones are read; `full` reads every file again and builds the index anew."""

    sources: tuple[str, ...]
    full: bool
    now: datetime
    """Aware UTC."""
    history: bool = False
    """Whether the history of addresses is walked again."""
    repeated: bool = False
    """True where nobody asked for just this run: addresses that are to be left alone are."""


@dataclass(slots=True)
class _Run:
    """What the steps of a run share, and what they have found so far."""

    settings: Settings
    archive: Archive
    engine: Indexable
    pool: Pool
    intake: Intake
    now: str
    progress: Progress
    problems: list[Problem] = field(default_factory=list)
    unfinished: int = 0
    """Histories that the next run goes on with."""


def reindex(
    settings: Settings, engine: Indexable, request: Request, published: Callable[[], IndexInfo | None], progress: Progress
) -> Report:
    """Read sources into the archive and bring the index up to it. Raises SourceError, UsageError, ArchiveError and what engines raise."""
    started = time.monotonic()
    roots, unknown = roots_of(request.sources)
    limits = settings.index
    size = limits.workers or os.cpu_count() or 1
    with (
        Archive(settings.data, rewriting(settings.links.rewrite)) as archive,
        Pool(Limits(size, limits.parse_seconds, limits.parse_megabytes)) as pool,
    ):
        now = request.now.isoformat(timespec="seconds")
        run = _Run(settings, archive, engine, pool, Intake(settings, archive, pool, now), now, progress, list(unknown))
        known = archive.ledger.roots()
        chosen = roots if request.sources else tuple(root for root in known if root.kind != "input")
        if not (chosen or known):
            raise UsageError("no source is remembered yet: backissues reindex SOURCE")
        roll = _read(run, request, chosen)
        # Where nothing can be read (no network), what is held is indexed all the same: a new release may need another index.
        reached = _index(run, full=request.full) if roll.readable or archive.count() else archive.backlog.change()
        status = archive.write_status(settings.data, settings.timezone)
        return Report(
            sources=len(chosen),
            documents=roll.documents,
            documents_read=run.intake.documents,
            posts=archive.backlog.counts(reached),
            duplicates=status.sightings - status.posts,
            ignored=roll.ignored,
            skipped=roll.skipped,
            problems=(*run.problems, *roll.problems),
            gone=roll.gone,
            first=status.first,
            last=status.last,
            readable=roll.readable,
            unfinished=run.unfinished,
            index=published(),
            seconds=time.monotonic() - started,
        )


def roots_of(sources: Sequence[str]) -> tuple[tuple[Root, ...], tuple[Problem, ...]]:
    """Return what the sources mean, and a problem for each that means nothing. Raises SourceError where none means anything."""
    roots: dict[str, Root] = {}
    problems: list[Problem] = []
    for source in sources:
        try:
            root = files.root_of(source)
            roots[root.name] = root
        except SourceError as error:
            problems.append(Problem(source, str(error).removeprefix(f"{source}: ")))
    if problems and not roots:
        raise SourceError("; ".join(f"{problem.source}: {problem.detail}" for problem in problems))
    return tuple(roots.values()), tuple(problems)


def update(settings: Settings, archive: Archive, engine: Indexable, progress: Progress) -> tuple[Problem, ...]:
    """Build the index anew from the archive, without any file of the old one, and write the status: what was forgotten is nowhere."""
    limits = settings.index
    size = limits.workers or os.cpu_count() or 1
    with Pool(Limits(size, limits.parse_seconds, limits.parse_megabytes)) as pool:
        run = _Run(settings, archive, engine, pool, Intake(settings, archive, pool, ""), "", progress)
        _index(run, full=True)
    archive.write_status(settings.data, settings.timezone)
    return tuple(run.problems)


def _read(run: _Run, request: Request, roots: Sequence[Root]) -> Roll:
    """Read what has changed in the sources, one transaction for each document; return what there is of them now."""
    archive, asked, full = run.archive, run.settings.posts, request.full
    with tempfile.TemporaryDirectory(prefix="backissues-") as folder:
        spooled = (
            standard.spool(getattr(sys.stdin, "buffer", None), Path(folder), run.settings.index.file_megabytes)
            if _takes_input(roots)
            else None
        )
        with archive.transaction():
            called = call(archive.ledger, roots, run.settings.data, run.now, spooled)
            stamps = {entry.file: files.stamp(called.paths[entry.name]) for entry in called.local}
            changed = [
                entry
                for entry in called.local
                if full or not entry.unchanged(stamps[entry.file], comments=asked.comments, pages=asked.pages)
            ]
            archive.ledger.checked([entry.file for entry in called.local], run.now)
        sizes = {file: stamp.size for file, stamp in stamps.items() if stamp}
        changed.sort(key=lambda entry: -sizes.get(entry.file, 0))  # so that no process is left with a large file when the others have ended
        run.intake.files(changed, called.paths, called.named, lambda at: run.progress("Reading", at, len(changed)), full=full)
        gone = _fetch(run, request, called, Path(folder))
    roll = called.roll(archive.ledger, gone)
    archive.drop_roots(roll.useless)
    if archive.purge:
        archive.wipe()
    return roll


def _takes_input(roots: Sequence[Root]) -> bool:
    return any(root.kind == "input" for root in roots)


def _fetch(run: _Run, request: Request, called: Called, folder: Path) -> tuple[str, ...]:
    """Read the addresses among the sources; return those that are gone for good."""
    wished = called.named if request.sources and not request.repeated else frozenset[int]()
    entries = called.addresses(run.archive.ledger, wished)
    if not entries:
        return ()
    # 0.4 s to load the HTTP library and the parser of web pages, which a run without addresses need not wait for.
    from index.fetching import Fetching, Key, Wish  # noqa: PLC0415 - as said
    from index.sources.hosts import Hosts  # noqa: PLC0415 - as said
    from index.sources.http import Client  # noqa: PLC0415 - as said
    from index.walking import Walking  # noqa: PLC0415 - as said

    settings = run.settings
    walking = Walking(run.intake, settings.history)
    wish = Wish(wished, request.full, request.history)
    with Client(settings.fetch, folder, now=lambda: datetime.now(UTC)) as client, Hosts[Key](client.get, settings.fetch) as hosts:
        fetching = Fetching(hosts, run.intake, walking, request.now, wish)
        for told in fetching.run(entries):
            run.progress("Fetching", told.addresses, told.of)
            if told.pages:
                run.progress("Reading history", told.pages, 0)
    run.problems += walking.stopped
    run.unfinished = walking.unfinished
    return tuple(fetching.gone)


def _index(run: _Run, *, full: bool) -> int:
    """Bring the index up to the archive; return the change number that it was at before (-1: there was none)."""
    archive, reached = run.archive, run.engine.reached()
    # An index that is ahead of the archive followed another future of it: the archive was put back from a copy.
    known = reached is not None and reached.archive == archive.uuid and reached.change <= archive.backlog.change()
    before = reached.change if reached and known else -1
    rebuild = full or not known or archive.purge or run.engine.worn
    pending = archive.backlog.pending(before, full=rebuild)
    position = Position(archive.uuid, pending.number)
    changes = _changes(run, pending, before, rebuild=rebuild)
    if rebuild:
        run.engine.rebuild((change for change in changes if not isinstance(change, Removal)), position)
        archive.purged()
    elif (first := next(changes, None)) is not None:
        run.engine.apply(chain([first], changes), position)
    return before


def _changes(run: _Run, pending: Pending, before: int, *, rebuild: bool) -> Iterator[Change]:
    """Give what is new of the pending posts, and at the end write down how they look now.

    The archive gives the number before the index has it: of a run that is killed between the two, the next one gives it all again.
    """
    backlog, looks, failed, given = run.archive.backlog, list[Look](), list[str](), rebuild or bool(pending.removed)
    yield from map(Removal, pending.removed)
    # What has changed since then is to be given, whatever its digest says.
    known = {post: digest for post, (digest, change) in pending.posts.items() if digest and change <= before and not rebuild}
    for at, (post, looked) in enumerate(_looked(run, tuple(pending.posts), known), 1):
        if isinstance(looked, Failure):
            run.problems.append(Problem(f"post {post}", looked.detail))
            failed.append(post)
            continue
        looks.append(looked.look)
        if looked.post is not None:
            given = True
            yield looked.post
        run.progress("Indexing", at, len(pending.posts))
    with run.archive.transaction():
        backlog.remove(pending.removed, pending.number)
        backlog.changed(looks, pending.number)
        backlog.failed(failed, absent=rebuild)
        if given:
            backlog.advance(pending.number)


def _looked(run: _Run, posts: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[str, tasks.Looked | Failure]]:
    """Give each post as it looks now. A task that fails is tried again post by post, so that one bad post costs no other."""
    again: list[str] = []

    def task(some: Sequence[str]) -> ToLook:
        digests = {post: known[post] for post in some if post in known}
        return ToLook(run.settings.data, tuple(some), run.settings.posts, run.engine.prepare, digests, run.archive.rewriting)

    batches = (task(posts[at : at + BATCH]) for at in range(0, len(posts), BATCH))
    for done in run.pool.run(tasks.look, batches):
        if isinstance(done.result, Failure):
            again += done.task.posts
        else:
            yield from ((looked.look.post, looked) for looked in done.result)
    for single in run.pool.run(tasks.look, [task([post]) for post in again]):
        yield single.task.posts[0], single.result if isinstance(single.result, Failure) else single.result[0]
