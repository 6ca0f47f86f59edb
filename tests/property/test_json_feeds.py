"""Whatever JSON a stranger writes: a reader gives posts, or says that there are none, and nothing else comes out of it."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import jsonfeed, jsonlines
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument

NAMES = (
    "version", "title", "items", "id", "url", "external_url", "home_page_url", "feed_url", "next_url", "content_html", "content_text",
    "summary", "date_published", "date_modified", "author", "authors", "name", "tags", "language", "_backissues", "feeds", "title_html",
    "creator_aliases", "summary_only", "markup", "guid", "built", "first",
)  # fmt: skip
texts = (
    st.sampled_from(("https://jsonfeed.org/version/1.1", "https://a.example.org/1", "/x", "http://[", "2020-01-01", "wordpress"))
    | st.text()
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8),
    max_leaves=30,
)
feeds = st.fixed_dictionaries({"version": st.just("https://jsonfeed.org/version/1")}, optional={"items": st.lists(values)}) | values


def _check(found: FeedDocument) -> None:
    for one in found.sightings:
        said = (
            one.guid or "",
            one.link or "",
            one.title,
            one.html,
            *one.creators,
            *one.categories,
            *one.creator_aliases,
            found.channel.title,
        )
        assert all(isinstance(text, str) and not any("\ud800" <= sign <= "\udfff" or sign == "\0" for sign in text) for text in said)
        assert one.link is None or one.link.startswith(("http://", "https://"))


@settings(max_examples=150)
@given(feeds, st.integers(0, 300), st.booleans())
def test_any_json_is_read_or_is_no_feed(value: object, cut: int, whole: bool) -> None:
    text = json.dumps(value)
    try:
        found = jsonfeed.read(text if whole else text[:-cut], "https://b.example.org/feed.json")
    except NotReadable:
        return
    if found is not None:
        _check(found)


@settings(max_examples=100)
@given(st.lists(values | st.text(), max_size=6))
def test_any_lines_are_read_or_named(given_lines: list[object]) -> None:
    text = "\n".join(json.dumps(value) if not isinstance(value, str) else value for value in given_lines)
    jsonlines.is_lines(text)
    try:
        parts = list(jsonlines.read(io.BytesIO(text.encode("utf-8", "surrogatepass")), "posts.jsonl"))
    except NotReadable:
        return
    assert parts
    for part in parts:
        _check(part)
