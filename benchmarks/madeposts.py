"""Posts of made-up words, whose frequencies follow Zipf's law as those of natural texts do: for machines without real posts."""

from __future__ import annotations

import itertools
import random

from benchmarks.texts import Drawn

VOCABULARY = 61_000
"""Different words to draw from: as many as the exact forms that 6,575 real English posts hold (60,989)."""
LENGTH = 500
"""Words of a post; those of the real posts have 669 in the mean and 455 in the middle."""
PARAGRAPH = 80
TAGS = 200
WRITERS = 20


class MadePosts:
    """Posts of 500 words by Zipf's law, of six sites, each with up to three of 200 tags, few of which are common."""

    sites: tuple[str, ...] = ("First Notes", "Second Letters", "Third Diary", "Fourth Gazette", "Fifth Journal", "Sixth Record")

    def __init__(self) -> None:
        """Make the vocabulary."""
        chance = random.Random(1)  # noqa: S311 - words, not keys
        syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
        self.name = "made-up words by Zipf's law"
        self._words = ["".join(chance.choices(syllables, k=chance.randrange(2, 5))) for _word in range(VOCABULARY)]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def draw(self, chance: random.Random, /) -> Drawn:
        """Return a post."""
        drawn = chance.choices(self._words, cum_weights=self._weights, k=LENGTH)
        paragraphs = (" ".join(drawn[at : at + PARAGRAPH]) for at in range(0, LENGTH, PARAGRAPH))
        return Drawn(
            chance.randrange(len(self.sites)),
            " ".join(drawn[:7]).capitalize(),
            f"Writer {chance.randrange(WRITERS)}",
            tuple({f"tag {int(chance.paretovariate(0.7)) % TAGS}": None for _tag in range(3)}),
            "\n".join(f"<p>{text}</p>" for text in paragraphs),
        )
