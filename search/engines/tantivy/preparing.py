"""Preparing: a post as this engine writes it. It needs no other post, so the workers do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import tantivy

from search import stored
from search.document import Analysed, Prepared
from search.engines.tantivy import rows, schema
from search.facets import FACETS, VALUE_FACETS
from search.fields import TEXT_FIELDS
from search.instants import LAST, UNDATED, microseconds
from search.numbering import numbered


@dataclass(frozen=True, slots=True)
class Post:
    """What is written of a post: its terms by field, its values (facet, key, label), its record and itself as JSON."""

    texts: tuple[str, ...]
    lengths: tuple[int, ...]
    values: tuple[tuple[str, str, str], ...]
    aliases: tuple[str, ...]
    date: datetime | None
    record: bytes
    document: bytes


def prepare(analysed: Analysed) -> Prepared:
    """Do with a post what needs no other."""
    document = analysed.document
    terms = numbered({field: analysed.terms.get(field, "") for field in TEXT_FIELDS})
    record = rows.made(Analysed(document, terms))
    post = Post(
        texts=tuple(terms.values()),
        lengths=record.lengths,
        values=tuple((facet, *pair) for facet in VALUE_FACETS for pair in FACETS[facet].values(document)),
        aliases=document.aliases,
        date=document.date,
        record=record.content,
        document=stored.to_json(document).encode(),
    )
    return Prepared(document.id, post)


def entry(number: int, post: Post, address: int) -> tantivy.Document:
    """Return the post as Tantivy takes it in; `number` is its id, `address` where its record stands."""
    made = tantivy.Document()
    for field, text, length in zip(TEXT_FIELDS, post.texts, post.lengths, strict=True):
        made.add_text(field, text)
        made.add_unsigned(schema.length_field(field), length)
    for facet, key, label in post.values:
        made.add_text(schema.key_field(facet), key)
        made.add_text(schema.pair_field(facet), f"{key}\n{label}")
    made.add_unsigned(schema.ID, number)
    for alias in post.aliases:
        made.add_unsigned(schema.ALIAS, int(alias, 16))
    date = microseconds(post.date)
    made.add_integer(schema.NEWEST, date)
    made.add_integer(schema.OLDEST, LAST if date == UNDATED else date)
    made.add_float(schema.RECENCY, schema.recency(date))
    if post.date is not None:
        made.add_unsigned(schema.MONTH, 12 * post.date.year + post.date.month - 1)
    made.add_unsigned(schema.ROW, address)
    made.add_unsigned(schema.SIZE, len(post.record) // rows.WIDTH)
    made.add_bytes(schema.DOCUMENT, post.document)
    return made
