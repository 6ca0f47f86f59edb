"""What is asked of an address, and what comes of it: one kind of answer for each thing that a caller does about it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

_PASSING = (408, 425, 429)
"""Statuses below 500 after which the next try may fare better: too slow, too early, too many requests."""
_SERVER = 500


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to fetch. `etag` and `last_modified` are what came with the state of it that is known already, if any is."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer. Its body is a file, which belongs to whoever takes the answer."""

    url: str
    """Where it was found after all redirects, without user name, password and fragment."""
    moved: str | None
    """The address to ask from now on: where redirects led that were all permanent (301, 308); else None."""
    path: str
    """The file of the body, decompressed."""
    size: int
    """Bytes of that file; more than 0."""
    charset: str | None
    """Of Content-Type, lower case; it may lie."""
    etag: str | None
    last_modified: str | None
    received: str
    """ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """What is known already is still so (304)."""

    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The site says that there will never be anything there again (410)."""

    detail: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing that can be used, for a reason in one line for people. It may be otherwise next time."""

    detail: str
    wait: float | None = None
    """Seconds for which the host asked to be left alone (Retry-After), at most a day; None where it did not."""
    status: int | None = None
    """The status of the answer where that is the reason."""

    @property
    def passing(self) -> bool:
        """Whether the next run may fare better: no whole answer came, or one of a host in trouble."""
        return self.status is None or self.status in _PASSING or self.status >= _SERVER


Answer = Fetched | NotModified | Gone | Refused


class Refusal(Exception):
    """Ends a fetch. Its text is the detail of a `Refused`."""

    def __init__(self, detail: str, wait: float | None = None, status: int | None = None) -> None:
        """Take what a `Refused` is made of."""
        super().__init__(detail)
        self.wait = wait
        self.status = status


def masked(url: str) -> str:
    """Return an address as it may be shown and logged: `***` for a user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no IPv6 address
        return url.rpartition("@")[2]
    _, at, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"***@{place}")) if at else url
