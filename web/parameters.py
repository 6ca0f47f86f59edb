"""Parameters of the JSON interface as one table, for its description. Limits and choices are those of the code that reads them.

`params.py` reads requests; that both mean the same is tested with every choice and both sides of every limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search.facets import FACETS, VALUE_FACETS
from search.query import FACET_SIZE, FILTER_VALUES, MATCHES, PER_PAGE, Q_CHARACTERS, SORTS, FacetWanted
from search.settings import Settings
from web import params
from web.texts import openapi as texts

Schema = dict[str, Any]
"""A JSON Schema (2020-12), as OpenAPI 3.1 has them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, what it means (a key of the texts), its schema and a value to try."""

    name: str
    meaning: str
    schema: Schema
    example: Any = None
    place: str = "query"

    @property
    def alias(self) -> str:
        """Its other name, or an empty text."""
        return next((alias for alias, name in params.ALIASES.items() if name == self.name), "")

    def described(self) -> Schema:
        """Return the parameter as OpenAPI has it."""
        text = texts.PARAMETERS[self.meaning]
        described = {
            "name": self.name,
            "in": self.place,
            "required": self.place == "path",
            "description": f"{text} {texts.ALIAS.format(alias=self.alias)}" if self.alias else text,
            "schema": self.schema,
        }
        return described if self.example is None else described | {"example": self.example}


def _one_of(*choices: str) -> Schema:
    """Return the schema of one of these, the first of them by default."""
    return {"type": "string", "enum": list(choices), "default": choices[0]}


def _number(most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


def _several(schema: Schema) -> Schema:
    return {"type": "array", "items": schema, "maxItems": FILTER_VALUES}


def _like(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _text(meaning: str, example: str) -> Parameter:
    return Parameter("q", meaning, {"type": "string", "maxLength": Q_CHARACTERS}, example)


EXAMPLES = {
    "tag": ("Python", "garden"),
    "creator": ("Mara Lindqvist", "Jule Brandt"),
    "site": ("bench-and-branch.example", "werkstatt-am-kanal.example"),
    "lang": ("en", "de"),
}
"""A value of each facet to choose and one to exclude."""


def _of_facet(name: str) -> tuple[Parameter, ...]:
    values, (chosen, excluded) = _several({"type": "string"}), EXAMPLES[name]
    return (
        Parameter(name, "value", values, [chosen]),
        Parameter(f"{name}.mode", "mode", _one_of("any", "all"), "any"),
        Parameter(f"exclude.{name}", "excluded", values, [excluded]),
    )


def _posts() -> tuple[Parameter, ...]:
    """Return the parameters that say which posts are meant."""
    return (
        _text("q", "feed parser"),
        Parameter("match", "match", _one_of(*MATCHES), "all"),
        *(each for name in VALUE_FACETS for each in _of_facet(name)),
        Parameter("year", "year", _several(_like(params.YEAR.pattern)), ["2011"]),
        Parameter("month", "month", _several(_like(params.MONTH.pattern)), ["2012-03"]),
        Parameter("after", "after", {"type": "string"}, "2009"),
        Parameter("before", "before", {"type": "string"}, "2012-04-01"),
        Parameter("prefix", "prefix", {"type": "string", "enum": ["last"]}, "last"),
    )


def _sized() -> Parameter:
    return Parameter("facet_size", "facet_size", _number(FACET_SIZE, FacetWanted("").size), 10)


def of_search(settings: Settings) -> tuple[Parameter, ...]:
    """Return the parameters of /search.json."""
    return (
        *_posts(),
        Parameter("sort", "sort", _one_of(*SORTS), "newest"),
        Parameter("page", "page", _number(params.PAGE_MOST, 1), 1),
        Parameter("per_page", "per_page", _number(PER_PAGE, settings.web.per_page), 10),
        Parameter("cursor", "cursor", {"type": "string"}),
        Parameter("facet", "facet", {"type": "array", "items": {"type": "string", "enum": [*FACETS, "none"]}}, ["tag", "date"]),
        _sized(),
        Parameter("include", "include", {"type": "string", "enum": ["body"]}, "body"),
        Parameter("explain", "explain", {"type": "string", "enum": ["0", "1"], "default": "0"}, "1"),
    )


def of_facet() -> tuple[Parameter, ...]:
    """Return the parameters of /facet/{name}.json."""
    return (
        Parameter("name", "name", {"type": "string", "enum": list(FACETS)}, "tag", "path"),
        *_posts(),
        Parameter("contains", "contains", {"type": "string"}, "pyth"),
        Parameter("page", "page_of_values", _number(params.PAGE_MOST, 1), 1),
        _sized(),
    )


def of_suggestions() -> tuple[Parameter, ...]:
    """Return the parameters of /suggest and /suggest.json: the text, and of a search what a chosen suggestion keeps."""
    kept = (each for each in _posts() if each.name not in {"q", "prefix"})
    return (_text("typed", "feed par"), *kept, Parameter("sort", "sort", _one_of(*SORTS), "newest"))


def of_post(post_id: str) -> tuple[Parameter, ...]:
    """Return the parameters of /post/{id}.json, with the id of a post as the example."""
    return (Parameter("id", "id", _like("[0-9a-f]{16}"), post_id, "path"),)
