"""Intake: files, and answers that became files, through the workers into the archive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from index import tasks
from index.archive import Archive
from index.formats.found import Options, Unreadable
from index.ledger import Entry
from index.sources.answers import Fetched
from index.taking import End, Rules, Taking
from index.tasks import ToRead
from index.workers import Failure, Pool
from search.settings import Settings


class Intake:
    """Reads into the archive of a run. Raises ArchiveError."""

    def __init__(self, settings: Settings, archive: Archive, pool: Pool, now: str) -> None:
        """Take what the run shares; `now` is ISO 8601 in UTC."""
        self._settings = settings
        self.archive = archive
        self._pool = pool
        self._now = now
        self.documents = 0
        """Feed documents read so far."""

    def files(
        self, entries: Sequence[Entry], paths: dict[str, str], named: Collection[int], told: Callable[[int], None], *, full: bool
    ) -> None:
        """Take in files; those that the user `named` may be lists of addresses. With `full`, unchanged bytes are read too."""
        asked = self._settings.posts
        known = [None if full else entry.known(comments=asked.comments, pages=asked.pages) for entry in entries]
        to_read = [self._task(entry.file, paths[entry.name], entry.name, sha256) for entry, sha256 in zip(entries, known, strict=True)]
        takings: dict[int, Taking] = {}
        for done in self._pool.run(tasks.read, to_read):
            file = done.task.file
            if file not in takings:
                rules = Rules(comments=asked.comments, lists=file in named)
                takings[file] = self.archive.taking(file, self._now, rules)
                told(len(takings))
            if isinstance(done.result, Failure | Unreadable):
                takings[file].fail(done.result.detail)
            else:
                takings[file].take(done.result)
        self.documents += sum(taking.documents for taking in takings.values())

    def answer(
        self, file: int, answer: Fetched, sha256: str | None, *, end: End, page: bool = False, fills_in: bool = False
    ) -> tuple[Taking, str | None]:
        """Take in what an address answered; return what came of it, and what kept it from being read whole, or None."""
        rules = Rules(comments=self._settings.posts.comments, lists=not page, page=page, fills_in=fills_in)
        taking = self.archive.taking(file, self._now, rules, end)
        task = self._task(file, answer.path, answer.url, sha256, charset=answer.charset, modified=_modified(answer))
        problem = None
        for done in self._pool.run(tasks.read, [task]):
            if isinstance(done.result, Failure | Unreadable):
                problem = done.result.detail
            else:
                taking.take(done.result)
        Path(answer.path).unlink(missing_ok=True)
        self.documents += taking.documents
        return taking, problem

    def _task(
        self, file: int, path: str, location: str, sha256: str | None, *, charset: str | None = None, modified: str | None = None
    ) -> ToRead:
        options = Options(self._settings.posts.pages, self._settings.index.file_megabytes, charset)
        return ToRead(file, path, location, sha256, options, modified, self.archive.rewriting)


def _modified(answer: Fetched) -> str:
    """Return when the body was made: Last-Modified, which is never later than the answer; else when it came."""
    try:
        said = parsedate_to_datetime(answer.last_modified or "")
    except ValueError:
        return answer.received
    moment = (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    received = datetime.fromisoformat(answer.received)
    return min(moment, received).isoformat(timespec="seconds")
