"""The Tantivy schema of an index. Tantivy analyses nothing: it gets rows of terms, which it cuts at spaces."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from tantivy import Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.facets import VALUE_FACETS
from search.fields import TEXT_FIELDS

ID = "id"
"""The post's id as a number."""
ALIAS = "alias"
"""The ids that it had before, as numbers."""
NEWEST, OLDEST = "newest", "oldest"
"""The post's date (`instants`); an undated post has `UNDATED` in the one and `LAST` in the other, so that it comes last."""
RECENCY = "recency"
"""By which Tantivy raises scores so that of equal ones the newer is chosen (`recency`)."""
MONTH = "month"
"""The month of the date in UTC: 12 * year + month - 1; none for an undated post."""
ROW = "row"
"""Where the post's record begins (`rows.py`)."""
SIZE = "size"
"""How many numbers the record has."""
DOCUMENT = "document"
"""The post as JSON in UTF-8."""

ATTEMPTS = 100
"""How often the removal of a folder is tried."""
TERMS = "terms"
"""The name of the tokenizer that cuts a row of terms."""
PLAIN = "raw"
"""The name of Tantivy's tokenizer that leaves a text whole."""


_FIRST, _LAST = -1_262_304_000_000_000, 3_155_760_000_000_000
"""The years 1930 and 2070, between which `raised` grows."""


def key_field(facet: str) -> str:
    """Return the name of the field that holds the keys of a facet. Tantivy leaves out what has more than 65,530 bytes: no key has."""
    return f"{facet}.key"


def pair_field(facet: str) -> str:
    """Return the name of the field that holds each key of a facet with its label, a line end between them (a key has none)."""
    return f"{facet}.pair"


def length_field(field: str) -> str:
    """Return the name of the field that holds how many terms a post has in a text field."""
    return f"{field}.length"


def recency(date: int) -> float:
    """Return the value by which Tantivy raises a score: it multiplies by log2(2 + value), here 1 in 1930 up to 1.03 in 2070.

    Scores have 24 bits, so dates are told apart to some five hours; of posts nearer to each other `ranking` looks at the dates. Undated
    ones are not raised.
    """
    share = min(max((date - _FIRST) / (_LAST - _FIRST), 0.0), 1.0)
    return float(2 ** (1 + 0.03 * share) - 2)


def build_schema() -> Schema:
    """Return the schema of every index of ours."""
    builder = SchemaBuilder()
    for field in TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name=TERMS, index_option="position")
        builder.add_unsigned_field(length_field(field), fast=True)
    for facet in VALUE_FACETS:
        builder.add_text_field(key_field(facet), fast=True, tokenizer_name=PLAIN, index_option="basic")
        builder.add_text_field(pair_field(facet), tokenizer_name=PLAIN, index_option="basic")
    builder.add_unsigned_field(ID, indexed=True, fast=True)
    builder.add_unsigned_field(ALIAS, indexed=True)
    for field in (NEWEST, OLDEST):
        builder.add_integer_field(field, fast=True)
    builder.add_float_field(RECENCY, fast=True)
    for field in (MONTH, ROW, SIZE):
        builder.add_unsigned_field(field, fast=True)
    builder.add_bytes_field(DOCUMENT, stored=True)
    return builder.build()


def writable(path: Path) -> Index:
    """Return the index in the folder, or a new one in an empty folder, to write to."""
    if any(path.iterdir()):
        return _ready(Index.open(str(path)))
    return _ready(Index(build_schema(), path=str(path), reuse=False))


def opened(path: Path) -> Index:
    """Return the index in the folder, which `generations` must vouch for, to read from. The folder need not be writable.

    Tantivy leaves a lock file where it opens an index. So it gets a folder of links, which is gone when it has all files open.
    """
    view = Path(tempfile.mkdtemp(prefix="backissues-"))
    try:
        for file in path.iterdir():
            (view / file.name).symlink_to(file.absolute())
        index = _ready(Index.open(str(view)))
        index.config_reader("manual")  # a generation never changes; by default a thread looks for changes
    finally:
        remove(view)
    return index


def remove(folder: Path) -> None:
    """Remove a folder that Tantivy opened. A thread of it that looks for changes may just make its lock file anew: then again."""
    for _attempt in range(ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.001)


def _ready(index: Index) -> Index:
    index.register_tokenizer(TERMS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index
