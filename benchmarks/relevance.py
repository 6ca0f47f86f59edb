"""The quality of the ranking, measured on judged queries through the public search, beside SQLite's FTS5 on the same posts.

Every folder of DATA/relevance is a collection: `queries.jsonl` (id, text, and in `from` posts that are left out of the ranking) and
`qrels.tsv` (query, document, degree; 0 or less is not relevant). Its documents are in `corpus.jsonl` (id, title, text) and become posts;
a collection named `anchor-NAME` has none: the feeds of DATA/posts/NAME go through the whole pipeline, and the number N of a guid
`?p=N` is the id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import fts5
import measures

from index.languages import language
from search import ranking, syntax
from search.analysis import Analyzer
from search.document import Document, Position
from search.opening import open_indexable, open_searchable
from search.port import Searchable
from search.query import Match, Query
from search.settings import Settings

COMMAND = [sys.executable, "-c", "import backissues; backissues.main()"]
ANCHORS = "anchor-"
WEIGHT = 2
"""How often a collection of anchors counts in the mean: short queries for one post of a blog are nearest to our users."""
DEPTH = 100
"""Results that are looked at: what recall is measured in."""

PARTS: dict[str, dict[str, Any]] = {
    "stop words": {"STOP_WORD": 1.0},
    "repeated words": {"REPEATED": 0.0},
    "results that are alike": {"SUPPORT": 0.0},
    "pairs": {"PAIRS_MOST": 0},
    "title match": {"TITLE": 0.0},
    "power of idf": {"IDF": 1.0},
    "exact forms": {"WEIGHTS": {name: 0.0 if name.endswith(".exact") else weight for name, weight in ranking.WEIGHTS.items()}},
    "fields": {"WEIGHTS": dict.fromkeys(ranking.WEIGHTS, 1.0), "B": dict.fromkeys(ranking.B, 0.75)},
}
"""Parts of the ranking, and the numbers with which each is not there."""

Ranker = Callable[[str, int], Iterable[str]]
"""(text of a query, how many) -> ids of the collection, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged query: the degrees of its relevant documents, and those to leave out of the ranking."""

    text: str
    relevant: dict[str, int]
    left_out: frozenset[str]


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(folder: Path) -> list[Asked]:
    """Return the queries of a collection that have a relevant document."""
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, degree = line.split("\t")
        if int(degree) > 0:
            relevant.setdefault(query, {})[document] = int(degree)
    asked = lines(folder / "queries.jsonl")
    return [Asked(one["text"], relevant[one["id"]], frozenset(one.get("from", ()))) for one in asked if one["id"] in relevant]


def filled(folder: Path, posts: Path, settings: Settings) -> dict[str, str]:
    """Index the collection in the data folder of the settings; return the id of the collection for the id of each post."""
    if folder.name.startswith(ANCHORS):
        feeds = posts / folder.name.removeprefix(ANCHORS)
        where = ["--data", str(settings.data), "--engine", settings.engine]
        subprocess.run([*COMMAND, "reindex", str(feeds), *where, "--quiet"], check=True)  # noqa: S603 - our own command
        with closing(open_searchable(settings)) as searchable:
            guids = {document.id: document.guid or "" for document in everything(searchable)}
        return {post_id: guid.partition("?p=")[2] for post_id, guid in guids.items()}
    corpus = {one["id"]: one for one in lines(folder / "corpus.jsonl")}
    # A collection is in one language, as a feed that declares it; a few words alone would now and then be taken for another.
    lang = language((), "\n".join(f"{one.get('title', '')} {one['text']}" for one in list(corpus.values())[:200]))
    names = {hashlib.sha256(name.encode()).hexdigest()[:16]: name for name in corpus}
    documents = (Document(post_id, corpus[name].get("title", ""), corpus[name]["text"], lang=lang) for post_id, name in names.items())
    with open_indexable(settings) as writer:
        writer.rebuild(map(Analyzer().analyse, documents), Position("relevance", 1))
    return names


def everything(searchable: Searchable) -> list[Document]:
    """Return every post of the index."""
    query = Query(sort="newest", per_page=100, facets=(), highlight=False)
    found = []
    while True:
        page = searchable.search(query)
        found += [hit.document for hit in page.hits]
        if page.cursor is None:
            return found
        query = replace(query, cursor=page.cursor)


def ranker(searchable: Searchable, names: dict[str, str], match: Match) -> Ranker:
    """Return what asks the public search."""

    def ranked(text: str, wanted: int) -> Iterable[str]:
        query = Query(text=text, expr=syntax.plain(text), match=match, per_page=100, facets=(), highlight=False)
        for page in range(1, -(-wanted // 100) + 1):
            for hit in searchable.search(replace(query, page=page)).hits:
                yield names[hit.document.id]

    return ranked


def measured(asked: Iterable[Asked], ranked: Ranker) -> measures.Figures:
    """Return the mean figures of the ranking over the queries."""
    figures = []
    for one in asked:
        found = [name for name in ranked(one.text, DEPTH + len(one.left_out)) if name not in one.left_out]
        figures.append(measures.of_ranking(found[:DEPTH], one.relevant))
    return measures.mean(figures)


@contextmanager
def without(part: str) -> Iterator[None]:
    """Rank without that part; an empty name leaves out nothing."""
    with ExitStack() as exits:
        for name, value in PARTS.get(part, {}).items():
            number = getattr(ranking, name)
            if isinstance(number, dict):  # other modules hold the same table
                exits.enter_context(mock.patch.dict(number, value))
            else:
                exits.enter_context(mock.patch.object(ranking, name, value))
        yield


def of_parts(folder: Path, posts: Path, engine: str) -> dict[str, measures.Figures]:
    """Return the figures of one collection, with everything and without each part, each on a reader that has cached nothing."""
    asked = judged(folder)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data=Path(data), engine=engine)
        names = filled(folder, posts, settings)
        figures = {}
        for part in ("", *PARTS):
            with without(part), closing(open_searchable(settings)) as searchable:
                figures[part] = measured(asked, ranker(searchable, names, "any"))
    return figures


def of_collection(folder: Path, posts: Path, engine: str) -> dict[str, measures.Figures]:
    """Return the figures of one collection: ours with match=any and match=auto, and those of FTS5."""
    asked = judged(folder)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data=Path(data), engine=engine)
        names = filled(folder, posts, settings)
        with closing(open_searchable(settings)) as searchable:
            figures = {match: measured(asked, ranker(searchable, names, match)) for match in ("any", "auto")}
            documents = [(names[one.id], one.title, one.body) for one in everything(searchable)]
    return figures | {"fts5": measured(asked, fts5.ranker(documents))}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with relevance/ and posts/")
    parser.add_argument("--engine", default=Settings().engine)
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
    parser.add_argument("--parts", action="store_true", help="nDCG@10 without each part of the ranking, instead")
    given = parser.parse_args()
    folders = sorted(path.parent for path in (given.data / "relevance").glob("*/queries.jsonl"))
    if not folders:
        parser.error(f"there is no collection in {given.data / 'relevance'}")
    if given.parts:
        show_parts({folder.name: of_parts(folder, given.data / "posts", given.engine) for folder in folders})
        return
    results = {folder.name: of_collection(folder, given.data / "posts", given.engine) for folder in folders}
    if given.as_json:
        print(json.dumps({name: each["any"] | {"auto": each["auto"], "fts5": each["fts5"]} for name, each in results.items()}, indent=2))
        return
    show(results)


def weighed(results: dict[str, dict[str, measures.Figures]]) -> list[dict[str, measures.Figures]]:
    """Return the figures of the collections, each as often as it counts in the mean."""
    return [each for name, each in results.items() for _time in range(WEIGHT if name.startswith(ANCHORS) else 1)]


def show_parts(results: dict[str, dict[str, measures.Figures]]) -> None:
    """Print nDCG@10 with everything and without each part."""
    print(f"{'without':20}{'mean':>8}" + "".join(f"{name.removeprefix(ANCHORS):>13}" for name in results))
    for part in ("", *PARTS):
        mean = measures.mean([each[part] for each in weighed(results)])["ndcg@10"]
        print(f"{part or 'nothing':20}{mean:8.3f}" + "".join(f"{each[part]['ndcg@10']:13.3f}" for each in results.values()))


def show(results: dict[str, dict[str, measures.Figures]]) -> None:
    """Print the figures as a table, with their mean."""
    means = {who: measures.mean([each[who] for each in weighed(results)]) for who in ("any", "auto", "fts5")}
    print(f"{'':20}{'match=any':^30}{'match=auto':>12}{'FTS5':>12}")
    print(f"{'':20}{'nDCG@10':>9}{'MRR@10':>9}{'recall@100':>12}{'nDCG@10':>12}{'nDCG@10':>12}")
    for name, each in (*results.items(), ("mean, anchors twice", means)):
        ours = "".join(f"{each['any'][figure]:{width}.3f}" for figure, width in (("ndcg@10", 9), ("mrr@10", 9), ("recall@100", 12)))
        print(f"{name:20}{ours}{each['auto']['ndcg@10']:12.3f}{each['fts5']['ndcg@10']:12.3f}")


if __name__ == "__main__":
    main()
