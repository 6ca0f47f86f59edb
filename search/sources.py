"""SourceStatus: what status.json says of a source, written by `index` and read by `web` and `status`."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from search.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed of a source: its title and address, the posts that this source has of it, its first and last date (ISO 8601)."""

    title: str
    url: str | None
    site: str
    posts: int
    undated: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. `missing` is true where it is gone and its posts are kept; `error` is the last error in words, or None."""

    name: str
    kind: str
    posts: int
    documents: int
    """Feed documents that it consists of (files of a folder)."""
    feeds: tuple[FeedStatus, ...] = ()
    first: str | None = None
    last: str | None = None
    checked: str | None = None
    missing: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The whole of status.json: the archive's uuid and change number, its counts and its sources."""

    archive: str
    change: int
    posts: int
    sightings: int
    skipped: tuple[tuple[str, int], ...] = ()
    """Posts left out by rule: pairs (reason, count)."""
    sources: tuple[SourceStatus, ...] = ()


FILE = "status.json"
"""Its name in the data folder."""


def read(data: Path) -> Status | None:
    """Return the status of a data folder, or None where there is none yet. Raises ArchiveError where the file cannot be understood."""
    path = data / FILE
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: cannot be read ({type(error).__name__}); backissues reindex writes it again") from error


def to_json(status: Status) -> str:
    """Return the text of status.json."""
    return json.dumps(dataclasses.asdict(status), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Status:
    """Return the status that a text of `to_json` says. Raises ValueError, KeyError or TypeError for any other text."""
    said = json.loads(text)
    sources = tuple(
        SourceStatus(**{**source, "feeds": tuple(FeedStatus(**feed) for feed in source["feeds"])}) for source in said.pop("sources")
    )
    skipped = tuple((str(reason), int(count)) for reason, count in said.pop("skipped"))
    return Status(**said, sources=sources, skipped=skipped)
