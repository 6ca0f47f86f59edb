"""Standing: what status.json says, read when it has changed. 20,000 sources are 20 MB, which nobody should wait for with every page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from search import sources
from search.sources import AddressStatus, SiteStatus, SourceStatus, Status
from web.shown import shown_name

Stamp = tuple[int, int, int]
"""A state of the file: its time in nanoseconds, its size and its inode, as `reindex` puts a new file in its place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source, or an address of a list that is a source."""

    source: SourceStatus
    address: AddressStatus | None = None

    @property
    def is_wrong(self) -> bool:
        """True where it is gone or has an error of its own, or where a part of it has one that stands nowhere else."""
        if self.address:
            return self.address.state in {"failed", "gone"} or bool(self.address.error)
        return self.source.missing or (self.source.is_wrong and not self._elsewhere)

    @property
    def _elsewhere(self) -> bool:
        """True where all of its errors are those of addresses, which have entries of their own."""
        failed = sum(bool(address.error) for address in self.source.addresses)
        return bool(failed) and failed >= self.source.failed


@dataclass(frozen=True, slots=True)
class Known:
    """The status, and what a page needs of all of it. What is looked for in names stands folded, in the same order."""

    status: Status
    stamp: Stamp
    site_names: tuple[str, ...]
    entries: tuple[Entry, ...]
    entry_names: tuple[str, ...]
    feeds: int
    gaps: int
    wrong: int


class Standing:
    """Keeps what the file said when it was read last. Safe to use from several threads."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._lock = threading.Lock()
        self._kept: Known | None = None

    def read(self, data: Path) -> Known | None:
        """Return what the file of the data folder says, or None where there is none. Raises ArchiveError where it cannot be understood."""
        stamp = stamp_of(data)
        kept = self._kept  # read once: another thread may replace it
        if stamp is None or (kept and kept.stamp == stamp):
            return kept if stamp else None
        with self._lock:  # one thread reads, the others wait for what it found
            if self._kept is None or self._kept.stamp != stamp:
                status = sources.read(data)
                # What was put in place after the look at its stamp is read once more next time.
                self._kept = _known(status, stamp) if status else None
            return self._kept


def stamp_of(data: Path) -> Stamp | None:
    """Return in which state the file is, or None where there is none."""
    try:
        found = (data / sources.FILE).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _known(status: Status, stamp: Stamp) -> Known:
    entries = tuple(Entry(source, address) for source in status.sources for address in (None, *source.addresses))
    return Known(
        status=status,
        stamp=stamp,
        site_names=tuple(map(_site_name, status.sites)),
        entries=entries,
        entry_names=tuple(_folded(entry.address.url if entry.address else entry.source.name) for entry in entries),
        feeds=sum(len(site.feeds) for site in status.sites),
        gaps=sum(site.gap_count for site in status.sites),
        wrong=sum(entry.is_wrong for entry in entries),
    )


def _site_name(site: SiteStatus) -> str:
    """Return what a site is looked for by: its address and title, and the titles and addresses of its feeds as they are shown."""
    feeds = (part for feed in site.feeds for part in (feed.title, shown_name(feed.url or "")))
    return "\n".join((site.key, site.title, *feeds)).casefold()


def _folded(name: str) -> str:
    return shown_name(name).casefold()
