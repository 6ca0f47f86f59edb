"""Growth: many runs of one post each, through the port. Prints parts of the index and milliseconds of searches, before and after."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.madeposts import MadePosts
from search import generations
from search.analysis import Analyzer
from search.document import Analysed, Document, Position, Ready, Site
from search.fingerprint import fingerprint
from search.opening import open_indexable, open_searchable
from search.query import Query
from search.settings import Settings
from search.syntax import parse

QUERIES = 200
TASK = 1_000
"""Posts that a process makes at a time."""
PARTS = {"whoosh": "*.trm", "tantivy": "*.term"}
"""What each segment has one file of."""


def documents(first: int, count: int) -> Iterator[Document]:
    """Yield posts of made-up words by their numbers, the newest last; the same numbers are the same posts."""
    made, chance = MadePosts(), random.Random(first)  # noqa: S311 - posts, not keys
    for number in range(first, first + count):
        drawn = made.draw(chance)
        site = made.sites[drawn.site]
        yield Document(
            f"{number:016x}",
            drawn.title,
            re.sub("<[^>]+>", "", drawn.html),
            creators=(drawn.creator,),
            categories=drawn.tags,
            date=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            lang="en",
            site=Site(f"{site.split()[0].lower()}.example", site, None),
        )


def prepared(task: tuple[int, int, Callable[[Analysed], Ready]]) -> list[Ready]:
    """Return the posts of a task (first number, how many, `Indexable.prepare`) as an engine writes them."""
    first, count, prepare = task
    analyzer = Analyzer()
    return [prepare(analyzer.analyse(one)) for one in documents(first, count)]


def built(settings: Settings, posts: int) -> float:
    """Build the index of so many posts, which other processes make; return the seconds."""
    began = time.perf_counter()
    with open_indexable(settings) as writer, multiprocessing.get_context("spawn").Pool() as pool:
        tasks = ((first, min(TASK, posts - first), writer.prepare) for first in range(0, posts, TASK))
        writer.rebuild((one for some in pool.imap(prepared, tasks) for one in some), Position("growth", 0))
    return time.perf_counter() - began


def measured(settings: Settings, asked: list[str]) -> str:
    """Return a line about the index: its parts, its files, and how long searches take that were not asked before."""
    generation = generations.current(generations.home(settings.data, settings.engine, fingerprint(settings)))
    reader = open_searchable(settings)
    spent = []
    for text in asked:
        query = Query(text=text, expr=parse(text).expr)
        began = time.perf_counter()
        reader.search(query)
        spent.append(1000 * (time.perf_counter() - began))
    reader.close()
    spent.sort()
    parts = len(list(generation.path.glob(PARTS[settings.engine])))
    size = sum(file.size for file in generation.manifest.files)
    return (
        f"{generation.manifest.documents:7,} posts  {parts:3} segments  {len(generation.manifest.files):4} files  {size / 2**20:6.0f} MiB  "
        f"search p50 {statistics.median(spent):5.1f} ms  p95 {spent[int(0.95 * len(spent))]:5.1f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=sorted(PARTS), default="whoosh")
    parser.add_argument("--posts", type=int, default=10_000, help="posts of the first build")
    parser.add_argument("--runs", type=int, default=1_000)
    given = parser.parse_args()
    made, analyzer = MadePosts(), Analyzer()
    chance = random.Random(3)  # noqa: S311 - words, not keys
    asked = [" ".join(made.draw(chance).title.split()[:2]) for _query in range(QUERIES)]
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name), engine=given.engine)
        seconds = built(settings, given.posts)
        print(f"{given.engine}: {given.posts / seconds:.0f} posts/s, made and analysed by all processors", flush=True)
        print("before:", measured(settings, asked), flush=True)
        spent = []
        for run in range(1, given.runs + 1):
            (one,) = map(analyzer.analyse, documents(given.posts + run, 1))
            began = time.perf_counter()
            with open_indexable(settings) as writer:
                writer.apply([one], Position("growth", run))
            spent.append(time.perf_counter() - began)
        print("after: ", measured(settings, asked))
        if spent:
            print(f"a run of one post: {statistics.median(spent):.2f} s in the middle, {max(spent):.2f} s at most")


if __name__ == "__main__":
    main()
