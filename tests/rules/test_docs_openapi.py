"""docs/json-api.md and /openapi.json describe the same: addresses, parameters with their choices and limits, and keys, both ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.settings import Settings
from web import parameters
from web.openapi import document
from web.params import ALIASES
from web.schemas import OBJECTS

SETTINGS = Settings()
DESCRIBED = (*parameters.of_search(SETTINGS), *parameters.of_facet(), *parameters.of_suggestions())
"""Every parameter, with those that stand in a path."""

ROW = re.compile(r"^\| (`[^|]+) \| (.*) \|$", re.MULTILINE)

SECTIONS = {
    "## A search": ({"Search"}, set()),
    "Each hit:": ({"Hit"}, set()),
    "A relaxation:": ({"Relaxation"}, set()),
    "A facet:": ({"Facet", "DateFacet"}, set()),
    "A value of a facet:": ({"Value", "DateValue"}, set()),
    "## One facet": ({"FacetPage", "DateFacetPage"}, {"Facet", "DateFacet"}),
    "## One post": ({"Post"}, {"Hit"}),
    "A related post has": ({"Related"}, {"Hit"}),
    "## Suggestions": ({"Suggestions"}, set()),
    "A suggestion:": ({"Suggestion"}, set()),
}
"""What stands before each table of keys: objects whose keys it lists, and objects whose keys it says that these have as well."""

IN_WORDS = {
    "Notice": "query.notices",
    "Correction": "suggestion",
    "Links": "links",
    "Index": "index",
    "Site": "site",
    "Feed": "feeds",
    "Highlight": "highlight",
    "Cut": "cuts",
    "Citation": "citation",
}
"""Small objects whose keys a row of a table names, and the key of that row."""

HAD_ANYWAY = {"Post": {"body"}, "Related": {"score", "links"}}
"""Keys that a table gives another meaning than the object that it goes on from."""


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "json-api.md").read_text(encoding="utf-8")


def table(text: str, start: str) -> dict[str, str]:
    """Return the rows of the first table after `start`: what each names in its first column, and the rest of it."""
    assert text.count(f"\n{start}") == 1, start
    after = text.partition(f"\n{start}")[2]
    whole = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert whole
    return {name: rest for names, rest in ROW.findall(whole[0]) for name in re.findall(r"`([^`]+)`", names)}


def test_addresses(text: str) -> None:
    told = {address.replace("NAME", "{name}").replace("ID", "{id}") for address in table(text, "## Addresses")}
    assert told == set(document(SETTINGS)["paths"])


def test_parameters(text: str) -> None:
    named = {each.name for each in DESCRIBED if each.place == "query"}
    assert set(table(text, "## Parameters")) == named | set(ALIASES)


@pytest.mark.parametrize("name", [name for name in sorted({each.name for each in DESCRIBED if each.place == "query"}) if "." not in name])
def test_choices_and_limits(text: str, name: str) -> None:
    row = table(text, "## Parameters")[name]
    for schema in (each.schema for each in DESCRIBED if each.name == name and each.place == "query"):
        one = schema.get("items", schema)
        assert all(f"`{choice}`" in row for choice in one.get("enum", ()) if name not in {"facet", "explain"})  # all facets; 1 or nothing
        if "maximum" in schema and name != "page":
            assert f"1 to {schema['maximum']}, {schema['default']} by default" in row


@pytest.mark.parametrize("start", SECTIONS)
def test_keys(text: str, start: str) -> None:
    objects, other = SECTIONS[start]
    keys = {key for name in objects for key in OBJECTS[name]}
    beside = {key for name in other for key in OBJECTS[name]} - {key for name in objects for key in HAD_ANYWAY.get(name, ())}
    told = {name for name in table(text, start) if "." not in name}
    assert told == keys - beside


def test_keys_of_the_query(text: str) -> None:
    assert {name.partition(".")[2] for name in table(text, "## A search") if "." in name} == set(OBJECTS["Query"])


@pytest.mark.parametrize("name", IN_WORDS)
def test_keys_in_words(text: str, name: str) -> None:
    rows = table(text, "## One post") | table(text, "Each hit:") | table(text, "## A search")
    assert set(re.findall(r"`([a-z_]+)`", rows[IN_WORDS[name]])) >= set(OBJECTS[name])


def test_keys_of_what_follows_a_table(text: str) -> None:
    """Related posts, reasons, health and errors are told in sentences."""
    for name, start in (("Reason", "A reason:"), ("Health", "| `/healthz`"), ("Problem", "## Errors"), ("BadValue", "## Errors")):
        told = text.partition(f"\n{start}")[2].partition("\n\n" if name == "Reason" else "\n|")[0]
        assert set(OBJECTS[name]) <= set(re.findall(r"`([a-z_]+)`", told)), name


def test_every_object_is_in_one_of_the_tables() -> None:
    listed = {name for objects, _ in SECTIONS.values() for name in objects}
    apart = {"Query", "Reason", "Health", "Problem", "BadValue", "Facets", "Paging", "PostLinks"}
    assert listed | set(IN_WORDS) | apart == set(OBJECTS)
