"""The roll: the files of a run's sources, called before reading and judged after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.ledger import Entry, Ledger
from index.report import Left, Problem
from index.sources import files
from index.sources.files import Root


@dataclass(frozen=True, slots=True)
class Roll:
    """What there is of the sources after reading. `useless` are roots that are new and gave no feed: they are not remembered."""

    documents: int
    ignored: int
    skipped: tuple[Left, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...]
    readable: bool
    useless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """The files of the roots before reading: what is known of each, and the path that opens it."""

    entries: tuple[Entry, ...]
    paths: dict[str, str]
    gone: tuple[str, ...]
    _roots: tuple[Root, ...]
    _new: frozenset[str]
    _problems: tuple[Problem, ...]

    @property
    def named(self) -> frozenset[int]:
        """The files that the user named one by one."""
        names = {root.name for root in self._roots}
        return frozenset(entry.file for entry in self.entries if entry.name in names)

    @property
    def local(self) -> tuple[Entry, ...]:
        """Return what is read from a file."""
        return tuple(entry for entry in self.entries if entry.kind == "file")

    def addresses(self, ledger: Ledger, wished: Collection[int]) -> tuple[Entry, ...]:
        """Return the addresses that the roots have, once their lists have been read; one that is missing only where it is wished."""
        found = {entry.file: entry for root in self._roots for entry in ledger.members(root) if entry.kind == "address"}
        return tuple(entry for entry in found.values() if not entry.missing or entry.file in wished)

    def roll(self, ledger: Ledger, gone: Sequence[str]) -> Roll:
        """Return what has become of the sources."""
        members = {root: ledger.members(root) for root in self._roots}
        entries = {entry.file: entry for some in members.values() for entry in some}
        named = {entry.file for root, some in members.items() for entry in some if entry.name == root.name}
        wrong = [entry for entry in entries.values() if entry.error and not entry.missing]
        barren = [root for root, some in members.items() if not any(entry.state == "feed" for entry in some)]
        problems = list(self._problems)
        problems += [
            Problem(entry.name, entry.error or "")
            for entry in wrong
            if entry.state != "ignored" or entry.file in named or entry.kind == "address"
        ]
        told = {problem.source for problem in problems}
        for root in barren:
            if root.kind in ("folder", "glob") and not any(
                name == root.name or name in {entry.name for entry in members[root]} for name in told
            ):
                problems.append(Problem(root.name, _nothing(root, members[root])))
        return Roll(
            documents=sum(entry.state == "feed" for entry in entries.values()),
            ignored=sum(
                entry.state == "ignored" and file not in named
                for file, entry in entries.items()
                if entry.kind != "address" and not entry.missing
            ),
            skipped=ledger.skipped(entries),
            problems=tuple(problems),
            gone=(*self.gone, *gone),
            readable=len(barren) < len(members) or not members,
            useless=tuple(root.name for root in barren if root.name in self._new),
        )


def call(ledger: Ledger, roots: Sequence[Root], data: Path, now: str, spooled: Path | None = None) -> Called:
    """Look at the roots and write down which files they have. Part of the caller's transaction.

    `spooled` holds what came on standard input, where that is a root.
    """
    entries: dict[int, Entry] = {}
    paths: dict[str, str] = {}
    gone: dict[str, None] = {}
    new: set[str] = set()
    problems: list[Problem] = []
    for root in roots:
        listing = files.listing(root, data)
        if ledger.remember(root):
            new.add(root.name)
        entered = ledger.enter(root, listing, now)
        entries |= {entry.file: entry for entry in entered.entries}
        paths |= {found.name: str(spooled) if root.kind == "input" else found.path for found in listing.files}
        gone |= dict.fromkeys(entered.gone)
        problems += [Problem(name, detail) for name, detail in listing.problems]
    return Called(tuple(entries.values()), paths, tuple(gone), tuple(roots), frozenset(new), tuple(problems))


def _nothing(root: Root, entries: Sequence[Entry]) -> str:
    if root.kind == "folder":
        return "no file in this folder is a feed"
    return "no file that it matches is a feed" if entries else "no file matches it"
