"""Taking: how what was read in a file gets into the archive, one transaction for each document or part of a long one.

A killed process leaves what was before or after a part, nothing between; the next run reads the file again and finds most of it there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index import identity, withdrawal
from index.formats.found import Content, NoFeed, Subscriptions, Unreadable, WebPage
from index.identity import Keys
from index.ledger import Ledger
from index.reading import Reading, Same, Whole
from index.rewriting import Rewriting
from index.settling import settle
from index.sighting import FeedDocument, Skipped
from index.sources.files import Stamp
from index.state import Item, State
from index.transaction import transaction

LISTED = "a subscription list; name it as a source of its own to have its feeds fetched"
WEB_PAGE = "a web page, not a feed"
EMPTY_PACK = "no file in it is a feed"


@dataclass(frozen=True, slots=True)
class Rules:
    """How to take in: `comments` says whether items of comment feeds are posts, `lists` whether the feeds of a list are sources.

    `page` is for a page of a feed's history: it says nothing of the feed itself; where it `fills_in`, it says how things were, and what is
    held stays as it is.
    """

    comments: bool
    lists: bool = False
    page: bool = False
    fills_in: bool = False


End = Callable[["Taking", Whole], None]
"""Called in the transaction that takes in the last reading of a file."""


class Taking:
    """One state of a file on its way into the archive. `take` is called with each reading of it, in order. Raises ArchiveError."""

    def __init__(
        self, connection: sqlite3.Connection, file: int, now: str, rules: Rules, rewriting: Rewriting, *, end: End | None = None
    ) -> None:
        """Start; `now` is ISO 8601 in UTC."""
        self._connection = connection
        self._ledger = Ledger(connection)
        self._file = file
        self._now = now
        self._rules = rules
        self._rewriting = rewriting
        self._ended = end
        self._states: dict[int, State] = {}
        self._shown: dict[int, set[str]] = {}
        """Names of all public items so far, as withdrawals call them, by the file or the member of a packed one that shows them."""
        self._members: dict[int, bool] = {}
        """Whether each member of a packed file is a feed."""
        self.documents = 0
        """Feed documents read so far."""
        self.items = 0
        """Items seen, those included that were left out."""
        self.new = 0
        """Posts taken in that the file had not shown before."""
        self.content: Content | None = None
        """What the file itself was last found to be; None for a packed file."""

    def take(self, reading: Reading | Same) -> None:
        """Take in one thing that was read."""
        with transaction(self._connection):
            if isinstance(reading, Same):
                self._ledger.stamped(self._file, reading.stamp, self._now)
                return
            path, content = reading.found.path, reading.found.content
            row = self._ledger.member(self._file, path) if path else self._file
            if isinstance(content, FeedDocument):
                self._put(row, content, reading)
            if path:
                self._members[row] = isinstance(content, FeedDocument) or self._members.get(row, False)
                self._write(row, content, None)
            else:
                self.content = content
            if reading.whole is not None:
                self._end(content, reading.whole)
                if self._ended:
                    self._ended(self, reading.whole)

    def fail(self, detail: str) -> None:
        """Write down that no more of the file can be read; what was taken in stays."""
        with transaction(self._connection):
            self._ledger.write(self._file, "failed", self._now, error=detail)

    def _put(self, row: int, document: FeedDocument, reading: Reading) -> None:
        first = row not in self._states
        if first:
            self._states[row] = State(self._connection, row, self._now, self._rewriting)
        if first and not self._rules.page:
            self._connection.execute("DELETE FROM skipped WHERE file = ?", (row,))
        self.documents += first
        self.items += len(document.sightings) + len(document.skipped)
        left_out = document.comments and not self._rules.comments
        channel, fills_in = document.channel, self._rules.fills_in
        snapshot = document.snapshot and not document.onward.archive and not self._rules.page
        self._take_back(row, channel.built or reading.modified, reading)
        made = withdrawal.made(channel, reading.modified, snapshot=snapshot)
        items, skipped = self._public(row, document, [] if left_out else list(zip(document.sightings, reading.keys, strict=True)), made)
        whole = not self._rules.page and (left_out or (document.complete and document.problem is None))
        self.new += self._states[row].put(channel, reading.modified, items, whole=whole, fills_in=fills_in, snapshot=snapshot)
        skipped += document.skipped
        skipped += [Skipped(sighting.title or sighting.link or "", "comment") for sighting in document.sightings if left_out]
        skipped += [Skipped(one.post, one.reason) for one in document.withdrawn]
        self._connection.executemany(
            "INSERT INTO skipped VALUES (?, ?, ?, ?)", ((row, skip.post, skip.reason, skip.count) for skip in skipped)
        )

    def _take_back(self, row: int, made: str, reading: Reading) -> None:
        """Take back what this state shows as not public, but for what it shows as public too: two items with one guid."""
        shown = self._shown.setdefault(row, set())
        shown.update(withdrawal.names(*reading.keys))
        taken = [one for one in reading.withdrawn if shown.isdisjoint(one.names)]
        if taken:
            settle(self._connection, *withdrawal.take_back(self._connection, row, made, taken))
        withdrawal.keep(self._connection, row, made, reading.keys)

    def _public(self, row: int, document: FeedDocument, items: Sequence[Item], made: str) -> tuple[list[Item], list[Skipped]]:
        """Return the items that may be kept, and the others by what names them: forgotten by the user, or taken back by their site."""
        let_go = "SELECT EXISTS (SELECT 1 FROM forgotten) OR EXISTS (SELECT 1 FROM withdrawn)"
        if not self._connection.execute(let_go).fetchone()[0]:
            return list(items), []
        all_keys = {keys: self._rewriting.all_keys(sighting, document.channel, keys) for sighting, keys in items}
        forgotten = self._forgotten(all_keys)
        kept = [item for item in items if item[1] not in forgotten]
        taken = withdrawal.reasons(self._connection, row, [all_keys[keys] for _, keys in kept], made)
        if taken:
            passed = [(all_keys[kept[at][1]], why) for at, why in taken.items()]
            settle(self._connection, *withdrawal.pass_by(self._connection, passed))
        skipped = [Skipped(keys.first()[:16], "forgotten") for _, keys in items if keys in forgotten]
        skipped += [Skipped(kept[at][1].first()[:16], why.reason) for at, why in taken.items()]
        return [item for at, item in enumerate(kept) if at not in taken], skipped

    def _forgotten(self, items: Mapping[Keys, Sequence[Keys]]) -> set[Keys]:
        """Return those of which one of all their keys says that they are a post which the user had forgotten."""
        query = "SELECT EXISTS (SELECT 1 FROM forgotten WHERE key IN (SELECT value FROM json_each(?)))"
        names = {keys: json.dumps([name for one in every for name in identity.names(one)]) for keys, every in items.items()}
        return {keys for keys, some in names.items() if self._connection.execute(query, (some,)).fetchone()[0]}

    def _end(self, content: Content, whole: Whole) -> None:
        for state in self._states.values():
            state.end()
        if not self._members:
            self._write(self._file, content, whole)
            return
        self._ledger.keep_parts(self._file, list(self._members))
        if any(self._members.values()):
            problem = self.content.detail if isinstance(self.content, Unreadable) else None  # of the packed file, after some members
            self._ledger.write(self._file, "pack", self._now, stamp=whole.stamp, sha256=whole.sha256, error=problem)
        else:
            self._write(self._file, NoFeed(EMPTY_PACK), whole)

    def _write(self, row: int, content: Content, whole: Whole | None) -> None:
        """Write down what the file, or a member of it, is; with `whole`, also by what the file is known again."""
        if self._rules.page:
            return
        stamp, sha256 = (whole.stamp, whole.sha256) if whole else (None, None)
        match content:
            case FeedDocument(comments=comments, problem=problem):
                taken = self._rules.comments if comments else None
                self._ledger.write(row, "feed", self._now, stamp=stamp, sha256=sha256, error=problem, comments=taken)
            case Subscriptions(feeds, problem) if self._rules.lists and row == self._file:
                self._ledger.keep_parts(row, [self._ledger.address(feed.url, row) for feed in feeds])
                self._ledger.write(row, "list", self._now, stamp=stamp, sha256=sha256, error=problem)
            case Unreadable(detail):
                self._ledger.write(row, "failed", self._now, error=detail)
            case Subscriptions():
                self._ignore(row, LISTED, stamp, sha256)
            case WebPage():
                self._ignore(row, WEB_PAGE, stamp, sha256)
            case NoFeed(detail):
                self._ignore(row, detail, stamp, sha256)

    def _ignore(self, row: int, detail: str, stamp: Stamp | None, sha256: str | None) -> None:
        if self._ledger.holds(row):
            self._ledger.write(row, "failed", self._now, error=f"{detail}, and was one before: the posts that it had are kept")
        else:
            self._ledger.write(row, "ignored", self._now, stamp=stamp, sha256=sha256, error=detail)
