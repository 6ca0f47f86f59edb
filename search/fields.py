"""FIELDS: what an index holds of a post. The one list that engines build their schema from."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Literal

from search.settings import Settings

Kind = Literal["stems", "exact", "keys", "date", "stored"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    `stems` and `exact` hold terms with positions (in `Analysed.terms`), `keys` hold folded facet values, `date` an instant;
    `stored` fields are only given back. `of` names the stem field that an exact field runs parallel to, else the field itself.
    """

    name: str
    kind: Kind
    of: str = ""


FIELDS: tuple[Field, ...] = (
    Field("title", "stems"),
    Field("title.exact", "exact", of="title"),
    Field("body", "stems"),
    Field("body.exact", "exact", of="body"),
    Field("categories", "stems"),
    Field("categories.exact", "exact", of="categories"),
    Field("creator", "exact"),
    Field("tag", "keys"),
    Field("creator.key", "keys"),
    Field("site", "keys"),
    Field("lang", "keys"),
    Field("date", "date"),
    Field("document", "stored"),
)

TEXT_FIELDS: tuple[str, ...] = tuple(field.name for field in FIELDS if field.kind in ("stems", "exact"))
"""Names of the fields that hold terms, in the order of `FIELDS`: the keys of `Analysed.terms`."""

RULES: dict[str, int] = {"analysis": 2, "cleaning": 1, "identity": 2, "categories": 1, "languages": 1, "layout": 1}
"""Versions of the rules that derive an index from the archive. Whoever changes what a rule gives raises its number here."""


def fingerprint(settings: Settings) -> str:
    """Return 16 hex digits that name the rules an index is built by (design.md section 2).

    Two indexes with the same fingerprint, built from the same archive, hold the same posts and terms.
    """
    parts = {
        "fields": [asdict(field) for field in FIELDS],
        "rules": RULES,
        "posts": asdict(settings.posts),
        "rewrite": sorted(settings.links.rewrite),
        "stemmer": version("PyStemmer"),
        "detector": version("py3langid"),
        "unicode": unicodedata.unidata_version,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
