"""What the test suites of other feed parsers expect of their files, as claims that can be compared with our reading."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.formats.characters import text_of

MADE_UP = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that feed-rs makes where it finds none."""


_FIELDS = {
    "feed.title": "title",
    "feed.title_detail.value": "title",
    "feed.link": "link",
    "entries.title": "title",
    "entries.title_detail.value": "title",
    "entries.link": "link",
    "entries.id": "guid",
    "entries.guid": "guid",
    "entries.published_parsed": "published",
    "entries.created_parsed": "published",
    "entries.updated_parsed": "updated",
}
_ONE_OF = {
    "entries.author": "creators",
    "entries.author_detail.name": "creators",
    "entries.authors.name": "creators",
    "entries.category": "categories",
    "entries.tags.term": "categories",
    "entries.tags.label": "categories",
}
"""Where feedparser puts what we call so: a value, and one of several values."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a suite says of one field of one post (None: of the feed). `one_of` says that it names one value of several."""

    file: str
    post: int | None
    field: str
    value: Any
    one_of: bool = False


def gofeed(xml: Path, file: str) -> Iterator[Claim]:
    """Yield what NAME.json says of NAME.xml; what it leaves out is not there. The folder says whose parse it is."""
    expected = json.loads(xml.with_suffix(".json").read_text(encoding="utf-8"))
    posts = expected.get("entries") or expected.get("items") or []
    yield Claim(file, None, "posts", len(posts))
    if expected.get("title"):
        yield Claim(file, None, "title", expected["title"])
    read = {"atom": _gofeed_atom, "rss": _gofeed_rss}.get(xml.parent.name, _gofeed_universal)
    if "translator" in xml.parts:
        read = _gofeed_universal
    for number, post in enumerate(posts):
        yield from (Claim(file, number, field, value) for field, value in read(post))


def _gofeed_atom(post: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "title", post.get("title")
    yield "link", _alternate(post.get("links", ()))
    yield "guid", post.get("id")
    yield "published", _instant(post.get("publishedParsed"))
    yield "updated", _instant(post.get("updatedParsed"))
    yield "creators", _people(post.get("authors", ()))
    yield "categories", _filled(one.get("label") or one.get("term") for one in post.get("categories", ()))


def _gofeed_rss(post: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "title", post.get("title")
    yield "link", post.get("link")
    yield "guid", post.get("guid", {}).get("value")
    yield "published", _instant(post.get("pubDateParsed"))
    yield "creators", _filled([post.get("author")])
    yield "categories", _filled(one.get("value") for one in post.get("categories", ()))


def _gofeed_universal(post: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "title", post.get("title")
    yield "link", post.get("link")
    yield "guid", post.get("guid")
    yield "published", _instant(post.get("publishedParsed"))
    yield "updated", _instant(post.get("updatedParsed"))
    yield "creators", _people(post.get("authors", ()))
    yield "categories", tuple(post.get("categories", ()))


def feed_rs(xml: Path, file: str) -> Iterator[Claim]:
    """Yield what NAME.serde.json says of NAME.xml: the whole model that feed-rs makes, nothing left out."""
    expected = json.loads(xml.with_suffix(".serde.json").read_text(encoding="utf-8"))
    yield Claim(file, None, "posts", len(expected["entries"]))
    yield Claim(file, None, "title", (expected["title"] or {}).get("content"))
    for number, post in enumerate(expected["entries"]):
        yield Claim(file, number, "title", (post["title"] or {}).get("content"))
        yield Claim(file, number, "link", _alternate(post["links"]))
        if not MADE_UP.fullmatch(post["id"]):
            yield Claim(file, number, "guid", post["id"])
        yield Claim(file, number, "published", _instant(post["published"]))
        yield Claim(file, number, "updated", _instant(post["updated"]))
        yield Claim(file, number, "creators", _people(post["authors"]))
        yield Claim(file, number, "categories", _filled(one["label"] or one["term"] for one in post["categories"]))


def feedparser(xml: Path, file: str) -> Iterator[Claim]:
    """Yield what the comparisons in `Expect:` say of titles, links, ids, dates, authors and tags. Nothing is evaluated but literals."""
    found = re.search(r"Expect:\s*(.*)", text_of(xml.read_bytes()))
    try:
        expression = ast.parse(found[1].strip() if found else "", mode="eval").body
    except SyntaxError:
        return
    both = isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.And)
    for part in expression.values if both and isinstance(expression, ast.BoolOp) else [expression]:
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
            try:
                value = ast.literal_eval(part.comparators[0])
            except ValueError:
                continue
            yield from _stated(file, _path(part.left), value)


def _stated(file: str, path: tuple[Any, ...], value: Any) -> Iterator[Claim]:  # noqa: ANN401 - any literal
    names = ".".join(key for key in path if isinstance(key, str))
    post = path[1] if path[:1] == ("entries",) else None
    if names in _ONE_OF:
        yield Claim(file, post, _ONE_OF[names], value.partition(" (")[0] if names == "entries.author" else value, one_of=True)
    elif names.endswith("_parsed") and names in _FIELDS:
        yield Claim(file, post, _FIELDS[names], int(datetime(*value[:6], tzinfo=UTC).timestamp()))
    elif names in _FIELDS:
        yield Claim(file, post, _FIELDS[names], value)


def _path(node: ast.expr) -> tuple[Any, ...]:
    """Return `entries[0]['title']` and `entries[0].title` as ("entries", 0, "title"); nothing for what is neither."""
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=inner, attr=name):
            return (*_path(inner), name)
        case ast.Subscript(value=inner, slice=ast.Constant(value=key)):
            return (*_path(inner), key)
    return ()


def _alternate(links: Iterable[dict[str, Any]]) -> str | None:
    return next((link["href"] for link in links if link.get("href") and (link.get("rel") or "alternate") == "alternate"), None)


def _people(people: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    people = list(people)
    return _filled(one.get("name") for one in people) or _filled((one.get("email") or "").partition("@")[0] for one in people)


def _filled(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _instant(date: str | None) -> int | None:
    """Return seconds since 1970; fractions of a second are not kept by us."""
    return int(datetime.fromisoformat(date).timestamp() // 1) if date else None
