"""Keys of the JSON answers and of status.json, and parameters of the addresses, in docs/ are those that there are."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.analysis import Analyzer
from search.document import Cut, Document, Feed, Position, Site
from search.engines.memory import MemoryEngine
from search.settings import Settings
from search.sources import AddressStatus, FeedStatus, Gap, History, SiteStatus, SourceStatus, Status
from web.app import create_app
from web.params import ALIASES

POST = "0123456789abcdef"
NAMES_AS_KEYS = {"tag", "creator", "site", "lang", "date"}
"""Keys that are names of facets; docs/facets.md has those."""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The web over two posts that have everything a post can have."""
    document = Document(
        id=POST,
        title="Rain barrels",
        body="A barrel that does not leak",
        url="https://example.org/1",
        creators=("Ann",),
        categories=("garden",),
        date=datetime(2009, 3, 1, tzinfo=UTC),
        date_source="published",
        lang="en",
        site=Site("example.org", "A blog", None),
        feeds=(Feed("A blog", None),),
        sources=("feed.xml",),
        cuts=(Cut("footer", 1),),
    )
    with MemoryEngine() as engine:
        twin = dataclasses.replace(document, id=POST[::-1])  # so that each has a related post
        engine.rebuild(map(Analyzer().analyse, (document, twin)), Position("archive", 1))
        return create_app(Settings(), engine.reader()).test_client()


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "json-api.md").read_text(encoding="utf-8")


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _first_column(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE))))


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return value.keys() | {key for inner in value.values() for key in _keys(inner)}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


def _answers(client: FlaskClient) -> list[Any]:
    """One answer of each kind, with filters, exclusions, repairs and months in them."""
    searches = "q=rain+wat:x&tag=garden&tag.mode=all&exclude.lang=de&year=2009&include=body&explain=1"
    paths = (
        f"/search.json?{searches}",
        "/search.json?q=barrle&tag=garden",
        "/facet/tag.json?contains=gar",
        f"/post/{POST}.json",
        "/search.json?page=x",
        "/post/none.json",
        "/suggest.json?q=rain",
    )
    return [client.get(path).get_json(force=True) for path in paths]


def test_every_key_is_documented(client: FlaskClient, text: str) -> None:
    tables = _between(text, "## A search", "| `code` | status")
    documented = {name.split(".")[-1] for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", tables)}
    assert _keys(_answers(client)) - NAMES_AS_KEYS <= documented


def test_every_documented_key_is_there(client: FlaskClient, text: str) -> None:
    documented = {name.split(".")[-1] for name in _first_column(_between(text, "## A search", "## Errors"))}
    assert documented <= _keys(_answers(client))


def test_parameters_are_documented(root: Path, text: str) -> None:
    """Each name that `params` looks up stands in the table, aliases too."""
    code = (root / "web" / "params.py").read_text(encoding="utf-8")
    looked_up = set(re.findall(r'given\.(?:read|number|one_of|moment)\("([a-z_]+)"|given\.values\.get\("([a-z_]+)"', code))
    documented = _first_column(_between(text, "## Parameters", "## A search"))
    assert {name for pair in looked_up for name in pair if name} | set(ALIASES) | NAMES_AS_KEYS - {"date"} <= documented


def test_documented_parameters_are_known(client: FlaskClient, text: str) -> None:
    """A value that cannot be used is an error of each parameter that takes only some values, and an unknown parameter is none."""
    free = {"q", "s", "cursor", "contains", "include", "prefix"} | NAMES_AS_KEYS | set(ALIASES)
    for name in _first_column(_between(text, "## Parameters", "## A search")):
        if name not in free and not name.startswith("exclude."):
            assert client.get("/search.json", query_string={name: "!"}).status_code == 400, name


@pytest.mark.parametrize("path", ["/search.json", "/facet/tag.json", f"/post/{POST}.json", "/suggest", "/suggest.json", "/openapi.json"])
def test_documented_addresses_answer(client: FlaskClient, text: str, path: str) -> None:
    assert client.get(path).status_code == 200
    assert f"`{path.replace('tag', 'NAME').replace(POST, 'ID')}`" in text


@pytest.mark.parametrize(
    ("heading", "kind", "more"),
    [
        ("The whole", Status, {"index"}),
        ("A site", SiteStatus, set()),
        ("A feed", FeedStatus, set()),
        ("A gap", Gap, set()),
        ("A source", SourceStatus, set()),
        ("An address of a list", AddressStatus, set()),
        ("A history", History, set()),
    ],
)
def test_keys_of_status_json_are_documented(root: Path, heading: str, kind: type[Any], more: set[str]) -> None:
    text = (root / "docs" / "status.md").read_text(encoding="utf-8") + "\n### "
    documented = _first_column(_between(text, f"### {heading}\n", "\n### "))
    assert documented == {field.name for field in dataclasses.fields(kind)} | more
