"""Real feeds: the corpus is not part of the repository (see its SOURCES.md for whose it is), so these tests run only beside it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from lxml import etree

from index.formats import wxr
from index.formats.unreadable import NotReadable
from tests.reading import read

SHARED = Path(os.environ.get("BACKISSUES_SHARED") or Path(__file__).resolve().parents[3] / "shared" / "data")
SAMPLE = 600
"""Files of the corpus that one run reads, drawn by a fixed seed; all 5,400 take half a minute (BACKISSUES_SAMPLE=6000)."""

NOT_POSTS = {
    "rss10_contentItems.xml": "holds content:item elements, which are no posts",
    "neg-anyarss.xml": "is RSS 1.1, which nothing writes",
}
"""Well-formed feeds in which not every element named item or entry is a post, and why."""

POSTS = "//*[local-name()='entry' or translate(local-name(), 'ITEM', 'item')='item']"
"""The elements that are posts: CDF writes ITEM."""

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the corpus of real feeds is not here: no folder {SHARED}; set BACKISSUES_SHARED to where it is"
)


def _sample() -> list[Path]:
    files = sorted(path for folder in ("feeds", "posts", "seed") for path in (SHARED / folder).rglob("*") if path.is_file())
    return sorted(random.Random(5005).sample(files, min(len(files), int(os.environ.get("BACKISSUES_SAMPLE", SAMPLE)))))  # noqa: S311 - a sample


def _posts(data: bytes) -> int | None:
    """Count the items and entries of a well-formed document without feedparser; None where it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return int(tree.xpath(f"count({POSTS})"))


def test_every_file_gives_posts_or_is_no_feed_or_has_a_named_problem() -> None:
    odd = []
    for path in _sample():
        data = path.read_bytes()
        try:
            document = read(data, path.name)
        except NotReadable as problem:
            odd += [] if str(problem) else [f"{path}: no reason"]
            continue
        expected = _posts(data) if document is not None and document.problem is None and path.name not in NOT_POSTS else None
        if document is not None and expected is not None:
            given = len(document.sightings) + sum(skipped.count for skipped in document.skipped if skipped.reason == "empty")
            odd += [f"{path}: {given} posts, not {expected}"] if given != expected else []
    assert not odd


@pytest.mark.parametrize("path", sorted((SHARED / "wxr").rglob("*.xml")), ids=lambda path: path.name)
def test_every_published_post_of_an_export_is_given(path: Path) -> None:
    with path.open("rb") as file:
        documents = list(wxr.read(file, path.name, pages=False))
    expected = _published(path.read_bytes())
    assert sum(len(document.sightings) for document in documents) == expected > 0
    assert [document.problem for document in documents] == [None] * len(documents)


def _published(data: bytes) -> int:
    """Count the published posts of an export, well-formed or with undeclared prefixes, by element names alone."""
    tree = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False))
    items = [{str(child.tag).rpartition("}")[2].rpartition(":")[2]: child.text or "" for child in item} for item in tree.iter("item")]
    wanted = ("post", "publish", "")
    return sum((one.get("post_type"), one.get("status"), one.get("post_password", "").strip()) == wanted for one in items)


def test_no_list_of_feeds_is_a_feed() -> None:
    lists = [path for path in (SHARED / "opml").rglob("*") if path.is_file()]
    assert lists
    assert not [path for path in lists if read(path.read_bytes(), path.name) is not None]
