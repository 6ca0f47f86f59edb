"""Where the texts of a benchmark's posts come from: what a source of them draws for one post."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Drawn:
    """A post without number and date. `site` counts from 0 in the sites of its source; `html` is what WordPress has in content:encoded."""

    site: int
    title: str
    creator: str
    tags: tuple[str, ...]
    html: str


class Texts(Protocol):
    """A source of texts. The same chance draws the same post."""

    name: str
    """What the texts are, for people."""
    sites: tuple[str, ...]
    """Titles of the sites, each different when only its letters and digits are kept."""

    def draw(self, chance: random.Random, /) -> Drawn:
        """Return a post."""
