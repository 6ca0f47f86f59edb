"""The benchmark of relevance on a few judged posts: what it measures, through the command as people run it."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ITEM = "<item><title>{title}</title><guid>https://example.org/?p={number}</guid><description>{text}</description></item>"


def _lines(path: Path, *objects: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in objects), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A collection of its own documents, and one of the posts of a feed."""
    tiny, blog = tmp_path / "relevance" / "tiny", tmp_path / "relevance" / "anchor-blog"
    texts = {"a": "rain barrel", "b": "rain in the garden", "c": "snow"}
    _lines(tiny / "corpus.jsonl", *({"id": name, "title": "", "text": text} for name, text in texts.items()))
    _lines(tiny / "queries.jsonl", {"id": "1", "text": "rain barrel"}, {"id": "2", "text": "hail"}, {"id": "3", "text": "unjudged"})
    (tiny / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n1\tb\t2\n1\tc\t0\n2\tc\t1\n", encoding="utf-8")
    _lines(blog / "queries.jsonl", {"id": "1", "text": "The barrel", "from": ["7"]})
    (blog / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\t9\t1\n", encoding="utf-8")
    items = ITEM.format(title="See the barrel: the barrel", number=7, text="The barrel") + ITEM.format(
        title="Rain", number=9, text="A barrel."
    )
    feed = f'<rss version="2.0"><channel><title>Blog</title><link>https://example.org/</link>{items}</channel></rss>'
    (tmp_path / "posts" / "blog").mkdir(parents=True)
    (tmp_path / "posts" / "blog" / "feed.xml").write_text(feed, encoding="utf-8")
    return tmp_path


def _run(root: Path, *arguments: str) -> str:
    command = [sys.executable, str(root / "benchmarks" / "relevance.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=root, timeout=100).stdout  # noqa: S603 - our own script


ROOT = Path(__file__).resolve().parents[2]


def test_collections_are_measured_and_linking_posts_left_out(data: Path) -> None:
    found = json.loads(_run(ROOT, "--data", str(data), "--json"))
    assert set(found) == {"tiny", "anchor-blog"}
    # a (1) comes before b (2): the first query has (1 + 2 / log2 3) / (2 + 1 / log2 3); the second finds nothing.
    ndcg = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert found["tiny"]["ndcg@10"] == pytest.approx(ndcg / 2)
    assert (found["tiny"]["mrr@10"], found["tiny"]["recall@100"]) == (0.5, 0.5)
    assert found["anchor-blog"]["ndcg@10"] == found["anchor-blog"]["auto"]["ndcg@10"] == 1.0
    assert set(found["tiny"]) == {"ndcg@10", "mrr@10", "recall@100", "auto", "fts5"}


def test_each_part_of_the_ranking_can_be_left_out(data: Path) -> None:
    rows = _run(ROOT, "--data", str(data), "--parts").splitlines()
    assert rows[0].split() == ["without", "mean", "blog", "tiny"]
    assert [row[:14].strip() for row in rows[1:3]] == ["nothing", "stop words"]
