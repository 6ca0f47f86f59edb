"""Places: where the feed of an address may be, and which of them to try next. Decisions only: nothing is fetched here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.formats.found import WebPage
from index.ledger import Entry
from index.sources import discovery
from index.sources.answers import Refused, masked

NO_FEED = "no feed was found at this address; name the address of the feed itself"

_BAD_REQUEST, _SERVER = 400, 500


@dataclass(frozen=True, slots=True)
class Front:
    """The address itself is asked, at one of the places where its feed may be; `others` are left to try."""

    entry: Entry
    place: str
    others: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    """Places that nobody named; there are some once a page was searched for its feed."""
    tried: tuple[str, ...] = ()
    followed: bool = False
    """True once a page has sent us on (`meta http-equiv=refresh`): that is followed once."""
    problem: str | None = None
    """What kept the likeliest place from being read."""
    gone: str | None = None
    """What the place of the feed said where that was that it is gone for good."""

    @classmethod
    def known(cls, entry: Entry, place: str) -> Front:
        """Return where to ask first: where the feed was last time, and else under the address's own name."""
        return cls(entry, place, () if place == entry.name else (entry.name,))

    @property
    def detail(self) -> str:
        """Why no feed could be read, in one line."""
        return self.problem or NO_FEED

    def next(self) -> Front | None:
        """Return the next place, or None where none is left."""
        left = [place for place in self.others if place not in self.tried]
        return replace(self, place=left[0], others=tuple(left[1:]), tried=(*self.tried, left[0])) if left else None

    def refused(self, answer: Refused) -> Front:
        """Return what is left after such an answer. Where the feed is in trouble that may pass, no other feed is looked for."""
        status = answer.status
        guessed = self.place in self.guesses
        after = (
            self if guessed and status is not None and _BAD_REQUEST <= status < _SERVER and not answer.wait else self.failed(answer.detail)
        )
        passing = status is not None and answer.passing
        return replace(after, others=()) if passing and not self.guesses else after

    def failed(self, detail: str) -> Front:
        """Return what is left where the place could not be read."""
        shown = detail if self.place == self.entry.name else f"{masked(self.place)}: {detail}"
        return replace(self, problem=self.problem or shown)

    def barren(self, detail: str) -> Front:
        """Return what is left where the place is no feed: of a guess, and of a page that was searched, that says nothing."""
        return self if self.guesses else self.failed(detail)

    def ended(self, detail: str) -> Front:
        """Return what is left where the place is gone for good."""
        return self.failed(detail) if self.guesses else replace(self, gone=detail)

    def searched(self, page: WebPage, address: str) -> Front:
        """Return what is left where the place is a page at `address`: its feeds, or where it sends its readers, then the usual places."""
        if page.moved and not page.feeds and not self.followed:
            return replace(self, others=(page.moved, *self.others), followed=True)
        guesses = discovery.usual_places(address)
        return replace(self, others=tuple(dict.fromkeys((*discovery.choose(page), *guesses))), guesses=guesses)
