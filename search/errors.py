"""What can go wrong, in words for people.

Every error of ours is a `BackissuesError`. Its message is one line that names the thing and the way out. Which exit code, HTTP
status and stable code belong to which class stands in `OUTCOMES` and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass


class BackissuesError(Exception):
    """Base of all errors that a user may see. `str(error)` is one line for people."""


class UsageError(BackissuesError):
    """The command, a setting or an option is wrong."""


class SourceError(BackissuesError):
    """A source cannot be read: missing, unreadable, no feed, or no source has that name."""


class ArchiveError(BackissuesError):
    """The archive cannot be opened or written; what it holds is untouched."""


class EngineBusy(BackissuesError):
    """Another process is writing this data folder."""


class EngineUnknown(BackissuesError):
    """No engine has that name, or the library that it needs is not installed."""


class IndexMissing(BackissuesError):
    """There is no index yet."""


class IndexOutdated(BackissuesError):
    """The index was built under other rules (its fingerprint differs); `backissues reindex` builds the right one."""


class IndexDamaged(BackissuesError):
    """Files of the index are not what its manifest says, or their owner is not to be trusted."""


class Overloaded(BackissuesError):
    """Too many searches at once."""


class PostNotFound(BackissuesError):
    """No post has that id or address."""


class FacetNotFound(BackissuesError):
    """No facet has that name."""


class QueryTooLong(BackissuesError):
    """The query text is over the limit."""


class BadParameter(BackissuesError):
    """A known parameter has a value that cannot be used.

    `problems` are pairs (parameter, detail), one for each bad value.
    """

    def __init__(self, *problems: tuple[str, str]) -> None:
        """Take the pairs (parameter, detail)."""
        super().__init__("; ".join(f"{name}: {detail}" for name, detail in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an error means outside: the exit code of the command, the HTTP status, the stable code and title in JSON."""

    exit_code: int
    status: int
    code: str
    title: str
    retry_after: int | None = None
    """Seconds after which a program may ask again; None where asking again is of no use."""


OUTCOMES: dict[type[BackissuesError], Outcome] = {
    BackissuesError: Outcome(1, 500, "failed", "Something went wrong"),
    UsageError: Outcome(2, 400, "usage", "Wrong usage"),
    SourceError: Outcome(1, 404, "no-source", "No such source"),
    ArchiveError: Outcome(1, 503, "archive", "The archive cannot be used"),
    EngineBusy: Outcome(4, 503, "busy", "Another reindex is running", 30),
    EngineUnknown: Outcome(2, 500, "no-engine", "No such engine"),
    IndexMissing: Outcome(1, 503, "no-index", "There is no index yet", 10),
    IndexOutdated: Outcome(1, 503, "index-outdated", "The index must be built again", 60),
    IndexDamaged: Outcome(1, 503, "index-damaged", "The index is damaged", 60),
    Overloaded: Outcome(1, 503, "overloaded", "Too many searches at once", 2),
    PostNotFound: Outcome(1, 404, "no-post", "No such post"),
    FacetNotFound: Outcome(1, 404, "no-facet", "No such facet"),
    QueryTooLong: Outcome(2, 414, "query-too-long", "The query is too long"),
    BadParameter: Outcome(2, 400, "bad-parameter", "A parameter cannot be used"),
}


def outcome(error: BackissuesError) -> Outcome:
    """Return the outcome of the error's class, or of the nearest class above it."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)
