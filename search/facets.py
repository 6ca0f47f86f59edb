"""FACETS: which facets exist, on which field, of which kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from search import subtags
from search.document import Document

_BEFORE_SITE = re.compile(r"\A(?:https?://|www\.|\s)+")


def fold_key(text: str) -> str:
    """Return the key by which facet values are compared: NFKC, case folded, spaces collapsed.

    Case folding can leave a text that is no longer composed ("ß" before a combining accent), so NFKC comes once more: folding a key
    gives the key again.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def value_key(facet: str, text: str) -> str:
    """Return the key of the value of a facet that a person means by `text`: `https://www.Example.org/` is the site `example.org`."""
    key = fold_key(text)
    if facet == "site":
        return _BEFORE_SITE.sub("", key).rstrip("/ ")
    if facet == "lang":
        return subtags.primary(key) or key
    return key


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet. `values` gives a document's pairs (key, label); the `date` facet is counted from the date instead."""

    name: str
    kind: Literal["values", "date"]
    values: Callable[[Document], tuple[tuple[str, str], ...]]


def _pairs(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    folded = {fold_key(label): label for label in reversed(labels)}
    return tuple((key, label) for key, label in folded.items() if key)


def _pair(key: str | None, label: str | None) -> tuple[tuple[str, str], ...]:
    return ((key, label or key),) if key else ()


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("tag", "values", lambda document: _pairs(document.categories)),
        Facet("creator", "values", lambda document: _pairs(document.creators)),
        Facet("site", "values", lambda document: _pair(value_key("site", document.site.key), document.site.title or document.site.key)),
        Facet("lang", "values", lambda document: ((document.lang, document.lang),) if document.lang else ()),
        Facet("date", "date", lambda _document: ()),
    )
}

VALUE_FACETS: tuple[str, ...] = tuple(facet.name for facet in FACETS.values() if facet.kind == "values")
