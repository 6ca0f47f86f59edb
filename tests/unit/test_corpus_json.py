"""Real JSON Feeds, and the expected parses that come with other parsers' tests; exports of real archives. See test_corpus_feeds.py."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.formats import jsonfeed, jsonlines
from index.formats.characters import text_of
from index.formats.dates import in_utc
from index.formats.unreadable import NotReadable
from index.links import canonical
from index.sighting import FeedDocument
from tests.exports import documents, export, take_in
from tests.feeding import put
from tests.reading import read

SHARED = Path(os.environ.get("BACKISSUES_SHARED") or Path(__file__).resolve().parents[3] / "shared" / "data")
TESTS = SHARED / "feeds" / "parser-tests"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the corpus of real feeds is not here: no folder {SHARED}; set BACKISSUES_SHARED to where it is"
)


def _feeds() -> Iterator[tuple[Path, Any, FeedDocument]]:
    for path in sorted((SHARED / "feeds").rglob("*.json")):
        found = jsonfeed.read(text_of(path.read_bytes()), path.name)
        if found is not None:
            yield path, json.loads(path.read_bytes()), found


def test_every_json_feed_gives_its_posts() -> None:
    """Those that say what they are and those that do not; no other JSON (oEmbed, expected parses, answers of services) is one."""
    found = list(_feeds())
    assert len(found) == 29
    for path, value, document in found:
        assert len(document.sightings) == len(value["items"]), path
        assert document.problem is None, path


def test_no_other_file_is_taken_for_lines() -> None:
    files = [path for folder in ("feeds", "opml", "wxr", "relevance", "posts") for path in (SHARED / folder).rglob("*") if path.is_file()]
    named = [path for path in files if path.suffix in (".json", ".jsonl", ".txt", ".tsv", ".opml")]
    assert named
    assert [path for path in named if jsonlines.is_lines(text_of(_head(path)))] == []


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(65_536)


@pytest.mark.parametrize("name", ["json10_full", "json10_simple", "json11_full"])
def test_gofeed_agrees(name: str) -> None:
    folder = TESTS / "gofeed" / "translator" / "json"
    found = jsonfeed.read((folder / f"{name}.json").read_text(), name)
    expected = json.loads((folder / f"{name}_expected.json").read_text())
    assert found is not None
    channel = found.channel
    assert (channel.title, channel.link, channel.self_link, channel.lang) == (
        expected.get("title", ""), expected.get("link"), expected.get("feedLink"), expected.get("language"),
    )  # fmt: skip
    for sighting, item in zip(found.sightings, expected["items"], strict=True):
        assert (sighting.guid, sighting.title, sighting.link, sighting.html, sighting.creators, sighting.categories) == (
            item.get("guid"), item.get("title", ""), item.get("link"), item["content"],
            tuple(author["name"] for author in item.get("authors", [])), tuple(item.get("categories", [])),
        )  # fmt: skip
        assert _instant(sighting.published) == _instant(item.get("publishedParsed"))
        assert _instant(sighting.updated) == _instant(item.get("updatedParsed"))


@pytest.mark.parametrize("name", ["jsonfeed_elastic_1.1", "jsonfeed_example_1", "jsonfeed_spec_1"])
def test_feed_rs_agrees(name: str) -> None:
    folder = TESTS / "feed-rs" / "jsonfeed"
    found = jsonfeed.read((folder / f"{name}.json").read_text(), name)
    expected = json.loads((folder / f"{name}.serde.json").read_text())
    assert found is not None
    for sighting, entry in zip(found.sightings, expected["entries"], strict=True):
        assert sighting.title == entry["title"]["content"]
        assert canonical(sighting.link or "") == canonical(entry["links"][0]["href"])
        # It adds the `author` of version 1.0 to `authors`, which came in its place; see docs/formats.md.
        assert set(sighting.creators) <= {author["name"] for author in entry["authors"] or expected["authors"]}
        assert sighting.categories == tuple(category["term"] for category in entry["categories"])
        assert _instant(sighting.published) == _instant(entry["published"])
        assert _instant(sighting.updated) == _instant(entry["updated"])


def _instant(date: str | None) -> str | None:
    return None if date is None else in_utc(datetime.fromisoformat(date).replace(microsecond=0).isoformat())


@pytest.mark.parametrize("folder", ["posts/18f", "feeds/wordpress/yankay-zh"])
def test_a_real_archive_comes_back_from_its_export(tmp_path: Path, folder: str) -> None:
    with Archive(tmp_path / "first") as archive:
        for path in sorted((SHARED / folder).glob("*.xml")):
            try:
                found = read(path.read_bytes(), str(path))
            except NotReadable:
                continue
            if found is not None:
                put(archive, path.name, found)
    exported = export(tmp_path / "first")
    take_in(tmp_path / "second", exported)
    before, after = documents(tmp_path / "first"), documents(tmp_path / "second")
    assert len(before) >= 32
    assert after == before
    assert export(tmp_path / "second") == exported
