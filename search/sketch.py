"""Sketch: what a post is about, in 64 numbers, so that posts can be held beside each other without reading them."""

from __future__ import annotations

from zlib import crc32

from search import stopwords
from search.document import Analysed
from search.fields import SKETCH_READ, SKETCH_STEMS
from search.numbering import numbered
from search.similarity import tells

FIELDS = ("title", "categories", "body")


def sketch(analysed: Analysed) -> tuple[int, ...]:
    """Return the first `SKETCH_STEMS` different stems of the title, the tags and the text as their CRC-32, in that order.

    Left out are function words of the post's language, numbers and signs: most posts have them. Of 61,000 stems two have the same number
    in one archive of three (n * n / 2**33); that makes a few posts a sixty-fourth more alike.
    """
    light = stopwords.of({analysed.document.lang: 1})
    terms = numbered(analysed.terms)
    found: dict[int, None] = {}
    for field in FIELDS:
        # Both rows run in parallel; where one is missing, nothing is known of the field.
        for word, stem in zip(terms.first(f"{field}.exact", SKETCH_READ), terms.first(field, SKETCH_READ), strict=False):
            if word not in light and tells(word):
                found[crc32(stem.encode()) or 1] = None
                if len(found) == SKETCH_STEMS:
                    return tuple(found)
    return tuple(found)
