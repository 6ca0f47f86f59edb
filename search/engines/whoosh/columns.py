"""Columns: what a block knows of its posts beside their postings, as arrays and lists that are read in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.document import Analysed
from search.engines.whoosh import dictionary
from search.engines.whoosh.dictionary import Dictionary
from search.engines.whoosh.schema import Posting
from search.facets import FACETS, VALUE_FACETS
from search.fields import FIELDS, SKETCH_STEMS, TEXT_FIELDS
from search.instants import microseconds
from search.sketch import sketch

EXACT = tuple(field.name for field in FIELDS if field.kind == "exact")
"""Fields that prefixes are looked for in."""

Stored = dict[str, str | bytes]
"""Columns as Whoosh stores them: built-in types only, since it pickles them."""
Pair = tuple[str, str]
"""A facet value's key and label."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the columns hold of one post. `lengths` counts the terms of each text field, `pairs` are the values of each value facet."""

    id: str
    aliases: tuple[str, ...]
    date: int
    title: str
    title_terms: str
    lengths: tuple[int, ...]
    pairs: tuple[tuple[Pair, ...], ...]
    sketch: bytes
    """As stored: 256 bytes, where a tuple of numbers takes 2.5 kB."""


def row(analysed: Analysed, lengths: tuple[int, ...]) -> Row:
    """Return the row of a post whose text fields have these lengths."""
    document = analysed.document
    return Row(
        id=document.id,
        aliases=document.aliases,
        date=microseconds(document.date),
        title=document.title,
        title_terms=analysed.terms.get("title.exact", ""),
        lengths=lengths,
        pairs=tuple(FACETS[name].values(document) for name in VALUE_FACETS),
        sketch=np.array(sketch(analysed), "<u4").tobytes().ljust(4 * SKETCH_STEMS, b"\0"),
    )


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one facet: the n-th post has `counts[n]` pairs, by their places in `pairs` the next ones of `indices`."""

    pairs: tuple[Pair, ...]
    counts: NDArray[np.int64]
    indices: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block, each in the order of its posts.

    `lengths` are in the order of `TEXT_FIELDS`, `facets` of `VALUE_FACETS`; `dictionaries` are those of the fields in `EXACT`. `sketches`
    has a row of `SKETCH_STEMS` numbers for each post, filled up with 0.
    """

    ids: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    dates: NDArray[np.int64]
    titles: tuple[str, ...]
    title_terms: tuple[str, ...]
    lengths: tuple[NDArray[np.int64], ...]
    facets: tuple[Values, ...]
    sketches: NDArray[np.uint32]
    dictionaries: dict[str, Dictionary]


def store(rows: Sequence[Row], terms: Mapping[str, Sequence[Posting]]) -> Stored:
    """Return the columns of these posts; `terms` are their postings by field."""
    stored: Stored = {
        "posts": json.dumps([(one.id, one.aliases, one.title, one.title_terms) for one in rows], ensure_ascii=False),
        "dates": np.array([one.date for one in rows], "<i8").tobytes(),
        "lengths": np.array([one.lengths for one in rows], "<u4").T.tobytes(),
        "sketches": b"".join(one.sketch for one in rows),
    }
    for number, name in enumerate(VALUE_FACETS):
        ordinals: dict[Pair, int] = {}
        indices = [[ordinals.setdefault(pair, len(ordinals)) for pair in one.pairs[number]] for one in rows]
        stored[f"{name} pairs"] = json.dumps(list(ordinals), ensure_ascii=False)
        stored[f"{name} counts"] = np.array([len(one) for one in indices], "<u4").tobytes()
        stored[f"{name} indices"] = np.array([index for one in indices for index in one], "<u4").tobytes()
    for name in EXACT:
        stored[f"{name} terms"], stored[f"{name} posts"] = dictionary.listed(terms[name])
    return stored


def load(stored: Stored) -> Columns:
    """Return the columns that `store` made."""
    ids, aliases, titles, title_terms = zip(*json.loads(stored["posts"]), strict=True)
    return Columns(
        ids=ids,
        aliases=tuple(map(tuple, aliases)),
        dates=_numbers(stored, "dates", "<i8"),
        titles=titles,
        title_terms=title_terms,
        lengths=tuple(_numbers(stored, "lengths", "<u4").reshape(len(TEXT_FIELDS), len(ids))),
        facets=tuple(_values(stored, name) for name in VALUE_FACETS),
        sketches=np.frombuffer(_bytes(stored, "sketches"), "<u4").reshape(len(ids), SKETCH_STEMS),
        dictionaries={name: Dictionary(str(stored[f"{name} terms"]).encode(), _numbers(stored, f"{name} posts", "<u4")) for name in EXACT},
    )


def _values(stored: Stored, name: str) -> Values:
    pairs = tuple((key, label) for key, label in json.loads(stored[f"{name} pairs"]))
    return Values(pairs, _numbers(stored, f"{name} counts", "<u4"), _numbers(stored, f"{name} indices", "<u4"))


def _numbers(stored: Stored, name: str, kind: str) -> NDArray[np.int64]:
    return np.frombuffer(_bytes(stored, name), kind).astype(np.int64)


def _bytes(stored: Stored, name: str) -> bytes:
    value = stored[name]
    assert isinstance(value, bytes)  # noqa: S101 - says to mypy what `store` puts there
    return value
