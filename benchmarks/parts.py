"""The parts of a first reindex: CPU seconds of each, all in one process, where neither waiting nor the other parts count with them."""

from __future__ import annotations

import argparse
import functools
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import archive
from benchmarks.madeposts import MadePosts
from index import backlog, documents, holdings, identity, languages, reindex, state, taking, workers
from index.formats import parsing
from search import draft, settings, stored
from search.analysis import Analyzer
from search.engines.whoosh import columns, folder, gathering
from search.opening import open_indexable, published

PARTS: tuple[tuple[Any, str, str], ...] = (
    (parsing, "_feedparser", "workers: feedparser"),
    (identity, "keys_of", "workers: keys"),
    (holdings.Holdings, "posts", "workers: out of the archive"),
    (documents, "_clean", "workers: HTML to text"),
    (languages, "language", "workers: language"),
    (documents, "to_document", "workers: documents, the rest"),
    (Analyzer, "analyse", "workers: terms"),
    (columns, "sketch", "workers: sketch"),
    (stored, "to_json", "workers: stored text"),
    (gathering, "prepare", "workers: prepared, the rest"),
    (folder, "prepare", "workers: prepared, the rest"),
    (taking.Taking, "take", "parent: into the archive"),
    (backlog.Backlog, "changed", "parent: into the archive"),
    (state, "settle", "parent: which are one post"),
    (gathering.Gathering, "put", "parent: gathered"),
    (gathering.Gathering, "block", "parent: block in order"),
    (folder.Folder, "_commit", "parent: block written"),
    (draft.Draft, "publish", "parent: published"),
)
"""Functions, by where they are looked up, and the part that their time belongs to, less that of others within them."""


class Clock:
    """CPU seconds by part."""

    def __init__(self) -> None:
        """Start with none."""
        self.spent: Counter[str] = Counter()
        self._within = [0.0]

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, whose time counts as that part."""

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any function
            began = time.process_time()
            self._within.append(0.0)
            try:
                return function(*given, **named)
            finally:
                took = time.process_time() - began
                self.spent[part] += took - self._within.pop()  # type: ignore[assignment]  # a Counter, but of seconds
                self._within[-1] += took

        return timed


class Here(workers.Pool):
    """A pool that does its tasks in this process; `clock` is put there by `main`."""

    clock: Clock

    def run(self, function: Callable[[Any], Iterable[Any]], tasks: Iterable[Any]) -> Iterator[workers.Done[Any, Any]]:
        """Do the tasks; their results go through a pickle, as they do between processes."""
        step = self.clock.timed("workers: the rest", lambda results: next(results, None))
        carried = self.clock.timed("both: carried over", lambda result: pickle.loads(pickle.dumps(result)))  # noqa: S301 - our own
        for task in tasks:
            results = iter(function(task))
            while (result := step(results)) is not None:
                yield workers.Done(task, carried(result))


def measure(data: Path, sources: tuple[str, ...]) -> tuple[int, float, Counter[str]]:
    """Index the sources; return the number of posts, the CPU seconds and those of each part."""
    languages._identifier()  # noqa: SLF001 - what each process loads once is not counted with the posts
    clock = Clock()
    Here.clock = clock
    for owner, name, part in PARTS:
        setattr(owner, name, clock.timed(part, getattr(owner, name)))
    setattr(reindex, "Pool", Here)  # noqa: B010 - for this process only; the module has the name for itself
    wanted = settings.read(None, data=data, engine=None)
    request = reindex.Request(sources, full=False, now=datetime.now(UTC))
    began = time.process_time()
    with open_indexable(wanted) as engine:
        report = reindex.reindex(wanted, engine, request, functools.partial(published, wanted), lambda *_told: None)
    return report.posts.added, time.process_time() - began, clock.spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", help="feeds; without any, made-up ones")
    parser.add_argument("--posts", type=int, default=5000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        feeds = Path(name) / "feeds"
        if not given.sources:
            archive.write(feeds, MadePosts(), given.posts)
        posts, total, spent = measure(Path(name) / "data", tuple(given.sources) or (str(feeds),))
    for part, seconds in (*spent.most_common(), ("parent: the rest", total - sum(spent.values()))):
        print(f"{part:30} {seconds:7.2f} s {1e3 * seconds / posts:7.3f} ms a post")
    print(f"{'all':30} {total:7.2f} s {1e3 * total / posts:7.3f} ms a post   ({posts} posts)")


if __name__ == "__main__":
    main()
