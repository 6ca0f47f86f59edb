"""Sketch: what a post is about, in 64 numbers, so that posts can be held beside each other without reading them."""

from __future__ import annotations

from zlib import crc32

from search import stopwords
from search.document import Analysed
from search.numbering import numbered
from search.similarity import tells

STEMS = 64
"""Stems of a sketch (none is 0). 48 or 96 give the ranking .001 nDCG@10 less; looking beyond the first 200 words changes nothing."""
READ = 300
"""Terms of a field that are looked at, so that a text of one word over and over is not read to its end."""
FIELDS = ("title", "categories", "body")


def sketch(analysed: Analysed) -> tuple[int, ...]:
    """Return the first `STEMS` different stems of the title, the tags and the text as their CRC-32, in that order.

    Left out are function words of the post's language, numbers and signs: most posts have them. Of 61,000 stems two have the same number
    in one archive of three (n * n / 2**33); that makes a few posts a sixty-fourth more alike.
    """
    light = stopwords.of({analysed.document.lang: 1})
    terms = numbered(analysed.terms)
    found: dict[int, None] = {}
    for field in FIELDS:
        # Both rows run in parallel; where one is missing, nothing is known of the field.
        for word, stem in zip(terms.first(f"{field}.exact", READ), terms.first(field, READ), strict=False):
            if word not in light and tells(word):
                found[crc32(stem.encode()) or 1] = None
                if len(found) == STEMS:
                    return tuple(found)
    return tuple(found)
