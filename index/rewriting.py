"""Rewriting: old addresses of a site that moved -> new ones, by the setting `[links] rewrite`. Pure.

It stands between the archive, which keeps what was published, and everything that compares or shows addresses: keys are made of rewritten
sightings, and so are documents. Links in the texts of posts stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, urlsplit, urlunsplit

from index import identity, links
from index.identity import Keys
from index.sighting import Channel, Sighting
from search.errors import UsageError
from search.fingerprint import RULES


@dataclass(frozen=True, slots=True)
class _Rule:
    """One old address: the segments of its path and its parameters in one spelling, and the new address."""

    segments: tuple[str, ...]
    parameters: frozenset[str]
    new: SplitResult

    def rewritten(self, link: SplitResult) -> str | None:
        """Return the new address of what stands at the old one or below it, else None. A parameter in either names one page only."""
        rest = _below(link.path, self.segments)
        pieces = link.query.split("&") if link.query else []
        single = bool(self.parameters or self.new.query)
        if rest is None or (single and rest.strip("/")) or not self.parameters <= {links.parameter(piece) for piece in pieces}:
            return None
        path = self.new.path.rstrip("/") + rest if rest and not single else self.new.path
        pieces = [piece for piece in pieces if links.parameter(piece) not in self.parameters]
        query = "&".join([*filter(None, [self.new.query]), *pieces])
        return links.absolute(urlunsplit(self.new._replace(path=path, query=query, fragment=link.fragment)))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Rules by the host of the old address, longest first: the first that fits is applied, once."""

    rules: Mapping[str, tuple[_Rule, ...]] = field(default_factory=dict)
    version: str = str(RULES["identity"])
    """What keys are made by: the version of identity's rules, and a digest of these."""

    def link(self, link: str) -> str:
        """Return where an absolute link leads now."""
        if not self.rules:
            return link
        parts = urlsplit(link)
        found = (rule.rewritten(parts) for rule in self.rules.get(links.host(link), ()))
        return next(filter(None, found), link)

    def guid(self, guid: str) -> str:
        """Return a guid as it would be now: rewritten where it is an address that moved, else as published."""
        address = links.absolute(guid) if self.rules and guid.lower().startswith(("http://", "https://")) else None
        if address is None:
            return guid
        new = self.link(address)
        return guid if new == address else new

    def sighting(self, sighting: Sighting) -> Sighting:
        """Return the sighting with its link and guid as they are now."""
        link, guid = sighting.link and self.link(sighting.link), sighting.guid and self.guid(sighting.guid)
        return sighting if (link, guid) == (sighting.link, sighting.guid) else replace(sighting, link=link, guid=guid)

    def channel(self, channel: Channel) -> Channel:
        """Return the channel with its links as they are now."""
        link, self_link = channel.link and self.link(channel.link), channel.self_link and self.link(channel.self_link)
        return channel if (link, self_link) == (channel.link, channel.self_link) else replace(channel, link=link, self_link=self_link)

    def keys(self, sighting: Sighting, channel: Channel) -> Keys:
        """Return the keys of a sighting as published, by its addresses of now."""
        return identity.keys_of(self.sighting(sighting), self.channel(channel))

    def all_keys(self, sighting: Sighting, channel: Channel, keys: Keys) -> tuple[Keys, ...]:
        """Return the `keys` of a sighting, and those that it has without rules where they differ.

        What was forgotten or taken back is known by both, so that no change of the rules brings it back.
        """
        if self.sighting(sighting) is sighting and self.channel(channel) is channel:
            return (keys,)
        return (keys, identity.keys_of(sighting, channel))


AS_PUBLISHED = Rewriting()
"""No rules."""


def rewriting(rewrite: Iterable[tuple[str, str]]) -> Rewriting:
    """Return the rewriting of the pairs (old address, new address). Raises UsageError for what is no address, and where two are one."""
    pairs = sorted(rewrite)
    rules: dict[str, list[_Rule]] = {}
    known: dict[object, str] = {}
    for old, new in pairs:
        parts, target = (urlsplit(_address(link)) for link in (old, new))
        segments = tuple(links.segment(piece) for piece in parts.path.split("/") if piece)
        rule = _Rule(segments, frozenset(links.parameter(piece) for piece in parts.query.split("&") if piece), target)
        host = links.host(old)
        other = known.setdefault((host, rule.segments, rule.parameters), old)
        if other is not old:
            raise UsageError(f"links.rewrite: {other} and {old} are the same address; keep one of the two rules")
        rules.setdefault(host, []).append(rule)
    for some in rules.values():
        some.sort(key=lambda rule: (len(rule.segments), len(rule.parameters)), reverse=True)
    digest = hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:16]
    return Rewriting({host: tuple(some) for host, some in rules.items()}, f"{AS_PUBLISHED.version} {digest}") if pairs else AS_PUBLISHED


def _address(link: str) -> str:
    address = links.absolute(link)
    if address is None:
        raise UsageError(f"links.rewrite: {link!r} is no http(s) address")
    return address


def _below(path: str, segments: tuple[str, ...]) -> str | None:
    """Return what of the path follows the segments, from its slash on, or None where it does not begin with them."""
    rest = path.split("/")[1:]
    for wanted in segments:
        while rest and not rest[0]:
            del rest[0]
        if not rest or links.segment(rest.pop(0)) != wanted:
            return None
    return "".join(f"/{segment}" for segment in rest)
