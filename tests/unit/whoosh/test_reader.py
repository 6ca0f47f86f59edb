"""What the reader of the Whoosh engine does beside the contract."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from search import highlight
from search.engines.whoosh import merging
from search.engines.whoosh.reader import WhooshReader
from search.query import Query, Word
from tests.contract.benches import opened
from tests.contract.posts import post, post_id


def test_snippets_are_made_once_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    snippet = highlight.snippet
    monkeypatch.setattr(highlight, "snippet", lambda text, *rest: made.append(text) or snippet(text, *rest))
    with opened("whoosh") as index:
        reader = index.rebuild(*(post(number, "A title", f"some words, {number}") for number in range(5)))
        query = Query(text="words", expr=Word("words"))
        first = reader.search(query)
        assert len(made) == 5
        assert reader.search(query).hits == first.hits
        assert len(made) == 5
        assert reader.search(replace(query, expr=Word("some"))).hits[0].body != first.hits[0].body
        assert len(made) == 10


def test_segments_stay_few() -> None:
    chance = random.Random(1)  # noqa: S311 - posts, not keys
    with opened("whoosh") as index:
        index.rebuild(*(post(number, f"Post {number}") for number in range(200)))
        for _run in range(20):
            number = chance.randrange(300)
            reader = index.apply(post(number, f"Post {number}"), post_id(chance.randrange(300)))
        assert isinstance(reader, WhooshReader)
        assert len(reader._all) <= merging.SMALL
        assert all(segment.live.sum() >= len(segment.live) * (1 - merging.DEAD) for segment in reader._all)
