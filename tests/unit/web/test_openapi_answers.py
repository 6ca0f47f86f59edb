"""Answers are what /openapi.json says: its examples, answers of many kinds, and what schemathesis asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from search.port import Searchable
from search.settings import PostText, Settings
from web.app import create_app
from web.openapi import document

OLD_ID, POST = "f" * 16, f"{1:016x}"

ASKED = (
    "/search.json",
    "/search.json?q=agile+parser&match=any&tag=python&exclude.creator=bob&tag.mode=all&explain=1&include=body",
    "/search.json?q=zebra+parser&sort=oldest&per_page=3&after=2009&before=2010-03&explain=1",
    "/search.json?q=zbera+wat:x+%22&tag=python&year=2009&month=2010-03&facet=date&facet=tag",
    "/search.json?q=unfindable+zeb&match=all&prefix=last&lang=de&facet=none",
    "/search.json?q=title:(agile+OR+post)+-zebra+pars*&facet_size=1&page=2&per_page=2",
    "/search.json?page=x&sort=up&year=20&facet=colour",
    "/search.json?cursor=abc&sort=newest",
    "/facet/tag.json?contains=lear&facet_size=1",
    "/facet/creator.json?q=agile&page=7",
    "/facet/site.json?exclude.site=other.org",
    "/facet/lang.json?lang=de",
    "/facet/date.json?year=2009",
    "/facet/date.json?q=unfindable",
    "/facet/tag.json?page=0",
    "/facet/colour.json",
    "/suggest?q=pos",
    "/suggest?q=",
    "/suggest.json?q=ma",
    "/suggest.json?q=unfindable",
    "/suggest.json?q=" + "a" * 5000,
    f"/post/{POST}.json",
    f"/post/{OLD_ID}.json",
    "/post/none.json",
    "/healthz",
    "/openapi.json",
)
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
"""Not that bad data is refused: unknown, empty and second values are ignored, and any text is a legal query. Nor that good data is
taken: a window beyond 10,000 posts and an id that no post has are refused."""


def closed(schema: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the schema with no keys allowed but those that it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return inner | {"additionalProperties": False} if "properties" in schema else inner


class Described:
    """Says what is wrong with an answer."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._described = closed(described) | {"paths": described["paths"]}

    def response(self, path: str, status: int) -> dict[str, Any]:
        responses = self._described["paths"][path]["get"]["responses"]
        found: dict[str, Any] = responses.get(str(status), responses["default"])
        return self._described["components"]["responses"][found["$ref"].rpartition("/")[2]] if "$ref" in found else found

    def faults(self, schema: dict[str, Any], value: object) -> list[str]:
        whole = {**closed(schema), "components": self._described["components"]}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in validator.iter_errors(value)]


@pytest.fixture(scope="module")
def described() -> Described:
    return Described(document(Settings()))


def path_of(address: str) -> str:
    """Return the described path that an address belongs to."""
    first, *rest = address.partition("?")[0].strip("/").split("/")
    return f"/{first}/{ {'facet': '{name}', 'post': '{id}'}[first] }.json" if rest else f"/{first}"


@pytest.mark.parametrize("post_text", ["full", "snippet", "none"])
@pytest.mark.parametrize("address", ASKED)
def test_answers_have_all_that_is_described_and_nothing_else(
    described: Described, archive: Searchable, address: str, post_text: PostText
) -> None:
    response = create_app(Settings(post_text=post_text), archive).test_client().get(address)
    promised = described.response(path_of(address), response.status_code)
    assert set(promised.get("headers", ())) <= set(response.headers.keys())
    if "content" in promised:
        ((kind, content),) = promised["content"].items()
        assert response.mimetype == kind
        assert described.faults(content["schema"], response.get_json(force=True)) == []


@pytest.mark.parametrize("address", ASKED)
def test_answers_that_a_program_has_are_said_to_be_tagged(described: Described, client: FlaskClient, address: str) -> None:
    first = client.get(address)
    tagged = "ETag" in described.response(path_of(address), 200).get("headers", ())
    assert ("ETag" in first.headers) == (tagged and first.status_code == 200)
    if first.status_code == 200 and tagged:
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        promised = described.response(path_of(address), again.status_code)
        assert again.status_code == 304
        assert set(promised["headers"]) <= set(again.headers.keys())


@pytest.mark.parametrize("post_text", ["full", "snippet", "none"])
def test_examples_have_all_that_is_described_and_nothing_else(described: Described, post_text: PostText) -> None:
    whole = document(Settings(post_text=post_text))
    for content in contents(whole):
        for example in content.get("examples", {}).values():
            assert described.faults(content["schema"], example["value"]) == []


def contents(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in whole["paths"].values():
        for response in item["get"]["responses"].values():
            yield from response.get("content", {}).values()
    for response in whole["components"]["responses"].values():
        yield from response["content"].values()


def test_schemas_are_schemas(described: Described) -> None:
    """And a key too few, a key too many and a value of another kind are seen: the tests above can fail."""
    whole = document(Settings())
    for schema in whole["components"]["schemas"].values():
        assert jsonschema_rs.meta.is_valid({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    (content,) = whole["paths"]["/healthz"]["get"]["responses"]["200"]["content"].values()
    index = {"engine": "whoosh", "generation": "1", "documents": 1, "built": None}
    for wrong in ({"status": "ok", "problem": None}, {"status": "ok", "problem": None, "index": index, "more": 1}, {"status": "up"}):
        assert described.faults(content["schema"], wrong)


@pytest.mark.parametrize(
    ("mounted", "address", "mode"),
    [
        ("client", "/openapi.json", GenerationMode.POSITIVE),
        ("client", "/openapi.json", GenerationMode.NEGATIVE),
        ("based", "/old/posts/openapi.json", GenerationMode.POSITIVE),
    ],
)
def test_whatever_schemathesis_asks_is_answered_as_described(
    request: pytest.FixtureRequest, mounted: str, address: str, mode: GenerationMode
) -> None:
    """In process, and the same questions each time. Two addresses take no parameters: there is nothing to vary."""
    client: FlaskClient = request.getfixturevalue(mounted)
    described = schemathesis.openapi.from_wsgi(address, client.application)
    for path in ("/search.json", "/facet/{name}.json", "/suggest", "/suggest.json", "/post/{id}.json"):

        @settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(described[path]["get"].as_strategy(generation_mode=mode))
        def asked(case: Case) -> None:
            case.call_and_validate(checks=CHECKS)

        asked()
