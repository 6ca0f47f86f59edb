"""Related posts against links: how often a post is among the related ones of a post that links to it, beside a post drawn by chance."""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from pathlib import Path

from search.document import Document
from search.opening import open_searchable
from search.port import Searchable
from search.query import Filter, Query
from search.settings import Settings

NUMBER = re.compile(r"\?p=(\d+)$")
"""The number of a post in its guid, which the judgements name it by."""

Links = dict[str, set[str]]
"""Id of a post -> ids of the posts that it links to."""


def posts(reader: Searchable, site: str) -> dict[str, Document]:
    """Return the posts of a site by the number in their guid."""
    found: dict[str, Document] = {}
    cursor = None
    while True:
        query = Query(filters=(Filter("site", (site,)),), sort="oldest", per_page=100, cursor=cursor, facets=(), highlight=False)
        page = reader.search(query)
        for hit in page.hits:
            if number := NUMBER.search(hit.document.guid or ""):
                found[number[1]] = hit.document
        if page.cursor is None:
            return found
        cursor = page.cursor


def links(judged: Path, numbered: dict[str, Document]) -> Links:
    """Return which post links to which; what is not in the index is left out."""
    lines = (judged / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    linking = {query["id"]: query["from"] for query in map(json.loads, lines)}
    found: Links = {}
    for line in (judged / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, linked, _score = line.split("\t")
        for number in linking[query]:
            if number in numbered and linked in numbered and number != linked:
                found.setdefault(numbered[number].id, set()).add(numbered[linked].id)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder with the posts")
    parser.add_argument("--posts", type=int, default=1000, help="how many linking posts are drawn, over all folders")
    parser.add_argument("judged", nargs="+", metavar="SITE=FOLDER", help="a site, and the folder of its queries.jsonl and qrels.tsv")
    given = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - a sample, not keys
    reader = open_searchable(Settings(data=given.data))
    linked: Links = {}
    everyone: list[str] = []
    for site, _, folder in (one.partition("=") for one in given.judged):
        numbered = posts(reader, site)
        everyone += [post.id for post in numbered.values()]
        linked |= links(Path(folder), numbered)
    sample = chance.sample(sorted(linked), min(given.posts, len(linked)))
    hit = lucky = wanted = some = empty = 0
    spent: list[float] = []
    for post_id in sample:
        began = time.perf_counter()
        related = {one.document.id for one in reader.similar(post_id)}
        spent.append(1000 * (time.perf_counter() - began))
        wanted += len(linked[post_id])
        hit += len(related & linked[post_id])
        some += bool(related & linked[post_id])
        lucky += len(related & set(chance.sample(everyone, len(linked[post_id]))))
        empty += not related
    print(f"{len(sample)} of {len(linked)} linking posts, {wanted} linked posts")
    print(f"linked posts among the five related  {hit / wanted:6.1%}   (drawn by chance {lucky / wanted:.1%})")
    print(f"linking posts with one of them       {some / len(sample):6.1%}   (without any related post {empty / len(sample):.1%})")
    spent.sort()
    print(f"similar  {statistics.median(spent):.1f} ms median, {spent[int(0.95 * len(spent))]:.1f} ms p95 (each post for the first time)")


if __name__ == "__main__":
    main()
