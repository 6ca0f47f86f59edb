"""Schemas of the JSON answers, for their description. Choices are those of the code that answers; the texts stand in `texts/openapi.py`.

An answer has every key of its schema but those in `OPTIONAL`, and may get more keys in a later version.
"""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from search.completion import KINDS
from search.document import Document
from search.facets import FACETS, VALUE_FACETS
from search.page import FacetResult, Page, Reason, Relaxation
from search.query import SORTS, Filter
from search.settings import PostText
from web.forms import FORMS
from web.health import HealthView
from web.parameters import Schema
from web.texts import openapi as texts


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(schema: Schema) -> Schema:
    """Return the schema of such a value or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    nullable = schema | {"type": [schema["type"], "null"]}
    return nullable | {"enum": [*schema["enum"], None]} if "enum" in schema else nullable


def _one_of(*choices: str) -> Schema:
    return {"type": "string", "enum": list(choices)}


def _choices(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type hint
    """Return the texts that a type hint allows, in their order."""
    return (hint,) if isinstance(hint, str) else tuple(text for part in get_args(hint) for text in _choices(part))


def _allowed(kind: type[Any], name: str) -> Schema:
    """Return the schema of a field of a dataclass that allows some texts only."""
    choices = _one_of(*_choices(get_type_hints(kind)[name]))
    return _or_null(choices) if type(None) in get_args(get_type_hints(kind)[name]) else choices


def _by_facet(names: tuple[str, ...], of: Schema) -> Schema:
    """Return the schema of an object that has some facets as keys."""
    return {"type": "object", "propertyNames": {"enum": list(names)}, "additionalProperties": of}


TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "integer", "minimum": 1}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
PIECES: Schema = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [TEXT, FLAG], "minItems": 2, "maxItems": 2},
}
"""Pairs `[text, marked]`. Text, never HTML."""

TOLD: dict[str, Schema] = {
    "id": ID,
    "url": _or_null(TEXT),
    "title": TEXT,
    "creator": TEXTS,
    "categories": TEXTS,
    "date": _or_null(INSTANT),
    "published": _or_null(TEXT),
    "date_source": _allowed(Document, "date_source"),
    "updated": _or_null(INSTANT),
    "lang": _or_null(TEXT),
    "site": _ref("Site"),
    "feeds": _list(_ref("Feed")),
}
"""What every list of posts says of a post."""

FACET: dict[str, Schema] = {
    "mode": _allowed(Filter, "mode"),
    "truncated": FLAG,
    "exact": FLAG | {"const": True},
    "distinct": COUNT,
    "values": _list(_ref("Value")),
}
DATE_FACET: dict[str, Schema] = FACET | {
    "interval": {"type": "string", "enum": [*_choices(get_type_hints(FacetResult)["interval"])]},
    "values": _list(_ref("DateValue")),
    "years": _list(_ref("DateValue")),
}
VALUE: dict[str, Schema] = {"value": TEXT, "label": TEXT, "count": COUNT, "selected": FLAG, "excluded": FLAG, "toggle_url": TEXT}
PAGE_OF_VALUES: dict[str, Schema] = {"contains": TEXT, "page": PLACE, "links": _ref("Paging"), "index": _ref("Index")}
PAGING: dict[str, Schema] = {"self": TEXT, "next": _or_null(TEXT), "prev": _or_null(TEXT)}

OBJECTS: dict[str, dict[str, Schema]] = {
    "Search": {
        "query": _ref("Query"),
        "total": COUNT,
        "page": PLACE,
        "per_page": PLACE,
        "pages": COUNT,
        "took_ms": NUMBER,
        "cursor": _or_null(TEXT),
        "links": _ref("Links"),
        "suggestion": _or_null(_ref("Correction")),
        "relaxations": _list(_ref("Relaxation")),
        "hits": _list(_ref("Hit")),
        "facets": _ref("Facets"),
        "index": _ref("Index"),
    },
    "Query": {
        "q": TEXT,
        "parsed": TEXT,
        "match": _allowed(Page, "match"),
        "filters": _by_facet(tuple(FACETS), TEXTS),
        "excluded": _by_facet(VALUE_FACETS, TEXTS),
        "modes": _by_facet(VALUE_FACETS, _allowed(Filter, "mode")),
        "after": _or_null(INSTANT),
        "before": _or_null(INSTANT),
        "sort": _one_of(*SORTS),
        "notices": _list(_ref("Notice")),
    },
    "Notice": {"code": TEXT, "detail": TEXT},
    "Links": PAGING | {form: TEXT for form in FORMS if form != "json"},
    "Correction": {"q": TEXT, "total": COUNT, "url": TEXT},
    "Relaxation": {
        "kind": _allowed(Relaxation, "kind"),
        "name": _or_null(_one_of(*FACETS)),
        "text": TEXT,
        "total": COUNT,
        "url": TEXT,
    },
    "Hit": TOLD
    | {"score": _or_null(NUMBER), "highlight": _ref("Highlight"), "reasons": _or_null(_list(_ref("Reason"))), "body": _or_null(TEXT)},
    "Site": {"title": TEXT, "url": _or_null(TEXT)},
    "Feed": {"title": TEXT, "url": _or_null(TEXT)},
    "Highlight": {"title": PIECES, "body": PIECES},
    "Reason": {"kind": _allowed(Reason, "kind"), "text": TEXT, "field": TEXT, "score": NUMBER},
    "Facets": {name: _ref("DateFacet" if facet.kind == "date" else "Facet") for name, facet in FACETS.items()},
    "Facet": FACET,
    "DateFacet": DATE_FACET,
    "Value": VALUE,
    "DateValue": VALUE | {"from": DAY, "to": _or_null(DAY)},
    "Index": {"engine": TEXT, "generation": TEXT, "documents": COUNT, "built": _or_null(INSTANT)},
    "FacetPage": {"facet": _one_of(*VALUE_FACETS)} | FACET | PAGE_OF_VALUES,
    "DateFacetPage": {"facet": _one_of(*(name for name in FACETS if name not in VALUE_FACETS))} | DATE_FACET | PAGE_OF_VALUES,
    "Paging": PAGING,
    "Post": TOLD
    | {
        "body": _or_null(TEXT),
        "beginning": _or_null(TEXT),
        "post_text": _one_of(*get_args(PostText)),
        "summary_only": FLAG,
        "guid": _or_null(TEXT),
        "sources": TEXTS,
        "aliases": _list(ID),
        "cuts": _list(_ref("Cut")),
        "citation": _ref("Citation"),
        "related": _list(_ref("Related")),
        "links": _ref("PostLinks"),
        "index": _ref("Index"),
    },
    "Citation": {"text": TEXT, "bibtex": TEXT, "ris": TEXT},
    "Cut": {"rule": TEXT, "count": PLACE},
    "Related": {name: TOLD[name] for name in ("id", "url", "title", "date", "lang", "site")}
    | {"score": NUMBER, "shared": TEXTS, "links": _ref("PostLinks")},
    "PostLinks": {"self": TEXT, "html": TEXT},
    "Suggestions": {"q": TEXT, "suggestions": _list(_ref("Suggestion")), "index": _ref("Index")},
    "Suggestion": {
        "kind": _one_of("title", *KINDS),
        "text": TEXT,
        "count": COUNT,
        "value": _or_null(TEXT),
        "id": _or_null(ID),
        "q": TEXT,
        "url": TEXT,
    },
    "Health": {"status": _allowed(HealthView, "status"), "problem": _or_null(TEXT), "index": _or_null(_ref("Index"))},
    "Problem": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "code": TEXT,
        "errors": _list(_ref("BadValue")),
    },
    "BadValue": {"parameter": TEXT, "detail": TEXT},
}
"""The objects of the answers, each by its keys."""

PARALLEL: Schema = {"type": "array", "items": {"anyOf": [TEXT, TEXTS]}, "minItems": 4, "maxItems": 4}
"""The text, its completions, what each is, and their addresses: OpenSearch suggestions 1.1. Not as `prefixItems`: schemathesis 4.32 takes
an answer of these for a fault of the schema."""

OPTIONAL: dict[str, tuple[str, ...]] = {"Hit": ("reasons", "body"), "Facets": tuple(FACETS), "Problem": ("errors",)}
"""Keys that some of these objects have not."""

SAME_AS: dict[str, tuple[str, ...]] = {
    "Post": ("Hit",),
    "Related": ("Hit",),
    "Links": ("Paging",),
    "DateFacet": ("Facet",),
    "DateValue": ("Value",),
    "FacetPage": ("Facet",),
    "DateFacetPage": ("FacetPage", "DateFacet", "Facet"),
}
"""Objects whose keys mean what those of others mean, where no text says otherwise."""


def meaning(name: str, key: str) -> str:
    """Return the text of a key."""
    places = (name, *SAME_AS.get(name, ()))
    return next(texts.KEYS[f"{place}.{key}"] for place in places if f"{place}.{key}" in texts.KEYS)


def schemas() -> dict[str, Schema]:
    """Return the schema of each object, with the meaning of each key."""
    objects: dict[str, Schema] = {
        name: {
            "type": "object",
            "properties": {key: schema | {"description": meaning(name, key)} for key, schema in keys.items()},
            "required": [key for key in keys if key not in OPTIONAL.get(name, ())],
        }
        for name, keys in OBJECTS.items()
    }
    return objects | {"OpenSearchSuggestions": PARALLEL}
