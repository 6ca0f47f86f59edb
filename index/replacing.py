"""Replacing: which sightings of a source a new state of it stands in for. Pure.

A feed shows its last few posts: what it shows again replaces what it said before, what it shows no more stays. Within one source a
guid names a post even when everything else was edited; where there is none, the link does. Either counts only where it is
used once in each state: a feed with one guid for everything says nothing by it. Of items that are equal in all of this the first
replaces the first, the second the second, so that each keeps its post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.identity import Keys


def replaced(old: Sequence[Keys], new: Sequence[Keys]) -> tuple[int | None, ...]:
    """Return for each old sighting the index of the new one that replaces it, or None where it stays."""
    several = _repeated(new) | _repeated(old)
    places: dict[object, list[int]] = {}
    for at, keys in enumerate(new):
        places.setdefault(_name(keys, several), []).append(at)
    met: Counter[object] = Counter()
    found: list[int | None] = []
    for name in (_name(keys, several) for keys in old):
        same = places.get(name)
        found.append(same[min(met[name], len(same) - 1)] if same else None)
        met[name] += 1
    return tuple(found)


def _repeated(state: Sequence[Keys]) -> set[tuple[str, str]]:
    counts = Counter(name for keys in state for name in (("guid", keys.guid), ("link", keys.link)) if name[1])
    return {(kind, key) for (kind, key), count in counts.items() if count > 1 and key}


def _name(keys: Keys, several: set[tuple[str, str]]) -> object:
    if keys.guid and ("guid", keys.guid) not in several:
        return keys.guid
    if keys.guid and keys.link:
        return keys.guid, keys.link
    if keys.link and ("link", keys.link) not in several:
        return keys.link
    return keys.guid, keys.link, keys.title, keys.text
