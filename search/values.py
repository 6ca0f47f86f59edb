"""The values of a facet: their labels, their order and which of them are listed. Dates are in `buckets.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from search.facets import fold_key
from search.page import FacetResult, FacetValue
from search.query import FacetWanted, Filter


def labels(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the label of each key; `spellings` are the pairs (key, label) of every live post."""
    return commonest(Counter(spellings))


def commonest(spellings: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Return the label of each key: its commonest spelling, of equally common ones the smaller string.

    `spellings` says of each pair (key, label) how many live posts have it.
    """
    best: dict[str, tuple[int, str]] = {}
    for (key, label), count in spellings.items():
        best[key] = min(best.get(key, (-count, label)), (-count, label))
    return {key: label for key, (_count, label) in best.items()}


def listed(wanted: FacetWanted, chosen: Filter, counts: Mapping[str, int], names: Mapping[str, str]) -> FacetResult:
    """Return the facet's values in their order: chosen ones (selected or excluded), then by count (falling), label and key.

    Chosen ones are always listed; `size`, `offset` and `contains` are about the others, of which those that count no post are left out.
    `counts` gives for each key the total after the click (law 5), `names` its label.
    """
    part = fold_key(wanted.contains)
    pinned = set(chosen.values) | set(chosen.excluded)

    def value(key: str) -> FacetValue:
        return FacetValue(key, names.get(key, key), counts.get(key, 0), key in chosen.values, key in chosen.excluded)

    end = wanted.offset + wanted.size
    counted = {key: count for key, count in counts.items() if count and key not in pinned}
    if part:
        counted = {key: count for key, count in counted.items() if part in key or part in fold_key(names.get(key, key))}
    # Only values that may be listed are made and put in order, so that 5,000 tags cost little more than 50: those that count as much as the
    # last one that may be listed, whose places their labels decide.
    least = sorted(counted.values(), reverse=True)[end - 1] if len(counted) > end else 0
    others = sorted((value(key) for key, count in counted.items() if count >= least), key=_place)
    return FacetResult(
        name=wanted.name,
        values=(*sorted(map(value, pinned), key=_place), *others[wanted.offset : end]),
        mode=chosen.mode,
        truncated=len(counted) > end,
        distinct=len(pinned) + len(counted),
    )


def _place(value: FacetValue) -> tuple[int, str, str]:
    return -value.count, value.label, value.value
