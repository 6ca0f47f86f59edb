"""Categories: the labels of a post's tags, as text, one spelling for each folded key."""

from __future__ import annotations

from collections.abc import Iterable

from index.clean import is_marked_up, to_title
from search.facets import fold_key

LONGEST = 200
"""Characters of the longest label; a longer one is a text that got into the wrong element."""


def labels(raw: Iterable[str], dropped: Iterable[str]) -> tuple[str, ...]:
    """Return the labels in the order they were first seen, without those that say nothing (`dropped`, compared by folded key).

    A label is kept whole, commas and slashes too: `Washington, D.C.` is one tag, and so is `I/O`.
    """
    silent = {fold_key(label) for label in dropped}
    found: dict[str, str] = {}
    for label in (_label(one) for one in raw):
        key = fold_key(label)
        if key and key not in silent and len(label) <= LONGEST:
            found.setdefault(key, label)
    return tuple(found.values())


def _label(raw: str) -> str:
    return to_title(raw, is_html=is_marked_up(raw))
