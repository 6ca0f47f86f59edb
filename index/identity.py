"""Identity: which sightings are one post. Pure and independent of the order of reading; it knows no archive.

A sighting is reduced to `Keys`. Two sightings can be one post where they share one of the bonds of `_BONDS`; bonds are taken
strongest first, then in a fixed order, and two groups become one only if nothing in them says otherwise (`_Groups.contradict`).
So the posts are a function of the set of sightings. design.md section 2 has the rules; the numbers and exceptions stand here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from operator import attrgetter

from index import guids, links, references
from index.sighting import Channel, Sighting

LONG = 400
"""Characters of essence from which on equal texts on two hosts are one post: two paragraphs, more than any shared notice."""

TRIES = 50
"""Groups of one bond that a sighting is tried with. Only feeds with one guid for everything reach it; it keeps them from costing n^2."""

_TAG = re.compile(r"<[^<>]*>")
"""A tag, in linear time whatever the text (`<[^>]*>` is quadratic on `<a <a <a`)."""

_NO_LETTER = re.compile(r"[\W_]+")
_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum())


@dataclass(frozen=True, slots=True)
class Keys:
    """What a sighting says of which post it is. Keys are digests, equal where the thing itself counts as equal; None is nothing said."""

    guid: str | None
    """Everywhere for an absolute URI, within the site for any other guid. Without guid and link, what is said stands in for it."""
    link: str | None
    """None also where the link leads to the site or to the channel's own page: that names no post."""
    title: str | None
    text: str | None
    """Of the `essence`, so that mark-up and white space do not matter."""
    long: bool
    """True where the essence has at least `LONG` characters."""
    published: str | None
    """ISO 8601 in UTC."""
    site: str
    host: str | None
    """Where the post itself lives, as this sighting has it."""
    own: int
    """2: published on the post's own host, or nothing names another; 1: guid and link name different hosts, one of them the channel's;
    0: a foreign copy."""

    def first(self) -> str:
        """Return the key that a post gets its id from where this is its first sighting."""
        return self.guid or self.link or digest(f"item {self.site} {self.title} {self.text}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sighting among others: its keys and where it stands."""

    sighting: int
    document: int
    """Number of the state of a feed document that showed it; one document does not show a post twice under two names."""
    keys: Keys
    place: tuple[str, int]
    """Name of the source and ordinal in it: the last word where all else is equal."""


def digest(text: str) -> str:
    """Return 32 hex digits of SHA-256; the id of a post is the first 16 of those of its key."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def guid_key(guid: str, site: str) -> str:
    """Return the key of a guid: itself if it is a URI that can be the same everywhere, else within its site."""
    return digest(f"guid {guid}" if guids.counts_everywhere(guid) else f"guid {site} {guid}")


def link_key(link: str) -> str:
    """Return the key of an absolute link."""
    return digest(f"link {links.canonical(link)}")


def site_of(channel: Channel) -> str:
    """Return the key of the site that the channel belongs to; without any link its title stands in."""
    address = channel.link or channel.self_link
    return links.site_key(address) if address else f"title {channel.title}"


def keys_of(sighting: Sighting, channel: Channel) -> Keys:
    """Return the keys of a sighting."""
    site = site_of(channel)
    title = _title(sighting)
    text = essence(sighting.html)
    home = channel.link or channel.self_link
    home_host = links.host(home) if home else None
    guid_host = guids.host(sighting.guid)
    link_host = links.host(sighting.link) if sighting.link else None
    keys = Keys(
        guid=guid_key(sighting.guid, site) if sighting.guid else None,
        link=link_key(sighting.link) if sighting.link and _names_a_post(sighting.link, channel) else None,
        title=digest(title) if title else None,
        text=hashlib.sha256(text).hexdigest()[:32] if text else None,
        long=len(text) >= LONG and len(text.decode("utf-8", "replace")) >= LONG,
        published=_instant(sighting.published),
        site=site,
        host=link_host or guid_host or home_host,
        own=_own(home_host, guid_host, link_host),
    )
    return keys if keys.guid or keys.link or home is None else replace(keys, guid=_named_by_all(keys))


def _own(home: str | None, guid: str | None, link: str | None) -> int:
    """Return `Keys.own` by the hosts of the channel, the guid and the link. What names no host is where it was published."""
    named = {name for name in (guid, link) if name}
    if home is None or (named and home not in named):
        return 0
    return 1 if len(named) > 1 else 2


def _named_by_all(keys: Keys) -> str | None:
    """Return the guid of an item that has no guid and no link of its own: all that it says, on its site."""
    return digest(f"item {keys.site} {keys.title} {keys.text} {keys.published}") if keys.title or keys.text else None


def essence(text: str) -> bytes:
    """Return an HTML text without what does not tell it from another: tags, spelling of entities, case, ASCII punctuation and spaces.

    A cheap stand-in for cleaning: 0.1 ms for a post of 800 words, where cleaning takes 5.
    """
    return references.unescape(_TAG.sub("", text)).lower().encode("utf-8", "surrogatepass").translate(None, _PUNCTUATION)


def _title(sighting: Sighting) -> str:
    text = references.unescape(_TAG.sub(" ", sighting.title)) if sighting.title_is_html else sighting.title
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", folded) or folded.strip()


def posts(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Return the claims grouped into posts: each claim in just one, groups and claims in a fixed order."""
    ordered = sorted(claims, key=_order)
    groups = _Groups(ordered)
    for bond in _BONDS:
        sharing: dict[tuple[object, ...], list[int]] = {}
        for at, claim in enumerate(ordered):
            shared = bond.of(claim.keys)
            if None not in shared and bond.holds(claim.keys):
                sharing.setdefault(shared, []).append(at)
        for _, members in sorted(sharing.items()):
            groups.unite(members, bond)
    return groups.result()


def names(keys: Keys) -> tuple[str, ...]:
    """Return a digest of each thing that a sighting could be united by: whoever has one of them says that it is this post."""
    bonds = ((at, bond.of(keys)) for at, bond in enumerate(_BONDS) if bond.holds(keys))
    shared = tuple(digest(f"{at} {key}") for at, key in bonds if None not in key)
    return shared or (digest(f"only {keys.first()}"),)


@dataclass(frozen=True, slots=True)
class _Bond:
    """What two sightings share where they can be one post. `of` gives what is shared; a None in it means that there is none."""

    of: Callable[[Keys], tuple[object, ...]]
    holds: Callable[[Keys], bool] = lambda _keys: True
    contested: bool = False
    """True where two sites that have the same claim to the post keep it apart: a stranger can copy a guid and a title."""
    across: bool = False
    """True where it unites across hosts only."""


_BONDS: tuple[_Bond, ...] = (
    _Bond(attrgetter("guid", "link")),
    _Bond(attrgetter("guid", "text")),
    _Bond(attrgetter("guid", "title"), contested=True),
    _Bond(attrgetter("guid", "site", "published")),
    _Bond(attrgetter("link", "text")),
    _Bond(attrgetter("link", "title")),
    _Bond(attrgetter("link", "site", "published")),
    _Bond(attrgetter("link", "site"), holds=lambda keys: not (keys.title or keys.text)),
    _Bond(attrgetter("title", "text"), holds=attrgetter("long"), across=True),
)
"""Strongest first. A guid alone does not unite what differs in link, text, title and (on its site) date; a link alone does not unite
what differs in text, title and (on its site) date: link blogs, home-page links, one guid for everything. Photos may have a link only."""


@dataclass(slots=True)
class _Group:
    """Claims that are one post so far, and what can speak against more."""

    members: list[int]
    shown: dict[int, tuple[object, ...]] = field(default_factory=dict)
    """What each document calls the post."""
    hosts: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    """Hosts that call the post their own."""
    claimants: set[str] = field(default_factory=set)
    """Hosts of the channels that call it their own, wholly or partly."""


class _Groups:
    """Union-find over claims that refuses a union which something contradicts."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self.groups = [_Group([at]) for at in range(len(claims))]
        for claim, group in zip(claims, self.groups, strict=True):
            keys = claim.keys
            group.shown[claim.document] = _called(keys)
            group.hosts |= {keys.host} if keys.host else set()
            group.claimants |= {keys.site.partition("/")[0]} if keys.own else set()
            group.owners |= {keys.host} if keys.host and keys.own == 2 else set()  # noqa: PLR2004 - `Keys.own` says what 2 is

    def unite(self, members: list[int], bond: _Bond) -> None:
        """Bring each member into the first group of the bond that nothing keeps it from."""
        tried: list[int] = []
        for at in members:
            group = self.groups[at]
            for other in tried[:TRIES]:
                if self.groups[other] is group:
                    break
                if not self.contradict(self.groups[other], group, bond):
                    self._merge(self.groups[other], group)
                    break
            else:
                tried.append(at)

    @staticmethod
    def contradict(one: _Group, other: _Group, bond: _Bond) -> bool:
        """Return whether something says that the two groups are not one post."""
        if len(other.shown) < len(one.shown):
            one, other = other, one
        if any(other.shown.get(document, called) != called for document, called in one.shown.items()):
            return True
        if bond.across and not one.hosts.isdisjoint(other.hosts):
            return True
        if not bond.contested or bool(one.owners) != bool(other.owners):
            return False
        claims = (one.owners, other.owners) if one.owners else (one.claimants, other.claimants)
        return all(claims) and claims[0].isdisjoint(claims[1])

    def _merge(self, one: _Group, other: _Group) -> None:
        if len(other.members) > len(one.members):
            one, other = other, one
        one.members += other.members
        one.shown |= other.shown
        one.hosts |= other.hosts
        one.owners |= other.owners
        one.claimants |= other.claimants
        for at in other.members:
            self.groups[at] = one

    def result(self) -> list[tuple[Claim, ...]]:
        """Return the groups, each once."""
        found: dict[int, list[Claim]] = {}
        for claim, group in zip(self.claims, self.groups, strict=True):
            found.setdefault(id(group), []).append(claim)
        return [tuple(claims) for claims in found.values()]


def _called(keys: Keys) -> tuple[object, ...]:
    """Return what a document calls an item: guid and link, and where one of them is missing, what the item says."""
    return (keys.guid, keys.link) if keys.guid and keys.link else (keys.guid, keys.link, keys.title, keys.text)


def _order(claim: Claim) -> tuple[object, ...]:
    keys = claim.keys
    said = (keys.guid, keys.link, keys.title, keys.text, keys.published, keys.site, keys.host)
    return (*(value or "" for value in said), keys.own, claim.place, claim.document)


def _names_a_post(link: str, channel: Channel) -> bool:
    name = links.canonical(link)
    own_pages = {links.canonical(page) for page in (channel.link, channel.self_link) if page}
    return ("/" in name or "?" in name) and name not in own_pages


def _instant(moment: str | None) -> str | None:
    if moment is None:
        return None
    try:
        read = datetime.fromisoformat(moment)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):  # no date, or one that leaves the calendar on its way to UTC
        return None
