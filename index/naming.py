"""Naming: which id each post keeps when its sightings have changed. Pure.

An id stays with the group that holds most of the post's sightings. When two posts became one, the older id stays and the other
becomes an alias; when a post fell apart, the rest gets a new id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.identity import Claim


@dataclass(frozen=True, slots=True)
class Naming:
    """`ids` has the kept id of each group, or None for a new post; `aliases` are pairs (old id, index of the group it is now part of)."""

    ids: tuple[str | None, ...]
    aliases: tuple[tuple[str, int], ...]


def name(groups: Sequence[tuple[Claim, ...]], before: Mapping[int, str], age: Mapping[str, int]) -> Naming:
    """Return which ids the groups keep.

    `before` gives the post that a sighting belonged to (or that the sighting which it replaces belonged to); `age` the place of each
    post in the order of their making.
    """
    shares: dict[str, Counter[int]] = {}
    for at, group in enumerate(groups):
        for claim in group:
            if claim.sighting in before:
                shares.setdefault(before[claim.sighting], Counter())[at] += 1
    ids: list[str | None] = [None] * len(groups)
    aliases: list[tuple[str, int]] = []
    for post in sorted(shares, key=lambda post: age[post]):
        free = [at for at in shares[post] if ids[at] is None]
        best = min(free or shares[post], key=lambda at: (-shares[post][at], at))
        if free:
            ids[best] = post
        else:
            aliases.append((post, best))
    return Naming(tuple(ids), tuple(aliases))
