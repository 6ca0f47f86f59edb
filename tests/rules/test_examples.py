"""The example archive is what examples/README.md says: well-formed, overlapping, in three languages, free of real addresses."""

import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
FULL = "{http://purl.org/rss/1.0/modules/content/}encoded"


def _items(path: Path) -> dict[str, ET.Element]:
    tree = ET.parse(path)  # noqa: S314 - our own files
    found = {
        item.findtext("guid") or item.findtext(f"{ATOM}id") or "": item for item in tree.iter() if item.tag in ("item", f"{ATOM}entry")
    }
    assert "" not in found
    return found


@pytest.fixture(scope="module")
def feeds(root: Path) -> dict[str, dict[str, ET.Element]]:
    """Items by guid, by file."""
    examples = root / "examples"
    return {str(path.relative_to(examples)): _items(path) for path in examples.glob("*/*")}


def test_the_list_of_files_is_complete(root: Path, feeds: dict[str, dict[str, ET.Element]]) -> None:
    text = (root / "examples" / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"[a-z0-9-]+\.(?:xml|atom)", text))
    assert listed == {name.split("/")[1] for name in feeds}


def test_there_are_42_posts_of_three_blogs(feeds: dict[str, dict[str, ET.Element]]) -> None:
    blogs = defaultdict(set)
    for name, items in feeds.items():
        blogs[name.split("/")[0]] |= set(items)
    assert {blog: len(guids) for blog, guids in blogs.items()} == {"bench-and-branch": 28, "werkstatt-am-kanal": 7, "niwa-to-hondana": 7}


def test_tag_archives_overlap_the_main_feed(feeds: dict[str, dict[str, ET.Element]]) -> None:
    main = feeds["bench-and-branch/feed.xml"].keys()
    only = {name: len(items.keys() - main) for name, items in feeds.items() if "/tag-" in name}
    assert only == {"bench-and-branch/tag-garden.xml": 0, "bench-and-branch/tag-woodwork.xml": 1, "bench-and-branch/tag-python.xml": 0}
    assert all(item.find(FULL) is None for item in feeds["bench-and-branch/tag-python.xml"].values())


def test_no_real_host_is_named(root: Path) -> None:
    """Names below .example belong to nobody (RFC 2606); the rest are names of XML namespaces."""
    texts = [path.read_text(encoding="utf-8") for path in (root / "examples").glob("*/*")]
    hosts = {host for text in texts for host in re.findall(r"https?://([^/\"<\s]+)", text)}
    assert {host for host in hosts if not host.endswith(".example")} == {"purl.org", "www.w3.org"}
