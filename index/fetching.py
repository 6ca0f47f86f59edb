"""Fetching: addresses -> the archive. Which address is asked when, and what its answer means.

What is known of an address and the posts that go with it are written in one transaction. Where a feed may be besides is decided in
`places.py`; its history is walked by `walking.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from index.addresses import Address
from index.formats.found import NoFeed, Subscriptions, Unreadable, WebPage
from index.intake import Intake
from index.ledger import Entry
from index.places import Front
from index.reading import Whole
from index.sighting import FeedDocument
from index.sources import retries
from index.sources.answers import Answer, Ask, Fetched, Gone, NotModified, Refused
from index.sources.hosts import Hosts
from index.taking import WEB_PAGE, Taking
from index.walking import Walking


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of the addresses: `named` were named in this run; `full` reads what is unchanged too; `history` walks it again."""

    named: frozenset[int]
    full: bool
    history: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an address's history is asked."""

    entry: Entry


Key = Front | Page


@dataclass(frozen=True, slots=True)
class Told:
    """How far the work is: addresses done of those that there are so far, and pages of histories read."""

    addresses: int
    of: int
    pages: int


def _passed_by(taking: Taking, held: int) -> bool:
    """Return whether all that a feed shows is new, so that posts may have passed through it since it was read last."""
    return held > 0 and taking.new >= taking.items > 0


class Fetching:
    """Asks addresses until all that is wanted of them is in the archive.

    Raises ArchiveError, and SourceError where there is no room for an answer.
    """

    def __init__(self, hosts: Hosts[Key], intake: Intake, walking: Walking, now: datetime, wish: Wish) -> None:
        """Take what the run shares; `now` is aware UTC."""
        self._archive = intake.archive
        self._hosts = hosts
        self._intake = intake
        self._walking = walking
        self._now = now
        self._wish = wish
        self._asked: set[int] = set()
        self._open: set[int] = set()
        """Addresses whose own answer is still to come."""
        self.gone: list[str] = []
        """Addresses that said in this run that they are gone for good."""

    def run(self, entries: Sequence[Entry]) -> Iterator[Told]:
        """Ask these addresses, and those that lists name; yield how far it is after each answer."""
        pages = 0
        roots = {root.name for root in self._archive.ledger.roots()}
        for entry in entries:
            self._ask(entry)
        for key, answer in self._hosts.completed():
            file = key.entry.file
            if isinstance(key, Front):
                self._open.discard(file)
                self._take(key, answer, is_root=key.entry.name in roots)
            else:
                pages += 1
                self._turn(key.entry, answer)
            yield Told(len(self._asked) - len(self._open), len(self._asked), pages)

    def _ask(self, entry: Entry) -> None:
        """Have an address asked, unless it is to be left alone for now."""
        address = self._archive.addresses.of(entry.file, entry.name)
        rests = address.ended or self._is_early(address) or retries.paused(address.failures, "")
        if entry.file in self._asked or (rests and entry.file not in self._wish.named):
            return
        self._asked.add(entry.file)
        ask = Ask(address.url, address.etag, address.last_modified) if self._known(entry) else Ask(address.url)
        self._submit(Front.known(entry, address.url), ask)

    def _is_early(self, address: Address) -> bool:
        """Return whether an address said to wait. More than a day ahead is no such word: a clock was wrong."""
        until = address.wait_until or ""
        return self._said < until <= self._after(retries.DAY)

    def _submit(self, key: Front, ask: Ask | None = None) -> None:
        self._open.add(key.entry.file)
        self._hosts.submit(key, ask or Ask(key.place))

    def _turn(self, entry: Entry, answer: Answer) -> None:
        """Take in a page of an address's history, and ask the next one. A host that wants to be left alone is, by the next run too."""
        self._walking.take(entry, answer)
        if isinstance(answer, Refused) and answer.wait:
            address = self._archive.addresses.of(entry.file, entry.name)
            with self._archive.transaction():
                self._archive.addresses.write(replace(address, wait_until=self._after(answer.wait)))
        self._go_on(entry)

    def _go_on(self, entry: Entry) -> None:
        """Ask the next page of the address's history, if there is one."""
        if page := self._walking.next(entry):
            self._hosts.submit(Page(entry), Ask(page))

    def _take(self, key: Front, answer: Answer, *, is_root: bool) -> None:
        """Take in what the address itself answered."""
        match answer:
            case Fetched():
                self._read(key, answer, lists=is_root)
            case NotModified(moved):
                address = self._archive.addresses.of(key.entry.file, key.entry.name)
                self._unchanged(key.entry, replace(address, url=moved or key.place))
            case Gone(detail):
                self._next_place(key.ended(detail))
            case Refused():
                self._next_place(key.refused(answer), answer.wait)

    def _read(self, key: Front, answer: Fetched, *, lists: bool) -> None:
        """Read an answer. Only what was named as a source may be a list: a list of lists of lists would have no end."""
        entry = key.entry
        address = self._archive.addresses.of(entry.file, entry.name)
        known = Address(entry.file, answer.moved or key.place, answer.etag, answer.last_modified, walk=address.walk)
        held = self._archive.ledger.count(entry.file)

        def end(taking: Taking, _whole: Whole) -> None:
            if isinstance(taking.content, FeedDocument) and not taking.comments:
                walk = self._walking.begin(entry, taking.content, answer.url, held, again=self._wish.history or _passed_by(taking, held))
                self._archive.addresses.write(replace(known, walk=walk))
            elif taking.documents or isinstance(taking.content, Subscriptions):
                self._archive.addresses.write(known)

        taking, problem = self._intake.answer(entry.file, answer, self._known(entry), end=end, lists=lists)
        match taking.content:
            case _ if problem:
                self._next_place(key.failed(problem))
            case WebPage() as page if not key.guesses and (not held or address.url not in (key.place, answer.url)):
                self._next_place(key.searched(page, answer.url))
            case WebPage():
                self._next_place(key.barren(WEB_PAGE))
            case NoFeed(detail) | Unreadable(detail):
                self._next_place(key.barren(detail))
            case None if not taking.documents:
                self._unchanged(entry, known)
            case _:
                for part in self._archive.ledger.addresses(entry.file):
                    self._ask(part)
                self._go_on(entry)

    def _unchanged(self, entry: Entry, known: Address) -> None:
        """Write down that the address says what it said before, and go on with its history."""
        with self._archive.transaction():
            self._archive.ledger.checked([entry.file], self._said)
            walk = None if entry.comments is False else self._walking.resume(entry)
            self._archive.addresses.write(replace(known, wait_until=None, failures=0, ended=False, walk=walk))
        self._go_on(entry)

    def _end(self, entry: Entry, detail: str) -> None:
        """Write down that the site will never have anything there again; the posts that it had are kept."""
        with self._archive.transaction():
            if self._archive.ledger.holds(entry.file):
                self._archive.ledger.lose(entry.file, self._said)
                self.gone.append(entry.name)
            else:
                self._archive.ledger.write(entry.file, "failed", self._said, error=detail)
            address = self._archive.addresses.of(entry.file, entry.name)
            self._archive.addresses.write(replace(address, ended=True))

    def _next_place(self, key: Front, wait: float | None = None) -> None:
        """Try the next place; where none is left, write down why nothing could be read, and when to ask again."""
        if place := key.next():
            self._submit(place)
            return
        if key.gone:
            self._end(key.entry, key.gone)
            return
        address = self._archive.addresses.of(key.entry.file, key.entry.name)
        failures = address.failures + 1
        with self._archive.transaction():
            detail = retries.paused(failures, key.detail) or key.detail
            self._archive.ledger.write(key.entry.file, "failed", self._said, error=detail)
            until = self._after(max(wait or 0.0, retries.back_off(failures)))
            self._archive.addresses.write(replace(address, wait_until=until, failures=failures))

    def _known(self, entry: Entry) -> str | None:
        """Return the digest of the answer that would be of no use, or None where any is."""
        anew = self._wish.full or self._wish.history or entry.state not in ("feed", "list", "pack")
        return None if anew else self._intake.known(entry)

    @property
    def _said(self) -> str:
        return self._now.isoformat(timespec="seconds")

    def _after(self, seconds: float) -> str:
        return (self._now + timedelta(seconds=seconds)).isoformat(timespec="seconds")
