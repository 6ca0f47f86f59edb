"""FIELDS: what an index holds of a post. The one list that engines build their schema from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

SKETCH_STEMS = 64
"""Stems of a sketch (`sketch.py`; none is 0). 48 or 96 give the ranking .001 nDCG@10 less; looking beyond the first 200 words changes
nothing."""

SKETCH_READ = 300
"""Terms of a field that a sketch looks at, so that a text of one word over and over is not read to its end."""

TEXT_FIELDS: tuple[str, ...] = tuple(field.name for field in FIELDS if field.kind in ("stems", "exact"))
"""Names of the fields that hold terms, in the order of `FIELDS`: the keys of `Analysed.terms`."""
