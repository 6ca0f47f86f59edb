"""The table of parameters says what the code does: each choice and both sides of each limit, asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from search.facets import VALUE_FACETS
from search.query import FILTER_VALUES, Q_CHARACTERS, WINDOW
from search.settings import Settings
from web import parameters
from web.parameters import Parameter
from web.params import ALIASES
from web.texts import openapi as texts

SEARCH = parameters.of_search(Settings())
FACET = tuple(each for each in parameters.of_facet() if each.place == "query")
AT = [("/search.json", each) for each in SEARCH] + [("/facet/tag.json", each) for each in FACET]


def status(client: FlaskClient, path: str, parameter: Parameter, value: Any) -> int:  # noqa: ANN401 - any value of a parameter
    return client.get(path, query_string={"sort": "newest", parameter.name: value}).status_code


@pytest.mark.parametrize(("path", "parameter"), AT, ids=lambda one: getattr(one, "name", one))
def test_choices_and_limits(client: FlaskClient, path: str, parameter: Parameter) -> None:
    schema = parameter.schema
    one = schema.get("items", schema)
    for choice in one.get("enum", ()):
        assert status(client, path, parameter, choice) == 200, choice
    if "enum" in one or "pattern" in one:
        assert status(client, path, parameter, "!") == 400
    if "maximum" in schema:
        assert [status(client, path, parameter, value) for value in (0, 1, schema["maximum"], schema["maximum"] + 1)] == [
            400,
            200,
            200,
            400,
        ]
    if "maxLength" in schema:
        assert [status(client, path, parameter, "a" * schema["maxLength"] + more) for more in ("", "a")] == [200, 414]
    if parameter.example is not None:
        assert status(client, path, parameter, parameter.example) == 200


@pytest.mark.parametrize("parameter", [each for each in SEARCH if "default" in each.schema], ids=lambda each: each.name)
def test_defaults(client: FlaskClient, parameter: Parameter) -> None:
    def found(**given: Any) -> Any:  # noqa: ANN401 - any value, any JSON
        answer = client.get("/search.json", query_string={"q": "agile zebra", "tag": ["python", "c++"], **given}).get_json()
        return without_links(answer) | {"took_ms": 0}

    assert found(**{parameter.name: parameter.schema["default"]}) == found()


def without_links(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value without the addresses in it: some of them repeat what was asked, even where it is the default."""
    if isinstance(value, dict):
        return {key: without_links(inner) for key, inner in value.items() if key not in {"links", "toggle_url"}}
    return [without_links(inner) for inner in value] if isinstance(value, list) else value


def test_values_of_all_filters_together_have_a_limit(client: FlaskClient) -> None:
    for name in VALUE_FACETS:
        (parameter,) = (each for each in SEARCH if each.name == name)
        most = parameter.schema["maxItems"]
        assert most == FILTER_VALUES
        given = [f"value {number}" for number in range(most + 1)]
        if name != "lang":  # its values are codes; longer ones are cut to them
            assert [status(client, "/search.json", parameter, given[:size]) for size in (most, most + 1)] == [200, 400]


def test_texts_name_the_limits() -> None:
    (page,) = (each.described()["description"] for each in SEARCH if each.name == "page")
    assert f"{WINDOW:,} posts" in page
    assert f"{Q_CHARACTERS:,} characters" in texts.RESPONSES["414"]


def test_other_names_are_told() -> None:
    told = {each.alias: each.name for each in SEARCH if each.alias}
    assert told == ALIASES
    assert all(f"`{each.alias}`" in each.described()["description"] for each in SEARCH if each.alias)


def test_a_parameter_in_an_address_is_required() -> None:
    (name,) = (each.described() for each in parameters.of_facet() if each.place == "path")
    assert (name["in"], name["required"], name["schema"]["enum"]) == ("path", True, ["tag", "creator", "site", "lang", "date"])


def test_what_is_described_of_suggestions_is_what_a_chosen_one_keeps(client: FlaskClient) -> None:
    kept = {"match": "any", "exclude.creator": "mara", "lang": "en", "after": "2009", "sort": "oldest"}
    assert kept.keys() <= {each.name for each in parameters.of_suggestions()}
    found = client.get("/suggest.json", query_string={"q": "pyth", **kept}).json
    assert found
    urls = [one["url"] for one in found["suggestions"] if one["kind"] == "tag"]
    assert urls
    for url in urls:
        asked = dict(parse_qsl(urlsplit(url).query))
        assert {name: asked.get(name) for name in kept} == kept
