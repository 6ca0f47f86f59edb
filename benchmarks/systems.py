"""The systems that are compared, and how each is told to do the work: by a command `reindex` and a command `serve`."""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import venvs

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ("-c", "import backissues; backissues.main()")


@dataclass(frozen=True, slots=True)
class System:
    """A system under test.

    A peer is `peers/SCRIPT.py`, run in the environment of `requirements/SCRIPT.txt`; without a script it is Backissues with an engine.
    Both take `reindex FEEDS --data DIR --json`, which prints an object with `index.documents`, and `serve --port 0 --data DIR`, which
    prints its address. A peer that keeps the posts beside its index also takes `rebuild --data DIR --json`.
    """

    name: str
    title: str
    does: str
    packages: tuple[str, ...]
    script: str = ""
    engine: str = ""
    rebuilds: bool = True
    datasette: bool = False
    """Whether searches are asked in the manner of Datasette, not of Backissues."""
    lacks: frozenset[str] = field(default_factory=frozenset)
    """Kinds of questions that cannot be asked."""

    def missing(self) -> str:
        """Return what has to be there and is not, or an empty text."""
        if not self.engine or self.engine == "whoosh":
            return ""
        if not importlib.util.find_spec("search.engines") or not importlib.util.find_spec(f"search.engines.{self.engine}"):
            return f"this Backissues has no engine {self.engine}"
        return "" if importlib.util.find_spec(self.engine) else f"{self.engine} is not installed: pip install 'backissues[{self.engine}]'"

    def python(self, folder: Path) -> Path:
        """Return the interpreter, below that folder for a peer, where its environment is made if it must be."""
        return venvs.python(folder, self.script) if self.script else Path(sys.executable)

    def reindex(self, python: Path, feeds: Path, data: Path) -> list[str]:
        """Return the command that indexes what is new in the feeds."""
        return [*self._start(python), "reindex", str(feeds), *self._where(data), "--json"]

    def rebuild(self, python: Path, feeds: Path, data: Path) -> list[str]:
        """Return the command that builds the index again from the posts that are kept; the index of Backissues has to be gone."""
        return [*self._start(python), "rebuild", *self._where(data), "--json"] if self.script else self.reindex(python, feeds, data)

    def serve(self, python: Path, data: Path) -> list[str]:
        """Return the command of the server."""
        return [*self._start(python), "serve", "--port", "0", *self._where(data)]

    def environment(self) -> dict[str, str]:
        """Return the variables of its commands: none of those that change what Python or Backissues do, but this checkout's modules."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BACKISSUES_", "PYTHON"))}
        return kept | {"PYTHONUNBUFFERED": "1"} | ({"PYTHONPATH": str(ROOT)} if self.engine else {})

    def _start(self, python: Path) -> list[str]:
        return [str(python), str(ROOT / "benchmarks" / "peers" / f"{self.script}.py")] if self.script else [str(python), *COMMAND]

    def _where(self, data: Path) -> list[str]:
        return ["--data", str(data), *(["--engine", self.engine] if self.engine else [])]


SYSTEMS = (
    System(
        "backissues-whoosh",
        "Backissues",
        "Its commands `reindex` and `serve`, engine whoosh, default settings, `match=all`. Results have snippets, counts of tags, "
        "creators, sites, languages and years, and help where little is found.",
        ("backissues", "Whoosh", "numpy", "feedparser", "lxml"),
        engine="whoosh",
    ),
    System(
        "backissues-tantivy",
        "Backissues (Tantivy)",
        "The same with `--engine tantivy`.",
        ("backissues", "tantivy", "numpy", "feedparser", "lxml"),
        engine="tantivy",
    ),
    System(
        "reader",
        "lemon24/reader",
        "Each document is a feed: `update_feeds(scheduled=False)` and `update_search`, then `search_entries(limit=10)` and "
        "`search_entry_counts`. Results have snippets. It knows no tags of posts and has no facets and no suggestions.",
        ("reader", "feedparser"),
        script="lemon24_reader",
        lacks=frozenset({"filtered", "suggest"}),
    ),
    System(
        "datasette",
        "Datasette",
        "A script of 80 lines fills a table with FTS5 (porter) and triggers; Datasette serves it. Facets of tags, creators, sites and "
        "years, their time limit lifted. Results come in the order of the table, without ranking and snippets; no suggestions.",
        ("datasette", "feedparser"),
        script="datasette_fts",
        datasette=True,
        lacks=frozenset({"suggest"}),
    ),
    System(
        "whoosh",
        "plain Whoosh",
        "As its documentation shows: `StemmingAnalyzer`, `groupedby` for tags, creators, sites and years. One search at a time, for "
        "threads that share a searcher now and then fail. Results without snippets. Suggestions are words of titles. It keeps no posts, "
        "so a rebuild is a first reindex.",
        ("Whoosh", "feedparser"),
        script="plain_whoosh",
        rebuilds=False,
    ),
    System(
        "tantivy",
        "raw Tantivy",
        "The limit: `en_stem` and aggregations for tags, creators, sites and years. Results without snippets. Suggestions are words of "
        "titles. It keeps no posts, so a rebuild is a first reindex.",
        ("tantivy", "feedparser"),
        script="raw_tantivy",
        rebuilds=False,
    ),
)
