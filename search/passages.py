"""Passages: which parts of a text to show, chosen by the words that were found in it. It looks at places only, never at the text.

The score of a passage is the sum of the weights of the different words in it, then more for words that stand near each other and a
little more for words that come again. Of equal passages the earliest is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.marking import Place

NEAR = 0.4
"""Share of its weight that a word gains beside another. Less than half: two close words must not outweigh a third that is missing."""
REACH = 10
"""Characters between two words at which they gain half of that: two words of English."""
AGAIN = 0.1
"""Share of its weight that a word earns when it comes again, or has been shown in another passage."""
LOOSE = 40
"""Characters, half a line: a word that comes again farther from the others is left out, so that there is room around them."""
LIGHT = 0.05
"""A word that weighs less than this share of the heaviest one found does not decide. The idf of `the` in 540 posts is 0.001."""
MOST = 3
"""Passages of one text: more would each be too short to read."""
SHORTEST = 50
"""Characters of a passage below which there are not several: eight words, or a sentence of Chinese."""
WORTH = 0.1
"""Share of the weights of all words that more passages must show in addition: a sentence is not cut short for a common word."""
STRONG = 0.9
"""Share of the best passage's score that makes another one worth showing though it holds no further word."""
APART = 2
"""Lengths that lie between two passages of the same words; what is nearer is likely to say the same."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A half-open range of characters from the first word to the last, the words in it, and how good it is."""

    start: int
    end: int
    words: frozenset[int]
    score: float


def passages(found: Sequence[Place], weights: Mapping[int, float], length: int, total: int) -> list[Passage]:
    """Return the passages to show, in the order of the text: one of at most `length` characters, or two or three of `total` together.

    `found` is sorted by start and no place in it is longer than `length`. A word without a weight weighs 1. It is one passage where
    one holds every word that was found, unless another one far from it is as good; else as many as it takes to show most of them.
    """
    deciding = _deciding(found, weights)
    one = best(deciding, weights, length)
    if one is None:
        return []
    chosen, shown = [one], _weight(one.words, weights)
    everything = frozenset(place.word for place in deciding)
    sought = _weight(everything, weights)
    if one.words == everything:
        return _twice(deciding, weights, total // 2, one) or chosen
    for count in range(2, MOST + 1):
        if total // count < SHORTEST:
            break
        some = _several(deciding, weights, total // count, count)
        held = _weight(frozenset().union(*(passage.words for passage in some)), weights)
        if held - shown >= WORTH * sought:
            chosen, shown = some, held
        if held >= sought:
            break
    return sorted(chosen, key=lambda passage: passage.start)


def best(found: Sequence[Place], weights: Mapping[int, float], length: int) -> Passage | None:
    """Return the best passage of at most `length` characters, or None where there is no place. It takes 1 us for each place."""
    if not found:
        return None
    score, first, last = _window(found, weights, length)
    inside = _tight(found[first:last], length)
    return Passage(inside[0].start, max(place.end for place in inside), frozenset(place.word for place in inside), score)


def _window(found: Sequence[Place], weights: Mapping[int, float], length: int) -> tuple[float, int, int]:
    """Return the score of the best passage and which places it has: from `first` to `last`, which is not one of them.

    A window that only lost places is no better than the one before it, and none is better than all words as neighbours, twice each.
    """
    starts, ends, words = zip(*found, strict=True)
    heavy = [weights.get(word, 1.0) for word in words]
    gains = _gains(starts, ends, words, heavy)
    counts = dict.fromkeys(words, 0)
    everything = sum(weights.get(word, 1.0) for word in counts)
    most = _score(everything, 2 * everything, everything, len(counts))
    top = (0.0, 0, 0)
    held = every = near = 0.0  # the weights of the different words, of all places, and what neighbours gain
    different = last = 0
    for first, start in enumerate(starts):
        before = last
        while last < len(starts) and (last == first or ends[last] - start <= length):
            if not counts[words[last]]:
                different += 1
                held += heavy[last]
            counts[words[last]] += 1
            every += heavy[last]
            near += gains[last] if last > first else 0.0
            last += 1
        if last > before:
            score = _score(held, every, near, different)
            if score > top[0] or not first:
                top = (score, first, last)
            if score >= most:
                break
        counts[words[first]] -= 1
        if not counts[words[first]]:
            different -= 1
            held -= heavy[first]
        every -= heavy[first]
        near -= gains[first + 1] if first + 1 < last else 0.0
    return top


def _score(held: float, every: float, near: float, different: int) -> float:
    return round(held + NEAR * min(near, held - held / different) + AGAIN * min(every - held, held), 6)


def _gains(starts: Sequence[int], ends: Sequence[int], words: Sequence[int], heavy: Sequence[float]) -> list[float]:
    """Return what each place gains from the one before it.

    The lighter one's weight where they are neighbours, half of it `REACH` characters apart; nothing from the same word.
    """
    gains = [0.0]
    for at in range(1, len(starts)):
        gap = max(0, starts[at] - ends[at - 1] - 1)
        gains.append(min(heavy[at - 1], heavy[at]) * REACH / (REACH + gap) if words[at] != words[at - 1] else 0.0)
    return gains


def _tight(inside: Sequence[Place], length: int) -> Sequence[Place]:
    """Return the places of a passage without those at its ends whose word comes again: the `LOOSE` ones, and where it is long all."""
    counts = Counter(place.word for place in inside)
    low, high = 0, len(inside) - 1
    while low < high:
        before = inside[low + 1].start - inside[low].end if counts[inside[low].word] > 1 else -1
        behind = inside[high].start - inside[high - 1].end if counts[inside[high].word] > 1 else -1
        least = 0 if inside[high].end - inside[low].start > length // 2 else LOOSE + 1
        if max(before, behind) < least:
            break
        counts[inside[low if before >= behind else high].word] -= 1
        low, high = (low + 1, high) if before >= behind else (low, high - 1)
    return inside[low : high + 1]


def _several(found: Sequence[Place], weights: Mapping[int, float], length: int, count: int) -> list[Passage]:
    """Return up to `count` passages that lie apart: the best, then those that add most to the words shown so far."""
    chosen: list[Passage] = []
    lighter = dict(weights)
    found = _fitting(found, length)
    while len(chosen) < count:
        further = [passage for part in _apart(found, chosen) if (passage := best(part, lighter, length))]
        if not further:
            break
        chosen.append(max(further, key=lambda passage: (passage.score, -passage.start)))
        lighter.update({word: AGAIN * weights.get(word, 1.0) for word in chosen[-1].words})
    return chosen


def _twice(found: Sequence[Place], weights: Mapping[int, float], length: int, one: Passage) -> list[Passage]:
    """Return two passages where two that lie far apart hold all words and are about as good as the best one; else none."""
    if length < SHORTEST:
        return []
    found = _fitting(found, length)
    first = one if one.end - one.start <= length else best(found, weights, length)
    if first is None or first.words != one.words:
        return []
    margin = APART * length
    around = Passage(first.start - margin, first.end + margin, first.words, first.score)
    further = [passage for part in _apart(found, [around]) if (passage := best(part, weights, length))]
    strong = [passage for passage in further if passage.words == one.words and passage.score >= STRONG * first.score]
    if not strong:
        return []
    second = max(strong, key=lambda passage: (passage.score, -passage.start))
    return sorted((first, second), key=lambda passage: passage.start)


def _fitting(found: Sequence[Place], length: int) -> list[Place]:
    """Return the places that a passage of this length can hold."""
    return [place for place in found if place.end - place.start <= length]


def _apart(found: Sequence[Place], chosen: list[Passage]) -> Iterator[list[Place]]:
    """Yield the places before, between and behind the chosen passages."""
    since = 0
    for passage in sorted(chosen, key=lambda passage: passage.start):
        yield [place for place in found if since <= place.start and place.end <= passage.start]
        since = passage.end
    yield [place for place in found if since <= place.start]


def _deciding(found: Sequence[Place], weights: Mapping[int, float]) -> list[Place]:
    """Return the places of the words that are not `LIGHT` beside the heaviest."""
    least = LIGHT * max((weights.get(word, 1.0) for word in {place.word for place in found}), default=0.0)
    return [place for place in found if weights.get(place.word, 1.0) >= least]


def _weight(words: frozenset[int], weights: Mapping[int, float]) -> float:
    return sum(weights.get(word, 1.0) for word in sorted(words))
