"""House rule 20 for docs/formats.md: its examples are read as they stand, and its tables name what is read and written."""

import io
import re
from pathlib import Path

from index.formats import jsonlines
from index.formats.extension import Carrier, Extension
from index.sighting import Channel


def _members(text: str, heading: str) -> set[str]:
    """What stands in backticks in the first column of the table with that heading."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, heading
    return {name for row in table[1].splitlines() for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_the_examples_are_read(root: Path) -> None:
    text = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert jsonlines.is_lines(example)
        (part,) = jsonlines.read(io.BytesIO(example.encode()), "posts.jsonl")
        assert part.problem is None
        assert len(part.sightings) == len(example.splitlines())


def test_the_members_of_the_extension_are_documented(root: Path) -> None:
    text = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    channel = Channel("Blog", "https://blog.example.org/feed/", "https://blog.example.org/", "en", "2020-01-01T00:00:00+00:00")
    carrier = Carrier(channel, renamed=True, guid="1", link="https://blog.example.org/1", first=True)
    extension = Extension((carrier,), "<i>One</i>", ("ann7",), summary_only=True, markup="wordpress", guid=False)
    assert _members(text, "member of `_backissues`") - {"wordpress", "html"} == set(extension.record())
    assert _members(text, "member of a feed") == set(carrier.record())
