"""How well and how fast misspelt queries are mended, and how rarely right ones are touched, on an archive of your own."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from search import syntax
from search.analysis import Analyzer, tokens
from search.correcting import FEW
from search.document import Document
from search.opening import open_searchable
from search.page import Page
from search.port import Searchable
from search.query import Query
from search.settings import read
from search.spelling import is_word, slips_allowed

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SOUGHT = 3
"""Posts of a word that somebody may look for and mistype."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What is asked about: rows of terms of each post, posts by term, and terms of creators' names."""

    rows: tuple[tuple[str, ...], ...]
    posts: Counter[str]
    names: tuple[str, ...]

    def words(self, least: int, most: int) -> list[str]:
        """Return the words of this many posts."""
        return sorted(term for term, count in self.posts.items() if least <= count <= most and slips_allowed(term))


def documents(searchable: Searchable) -> Iterator[Document]:
    """Yield every post."""
    page = searchable.search(Query(sort="newest", per_page=100, facets=(), highlight=False))
    while True:
        yield from (hit.document for hit in page.hits)
        if page.cursor is None:
            return
        page = searchable.search(Query(sort="newest", per_page=100, cursor=page.cursor, facets=(), highlight=False))


def archive(searchable: Searchable) -> Archive:
    """Read the posts."""
    rows, posts, names = [], Counter[str](), set[str]()
    for document in documents(searchable):
        texts = (document.title, document.body, *document.categories, *document.creators)
        row = tuple(token.exact for text in texts for token in tokens(text))
        rows.append(row)
        posts.update(set(row))
        names.update(token.exact for name in document.creators for token in tokens(name) if slips_allowed(token.exact))
    return Archive(tuple(rows), posts, tuple(sorted(names)))


def swapped(word: str, chance: random.Random) -> str:
    """Return the word with two neighbours swapped."""
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def dropped(word: str, chance: random.Random) -> str:
    """Return the word without one of its letters."""
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def doubled(word: str, chance: random.Random) -> str:
    """Return the word with a letter twice."""
    place = chance.randrange(len(word))
    return word[: place + 1] + word[place:]


def replaced(word: str, chance: random.Random) -> str:
    """Return the word with another letter in some place."""
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(LETTERS) + word[place + 1 :]


def twice(word: str, chance: random.Random) -> str:
    """Return the word with two slips of different kinds."""
    first, second = chance.sample((swapped, dropped, doubled, replaced), 2)
    return second(first(word, chance), chance)


SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "swap": swapped,
    "drop": dropped,
    "double": doubled,
    "replace": replaced,
    "two slips": twice,
}


class Asking:
    """Asks queries and keeps their milliseconds."""

    def __init__(self, searchable: Searchable) -> None:
        """Lay out the words, which the first misspelt query does."""
        self._searchable = searchable
        self.spent: list[float] = []
        self.first = self._timed("qzxjkvwyqz")[1]

    def found(self, text: str) -> int:
        """Return how many posts the text finds as it is."""
        return self._timed(text)[0].total

    def suggested(self, text: str) -> str | None:
        """Return the text of the correction."""
        page, milliseconds = self._timed(text)
        self.spent.append(milliseconds)
        return page.suggestion.query.text if page.suggestion else None

    def print_spent(self, kind: str) -> None:
        """Print the milliseconds since the last time."""
        spent = sorted(self.spent)
        print(f"{kind:<22} {statistics.median(spent):5.1f} ms median, {spent[int(0.95 * len(spent))]:.1f} ms p95")
        self.spent.clear()

    def _timed(self, text: str) -> tuple[Page, float]:
        parsed = syntax.parse(text)
        began = time.perf_counter()
        page = self._searchable.search(Query(text=text, expr=parsed.expr, facets=(), highlight=False))
        return page, 1000 * (time.perf_counter() - began)


def mended(found: Archive, asking: Asking, count: int, chance: random.Random) -> None:
    """Print how many slips of each kind lead back to the word, alone and beside another word of the same post."""
    analyzer = Analyzer()
    sought = found.words(SOUGHT, len(found.rows))
    for kind, slip in SLIPS.items():
        right = {False: 0, True: 0}
        total = 0
        while total < count:
            word = chance.choice(sought)
            other = chance.choice([row for row in chance.choices(found.rows, k=200) if word in row] or [(word,)])
            beside = chance.choice([term for term in other if term.isascii() and is_word(term)] or [word])
            typed = slip(word, chance)
            if typed in found.posts or slips_allowed(typed) < (2 if kind == "two slips" else 1):
                continue
            if asking.found(typed) > FEW:  # it is a form of a word that there is, so it finds posts without any help
                continue
            total += 1
            for together in right:
                got = asking.suggested(f"{typed} {beside}" if together else typed) or ""
                right[together] += analyzer.stem((got.split() or [""])[0], "en") == analyzer.stem(word, "en")
        print(f"{kind:<22} {100 * right[False] / total:5.1f} % mended alone, {100 * right[True] / total:5.1f} % beside another word")


def touched(found: Archive, asking: Asking, count: int, chance: random.Random, *, show: bool) -> None:
    """Print for how many words that stand in posts something else is suggested."""
    rare, other = found.words(1, 2), found.words(SOUGHT, len(found.rows))
    kinds: dict[str, list[str]] = {
        "words of 1 or 2 posts": chance.sample(rare, min(count, len(rare))),
        "words of 3 or more": chance.sample(other, min(count, len(other))),
        "creators' names": list(found.names[:count]),
        "two of one post": [" ".join(chance.choices(row, k=2)) for row in chance.choices([row for row in found.rows if row], k=count)],
        "a rare and another": [f"{chance.choice(rare)} {chance.choice(other)}" for _number in range(count)],
    }
    for kind, queries in kinds.items():
        changed = [(text, got) for text in queries if (got := asking.suggested(text)) is not None]
        print(f"{kind:<22} {100 * len(changed) / max(len(queries), 1):5.2f} % touched ({len(changed)} of {len(queries)})")
        if show:
            print(*(f"    {text} -> {got}" for text, got in changed), sep="\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with an index")
    parser.add_argument("--count", type=int, default=500, help="queries of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was touched")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - queries, not keys
    with closing(open_searchable(read(None, data=given.data, engine=None))) as searchable:
        found = archive(searchable)
        asking = Asking(searchable)
        print(f"{len(found.rows)} posts, {len(found.posts)} terms; the first misspelt query takes {asking.first:.0f} ms")
        mended(found, asking, given.count, chance)
        asking.print_spent("a misspelt query")
        touched(found, asking, given.count, chance, show=given.show)
        asking.print_spent("a right query")


if __name__ == "__main__":
    main()
