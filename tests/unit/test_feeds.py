from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.reading import read

FEEDS = sorted((Path(__file__).parents[1] / "data" / "feeds").glob("*.xml"))


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.stem)
def test_golden_pairs(feed: Path) -> None:
    document = read(feed.read_bytes(), feed.name)
    assert document is not None
    assert json.loads(json.dumps(asdict(document))) == json.loads(feed.with_suffix(".json").read_text(encoding="utf-8"))
