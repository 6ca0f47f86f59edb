"""Fetching: addresses -> the archive. Which address is asked when, and what its answer means.

What is known of an address and the posts that go with it are written in one transaction. Its history is walked by `walking.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from index.addresses import Address
from index.formats.found import NoFeed, Subscriptions, Unreadable, WebPage
from index.intake import Intake
from index.ledger import Entry
from index.reading import Whole
from index.sighting import FeedDocument
from index.sources import discovery, retries
from index.sources.answers import Answer, Ask, Fetched, Gone, NotModified, Refused
from index.sources.hosts import Hosts
from index.taking import WEB_PAGE, Taking
from index.walking import Walking

NO_FEED = "no feed was found at this address; name the address of the feed itself"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of the addresses: `named` were named in this run; `full` reads what is unchanged too; `history` walks it again."""

    named: frozenset[int]
    full: bool
    history: bool


def _passed_by(taking: Taking, held: int) -> bool:
    """Return whether all that a feed shows is new, so that posts may have passed through it since it was read last."""
    return held > 0 and taking.new >= taking.items > 0


@dataclass(frozen=True, slots=True)
class Front:
    """The address itself is asked, at one of the places where its feed may be; `others` are left to try."""

    entry: Entry
    place: str
    others: tuple[str, ...] = ()
    searched: bool = False
    """True once places have been looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an address's history is asked."""

    entry: Entry


Key = Front | Page


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
        self.gone: list[str] = []
        """Addresses that said in this run that they are gone for good."""

    def run(self, entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
        """Ask these addresses, and those that lists name; yield how many answers came, and how many are expected so far."""
        for entry in entries:
            self._ask(entry)
        for done, (key, answer) in enumerate(self._hosts.completed(), 1):
            if isinstance(key, Front):
                self._take(key, answer)
            else:
                self._walking.take(key.entry, answer)
                self._go_on(key.entry)
            yield done, done + self._hosts.waiting

    def _ask(self, entry: Entry) -> None:
        """Have an address asked, unless it is to be left alone for now."""
        address = self._archive.addresses.of(entry.file, entry.name)
        rests = address.ended or (address.wait_until or "") > self._said or retries.paused(address.failures, "")
        if entry.file in self._asked or (rests and entry.file not in self._wish.named):
            return
        self._asked.add(entry.file)
        ask = Ask(address.url, address.etag, address.last_modified) if self._knows(entry) else Ask(address.url)
        self._hosts.submit(Front(entry, address.url, () if address.url == entry.name else (entry.name,)), ask)

    def _go_on(self, entry: Entry) -> None:
        """Ask the next page of the address's history, if there is one."""
        if page := self._walking.next(entry):
            self._hosts.submit(Page(entry), Ask(page))

    def _take(self, key: Front, answer: Answer) -> None:
        """Take in what the address itself answered."""
        match answer:
            case Fetched():
                self._read(key, answer)
            case NotModified(moved):
                address = self._archive.addresses.of(key.entry.file, key.entry.name)
                self._unchanged(key.entry, replace(address, url=moved or key.place))
            case Gone(detail):
                self._end(key.entry, detail)
            case Refused(detail):
                self._next_place(key, detail, answer.wait)

    def _read(self, key: Front, answer: Fetched) -> None:
        entry = key.entry
        address = self._archive.addresses.of(entry.file, entry.name)
        known = Address(entry.file, answer.moved or key.place, answer.etag, answer.last_modified, walk=address.walk)
        held = self._archive.ledger.count(entry.file)

        def end(taking: Taking, _whole: Whole) -> None:
            if isinstance(taking.content, FeedDocument):
                walk = self._walking.begin(entry, taking.content, answer.url, held, again=self._wish.history or _passed_by(taking, held))
                self._archive.addresses.write(replace(known, walk=walk))
            elif taking.documents or isinstance(taking.content, Subscriptions):
                self._archive.addresses.write(known)

        taking, problem = self._intake.answer(entry.file, answer, entry.sha256 if self._knows(entry) else None, end=end)
        match taking.content:
            case _ if problem:
                self._next_place(key, problem)
            case WebPage() as page if not held and not key.searched:
                self._search(key, page, answer.url)
            case WebPage():
                self._next_place(key, WEB_PAGE)
            case NoFeed(detail) | Unreadable(detail):
                self._next_place(key, detail)
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
            walk = self._walking.resume(entry)
            self._archive.addresses.write(replace(known, wait_until=None, failures=0, ended=False, walk=walk))
        self._go_on(entry)

    def _end(self, entry: Entry, detail: str) -> None:
        """Write down that the site will never have anything there again; the posts that it had are kept."""
        with self._archive.transaction():
            if self._archive.ledger.holds(entry.file):
                self._archive.ledger.lose(entry.file)
                self.gone.append(entry.name)
            else:
                self._archive.ledger.write(entry.file, "failed", self._said, error=detail)
            address = self._archive.addresses.of(entry.file, entry.name)
            self._archive.addresses.write(replace(address, ended=True))

    def _search(self, key: Front, page: WebPage, address: str) -> None:
        """Try the feeds that a page names, then the usual places."""
        found = dict.fromkeys((*discovery.choose(page), *discovery.usual_places(address)))
        self._next_place(replace(key, others=tuple(place for place in found if place != key.place), searched=True), NO_FEED)

    def _next_place(self, key: Front, detail: str, wait: float | None = None) -> None:
        """Try the next place; where none is left, write down why nothing could be read, and when to ask again."""
        if key.others:
            place, *others = key.others
            self._hosts.submit(Front(key.entry, place, tuple(others), key.searched), Ask(place))
            return
        address = self._archive.addresses.of(key.entry.file, key.entry.name)
        failures = address.failures + 1
        pause = timedelta(seconds=max(wait or 0.0, retries.back_off(failures)))
        detail = retries.paused(failures, detail) or (NO_FEED if key.searched else detail)
        with self._archive.transaction():
            self._archive.ledger.write(key.entry.file, "failed", self._said, error=detail)
            until = (self._now + pause).isoformat(timespec="seconds")
            self._archive.addresses.write(replace(address, wait_until=until, failures=failures))

    def _knows(self, entry: Entry) -> bool:
        """Return whether an answer that has not changed is of no use."""
        return entry.state in ("feed", "list", "pack") and not self._wish.full and not self._wish.history

    @property
    def _said(self) -> str:
        return self._now.isoformat(timespec="seconds")
