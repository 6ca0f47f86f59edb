"""Report: what a run of reindex did, with every post that was left out and every problem by name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index.backlog import Counts
from search.visible import visible

if TYPE_CHECKING:
    from search.page import IndexInfo

DONE, FAILED, WITH_PROBLEMS = 0, 1, 3
"""Exit codes of a run (interface.md)."""


@dataclass(frozen=True, slots=True)
class Left:
    """A post that was left out by rule, or `count` of its parts."""

    source: str
    post: str
    reason: str
    count: int = 1

    def record(self) -> dict[str, Any]:
        """Return it as JSON values (interface.md): `count` where it is more than one."""
        said: dict[str, Any] = {"source": self.source, "post": self.post, "reason": self.reason}
        return said | {"count": self.count} if self.count > 1 else said


def listing(skipped: Iterable[Left], *, as_json: bool) -> Iterator[str]:
    """Yield the lines that list posts that were left out, or those of a JSON object.

    A line is source, reason and post, and the count where it is more than 1, with tabs between them.
    """
    if not as_json:
        for left in skipped:
            cells = [left.source, left.reason, left.post, *([str(left.count)] if left.count > 1 else [])]
            yield "\t".join(map(visible, cells))
        return
    before = '{"skipped": ['
    for left in skipped:
        yield before
        before = f"{json.dumps(left.record())},"
    yield from [f"{before}]}}"] if before.endswith("[") else [before.removesuffix(","), "]}"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, and with which source."""

    source: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run. What is said of sources, documents and files is said of the sources of this run, what of posts of the index."""

    sources: int
    documents: int
    """Feed documents that the sources consist of."""
    documents_read: int
    posts: Counts
    duplicates: int
    ignored: int
    skipped: tuple[Left, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...]
    """Files that went missing since the last run."""
    first: str | None
    last: str | None
    readable: bool
    """False where none of the sources could be read."""
    index: IndexInfo | None
    seconds: float
    unfinished: int = 0
    """Histories of addresses that reached a limit of this run; the next one goes on with them."""

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        if not self.readable:
            return FAILED
        return WITH_PROBLEMS if self.problems else DONE

    def record(self) -> dict[str, Any]:
        """Return the report as JSON values (interface.md)."""
        index = self.index
        return {
            "sources": self.sources,
            "documents_read": self.documents_read,
            "posts": asdict(self.posts),
            "duplicates": self.duplicates,
            "ignored": self.ignored,
            "skipped": [left.record() for left in self.skipped],
            "problems": [asdict(problem) for problem in self.problems],
            "missing": list(self.gone),
            "histories_unfinished": self.unfinished,
            "index": {"engine": index.engine, "generation": index.generation, "documents": index.documents} if index else None,
            "seconds": round(self.seconds, 2),
        }

    def summary(self) -> str:
        """Return the report in one line for people."""
        posts = self.posts
        total = posts.added + posts.changed + posts.unchanged
        news = ((posts.added, "new"), (posts.changed, "changed"), (posts.removed, "removed"))
        changes = ", ".join(f"{count:,} {what}" for count, what in news if count) or "nothing new"
        span = f" {self.first[:7]} to {self.last[:7]}" if self.first and self.last else ""
        parts = [f"{total:,} {_plural('post', total)}{span} ({changes}) in {self.documents:,} {_plural('document', self.documents)}"]
        parts += [f"{count:,} {what}" for count, what in self._asides() if count]
        if self.index:
            parts.append(f"index generation {self.index.generation.lstrip('0')}, {self.index.documents:,} posts, {self.seconds:.1f} s")
        return "; ".join(parts)

    def _asides(self) -> list[tuple[int, str]]:
        reasons = Counter[str]()
        for left in self.skipped:
            reasons[left.reason] += left.count
        by_count = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        return [
            (self.duplicates, _plural("duplicate", self.duplicates)),
            (reasons.total(), f"skipped: {', '.join(f'{count:,} {reason}' for reason, count in by_count)}"),
            (self.ignored, "ignored"),
            (self.unfinished, f"{_plural('history', self.unfinished)} to go on with"),
            (len(self.problems), _plural("problem", len(self.problems))),
        ]


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}s"
