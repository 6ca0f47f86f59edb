"""OpenAPI: the JSON interface described for programs (OpenAPI 3.1): addresses, parameters, answers with examples, errors.

The description depends on the settings alone, so it is put together once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version

from search.settings import Settings
from web import parameters
from web.formats import json as answers
from web.formats import suggestions
from web.links import base_path
from web.parameters import Parameter, Schema
from web.samples import EVENING, Sample, Samples
from web.schemas import schemas
from web.texts import openapi as texts

VERSION = "3.1.0"
"""Of OpenAPI: the first whose schemas are JSON Schema, and the newest that most programs read."""

ANSWERS: dict[str, Schema] = {
    "search": {"$ref": "#/components/schemas/Search"},
    "facet": {"oneOf": [{"$ref": "#/components/schemas/FacetPage"}, {"$ref": "#/components/schemas/DateFacetPage"}]},
    "suggest": {"$ref": "#/components/schemas/OpenSearchSuggestions"},
    "suggest_json": {"$ref": "#/components/schemas/Suggestions"},
    "post": {"$ref": "#/components/schemas/Post"},
    "health": {"$ref": "#/components/schemas/Health"},
    "openapi": {"type": "object", "required": ["openapi", "info", "paths"]},
}
"""Of each operation the schema of its answer."""

TYPES: dict[str, str] = {"suggest": suggestions.TYPE}
"""Content types that are not `application/json`."""

ERRORS = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it takes, what it answers, and with which errors."""

    name: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    samples: tuple[Sample, ...] = ()
    errors: tuple[int, ...] = ()
    moves: bool = False
    """True where it answers 301 as well."""
    tagged: bool = True
    """True where its answers have an ETag while there is an index (`conditional.py`)."""

    def described(self) -> Schema:
        """Return the operation as OpenAPI has it."""
        title, text = texts.ADDRESSES[self.name]
        examples = {sample.name: {"value": sample.value} for sample in self.samples}
        content = {TYPES.get(self.name, answers.TYPE): {"schema": ANSWERS[self.name], "examples": examples}}
        tag = ("ETag",) if self.tagged else ()
        responses = {"200": _response("200", *tag) | {"content": content}}
        responses |= {"301": _response("301", "Location")} if self.moves else {}
        responses |= {"304": _response("304", *tag)} if self.tagged else {}
        responses |= {str(int(status)): {"$ref": f"#/components/responses/{int(status)}"} for status in self.errors}
        return {
            "operationId": self.name,
            "summary": title,
            "description": text,
            "parameters": [each.described() for each in self.parameters],
            "responses": responses | {"default": {"$ref": "#/components/responses/default"}},
        }


@dataclass(slots=True)
class Description:
    """The description under these settings, put together when it is first asked for. Safe to use from several threads."""

    settings: Settings
    _text: str = field(default="", init=False)

    def text(self) -> str:
        """Return it as JSON."""
        if not self._text:  # two threads may make it at once: both make the same
            self._text = json.dumps(document(self.settings), ensure_ascii=False, separators=(",", ":")) + "\n"
        return self._text


def document(settings: Settings) -> Schema:
    """Return the whole description."""
    samples = Samples(settings)
    described: Schema = {
        "openapi": VERSION,
        "info": {"title": settings.web.title, "version": _version(), "description": texts.ABOUT},
        "servers": [{"url": base_path(settings) or "/"}],
    }
    own = Operation("openapi", "/openapi.json", samples=(Sample("short", described | {"paths": {}}),))
    components = {"schemas": schemas(), "responses": _errors(samples.failures())}
    paths = {each.path: {"get": each.described()} for each in (*operations(settings, samples), own)}
    return described | {"paths": paths, "components": components}


def _version() -> str:
    """Return the version of the program; an empty text where it is run from its files alone."""
    try:
        return version("backissues")
    except PackageNotFoundError:
        return ""


def operations(settings: Settings, samples: Samples) -> tuple[Operation, ...]:
    """Return the addresses that search."""
    bad, missing, long, unavailable = ERRORS
    typed = parameters.of_suggestions()
    return (
        Operation("search", "/search.json", parameters.of_search(settings), samples.search(), (bad, long, unavailable)),
        Operation("facet", "/facet/{name}.json", parameters.of_facet(), samples.facet(), ERRORS),
        Operation("suggest", "/suggest", typed, samples.suggest(), (long, unavailable)),
        Operation("suggest_json", "/suggest.json", typed, samples.suggest_json(), (long, unavailable)),
        Operation("post", "/post/{id}.json", parameters.of_post(EVENING.id), samples.post(), (missing, unavailable), moves=True),
        Operation("health", "/healthz", samples=samples.health(), tagged=False),
    )


def _response(status: str, *headers: str) -> Schema:
    described: Schema = {"description": texts.RESPONSES[status]}
    if headers:
        described["headers"] = {name: {"description": texts.HEADERS[name], "schema": {"type": "string"}} for name in headers}
    return described


def _errors(samples: dict[str, Sample]) -> dict[str, Schema]:
    """Return the responses that are errors, by their status; `default` is any other one."""
    errors = {}
    for status in (*(str(int(each)) for each in ERRORS), "default"):
        problem: Schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        if sample := samples.get(status):
            problem["examples"] = {sample.name: {"value": sample.value}}
        headers = ("Retry-After",) if status == "503" else ()
        errors[status] = _response(status, *headers) | {"content": {answers.PROBLEM_TYPE: problem}}
    return errors
