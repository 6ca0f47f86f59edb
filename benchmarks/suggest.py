"""Suggestions as they are typed: time to build, and to answer prefixes of 1 to 12 characters, beside looking at every candidate."""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from search import completion
from search.analysis import Analyzer
from search.document import Analysed, Document, Position, Site
from search.opening import open_indexable, open_searchable
from search.port import Indexable
from search.settings import Settings

LENGTHS = range(1, 13)
VOCABULARY = 30_000
"""Different words of made titles; 6,574 real titles hold 9,400."""


def words(chance: random.Random) -> list[str]:
    """Return the vocabulary: made-up words of two to four syllables."""
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randrange(2, 5))) for _word in range(VOCABULARY)]


def made(count: int) -> Iterator[Document]:
    """Yield posts: titles of 3 to 11 words by Zipf's law, three tags of 2,000, 200 creators, 50 sites; one in twenty repeats a title."""
    chance = random.Random(1)  # noqa: S311 - posts, not keys
    vocabulary = words(chance)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    named = [" ".join(chance.choices(vocabulary, k=chance.randrange(1, 4))) for _tag in range(2_000)]
    for number in range(count):
        title = " ".join(chance.choices(vocabulary, cum_weights=weights, k=chance.randrange(3, 12)))
        site = number % 50
        yield Document(
            f"{number:016x}",
            title if number % 20 else f"Weekly notes {chance.choice(vocabulary)[:2]}",
            "",
            creators=(f"{vocabulary[number % 200]} {vocabulary[number % 200 + 200]}".title(),),
            categories=tuple({named[int(chance.paretovariate(0.7)) % len(named)] for _tag in range(3)}),
            date=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            lang="en",
            site=Site(f"{vocabulary[site]}.example", vocabulary[site].title(), None),
        )


def fill(writer: Indexable, documents: Iterable[Document], analyzer: Analyzer) -> None:
    """Index the posts."""
    analysed: Iterator[Analysed] = map(analyzer.analyse, documents)
    writer.rebuild(analysed, Position("benchmark", 1))


def prefixes(titles: list[str], count: int) -> list[str]:
    """Return what people have typed on the way to a title, from any of its words on; no prefix twice, so that none is known already."""
    chance = random.Random(2)  # noqa: S311 - prefixes, not keys
    found: dict[str, None] = {}
    for _turn in range(20 * count):
        pieces = chance.choice(titles).split()
        if pieces:
            found[" ".join(pieces[chance.randrange(len(pieces)) :]).lower()[: chance.choice(LENGTHS)]] = None
        if len(found) == count:
            break
    return list(found)


def timed(asked: list[str], ask: Callable[[str], object]) -> list[float]:
    """Return the milliseconds of each answer, ascending."""
    spent = []
    for prefix in asked:
        began = time.perf_counter()
        ask(prefix)
        spent.append(1000 * (time.perf_counter() - began))
    return sorted(spent)


def told(name: str, spent: list[float]) -> str:
    """Return a line of the table."""
    return f"{name:10} p50 {statistics.median(spent):6.2f} ms   p95 {spent[int(0.95 * len(spent))]:6.2f} ms   max {spent[-1]:6.2f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=30_000, help="how many posts are made")
    parser.add_argument("--prefixes", type=int, default=500)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--beside", action="store_true", help="measure looking at every candidate too")
    given = parser.parse_args()
    analyzer = Analyzer()
    documents = list(made(given.posts))
    asked = prefixes([document.title for document in documents], given.prefixes)
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name), engine=given.engine)
        with open_indexable(settings) as writer:
            fill(writer, documents, analyzer)
        reader = open_searchable(settings)
        began = time.perf_counter()
        reader.suggest("a")
        built = 1000 * (time.perf_counter() - began)
        print(f"{given.engine}, {len(documents)} posts: built in {built:.0f} ms; {len(asked)} different prefixes")
        print(told("roster", timed(asked, reader.suggest)))
        if given.beside:
            candidates = completion.candidates(documents, analyzer)
            print(told("each one", timed(asked, lambda prefix: completion.complete(prefix, candidates, 10, analyzer))))
        reader.close()


if __name__ == "__main__":
    main()
