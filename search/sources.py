"""SourceStatus: what status.json says of sites, feeds and sources, written by `index` and read by `web` and `status`.

Dates are ISO 8601: those of posts in UTC, as the archive has them. What is as it is by default is not in the file, so that 20,000
sources stay some megabytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from search.errors import ArchiveError

Outcome = Literal["complete", "limit", "error", "not offered", "running"]
"""How the reading of a feed's history ended; `running` where it was interrupted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two saved states of a feed, one after the other, posts may have been lost: the two have none in common."""

    after: str
    """The newest post of the older one."""
    before: str
    """The oldest post of the newer one."""
    older: str
    """Name of the file or address that was saved."""
    newer: str

    @property
    def days(self) -> int:
        """How wide it is."""
        return (datetime.fromisoformat(self.before) - datetime.fromisoformat(self.after)).days


@dataclass(frozen=True, slots=True)
class History:
    """How the reading of older posts of an address ended, in one of five words and in one line for people."""

    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed: its title and address as they were last, its posts, and how many files and addresses showed it."""

    title: str
    url: str | None
    posts: int
    documents: int
    undated: int = 0
    first: str | None = None
    last: str | None = None
    gap_count: int = 0
    gaps: tuple[Gap, ...] = ()
    """The widest ones, in the order of time."""
    sources: tuple[int, ...] = ()
    """Places in `Status.sources` of those that hold it. A file written by an older release has none of these three keys."""
    checked: str | None = None
    """When one of its files and addresses was looked at last."""
    error: str | None = None
    """The last error of these, or None."""


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """One site, by its key as the facet `site` has it. Its posts are those that the facet counts, so that each post has one site."""

    key: str
    title: str
    url: str | None
    posts: int
    undated: int = 0
    first: str | None = None
    last: str | None = None
    months: tuple[tuple[int, tuple[int, ...]], ...] = ()
    """Pairs (year, posts of its twelve months) for the years that have posts, on the calendar of the setting `timezone`."""
    feeds: tuple[FeedStatus, ...] = ()

    @property
    def empty_months(self) -> tuple[int, int]:
        """How many months from the first to the last with posts have none, and how many months these are."""
        full = [year * 12 + at for year, counts in self.months for at, count in enumerate(counts) if count]
        span = full[-1] - full[0] + 1 if full else 0
        return span - len(full), span

    @property
    def gap_count(self) -> int:
        """How many gaps its feeds have."""
        return sum(feed.gap_count for feed in self.feeds)


@dataclass(frozen=True, slots=True)
class AddressStatus:
    """One address of a list. `state` is that of the ledger (feed, failed, new), or gone."""

    url: str
    state: str
    posts: int = 0
    undated: int = 0
    first: str | None = None
    last: str | None = None
    checked: str | None = None
    next_check: str | None = None
    """Not asked before, unless it is named."""
    error: str | None = None
    history: History | None = None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. `missing` is true where it is gone and its posts are kept; `error` is the last error in words, or None."""

    name: str
    kind: str
    posts: int
    documents: int
    """Feed documents that it consists of (files of a folder, addresses of a list)."""
    undated: int = 0
    first: str | None = None
    last: str | None = None
    checked: str | None = None
    missing: bool = False
    gone: int = 0
    """Documents that are gone; their posts are kept."""
    failed: int = 0
    """Files and addresses with an error."""
    error: str | None = None
    next_check: str | None = None
    history: History | None = None
    """Both for a source that is an address."""
    addresses: tuple[AddressStatus, ...] = ()
    """For a source that is or holds a list."""

    @property
    def is_wrong(self) -> bool:
        """True where it is gone, or it or a part of it has an error."""
        return bool(self.error or self.missing or self.failed)


@dataclass(frozen=True, slots=True)
class Status:
    """The whole of status.json: the archive's uuid and change number, its counts, its sites and its sources."""

    archive: str
    change: int
    posts: int
    sightings: int
    undated: int = 0
    first: str | None = None
    last: str | None = None
    skipped: tuple[tuple[str, int], ...] = ()
    """Posts left out by rule: pairs (reason, count), most first."""
    sites: tuple[SiteStatus, ...] = ()
    """Most posts first."""
    sources: tuple[SourceStatus, ...] = ()
    """In the order in which they were named."""


FILE = "status.json"
"""Its name in the data folder."""


def read(data: Path) -> Status | None:
    """Return the status of a data folder, or None where there is none yet. Raises ArchiveError where the file cannot be understood."""
    path = data / FILE
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{path}: cannot be read ({type(error).__name__}); backissues reindex writes it again") from error


def record(status: Status) -> dict[str, Any]:
    """Return all that is known as JSON values, every key included."""
    return asdict(status)


def to_json(status: Status) -> str:
    """Return the text of status.json."""
    return json.dumps(_bare(status), ensure_ascii=False, separators=(",", ":")) + "\n"


def from_json(text: str) -> Status:
    """Return the status that a text of `to_json` says. Raises ValueError, KeyError, TypeError or AttributeError for any other text."""
    said = json.loads(text)
    sites = tuple(_site(site) for site in said.pop("sites", ()))
    sources = tuple(_source(source) for source in said.pop("sources", ()))
    skipped = tuple((str(reason), int(count)) for reason, count in said.pop("skipped", ()))
    return Status(**said, skipped=skipped, sites=sites, sources=sources)


def _bare(value: Any) -> Any:  # noqa: ANN401 - a dataclass or what stands in one
    """Return a dataclass as a dict without the fields that have their default; faster than asdict, which copies every value."""
    if is_dataclass(value):
        said = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _bare(one) for field, one in said if field.default is MISSING or one != field.default}
    return [_bare(one) for one in value] if isinstance(value, tuple) else value


def _several(make: Callable[..., Any], said: Any) -> tuple[Any, ...]:  # noqa: ANN401 - JSON
    return tuple(make(**one) for one in said)


def _site(said: dict[str, Any]) -> SiteStatus:
    months = tuple((int(year), tuple(map(int, counts))) for year, counts in said.pop("months", ()))
    feeds = tuple(_feed(feed) for feed in said.pop("feeds", ()))
    return SiteStatus(**said, months=months, feeds=feeds)


def _feed(said: dict[str, Any]) -> FeedStatus:
    gaps, sources = _several(Gap, said.pop("gaps", ())), tuple(map(int, said.pop("sources", ())))
    return FeedStatus(**said, gaps=gaps, sources=sources)


def _source(said: dict[str, Any]) -> SourceStatus:
    addresses = tuple(AddressStatus(**address | _history(address)) for address in said.pop("addresses", ()))
    return SourceStatus(**said | _history(said), addresses=addresses)


def _history(said: dict[str, Any]) -> dict[str, History]:
    return {"history": History(**said["history"])} if "history" in said else {}
