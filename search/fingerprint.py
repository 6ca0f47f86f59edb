"""Fingerprint: the name of the rules that derive an index from the archive and the settings."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from contextlib import suppress
from dataclasses import asdict

from search.fields import FIELDS, SKETCH_READ, SKETCH_STEMS
from search.settings import Settings
from search.stopwords import STOP_WORDS

RULES: dict[str, int] = {"analysis": 2, "cleaning": 1, "identity": 2, "categories": 1, "languages": 1, "layout": 2, "sketch": 1}
"""Versions of the rules that derive an index from the archive. Whoever changes what a rule gives raises its number here."""


def fingerprint(settings: Settings) -> str:
    """Return 16 hex digits that name the rules an index is built by (design.md section 2).

    Two indexes with the same fingerprint, built from the same archive, hold the same posts and terms.
    """
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 10 ms to load, which commands that open no index need not wait for

    parts: dict[str, object] = {
        "fields": [asdict(field) for field in FIELDS],
        "rules": RULES,
        "posts": asdict(settings.posts),
        "rewrite": sorted(settings.links.rewrite),
        "sketch": [SKETCH_STEMS, SKETCH_READ, {lang: words.split() for lang, words in STOP_WORDS.items()}],
        "stemmer": version("PyStemmer"),
        "detector": version("py3langid"),
        "unicode": unicodedata.unidata_version,
    }
    if settings.engine == "tantivy":  # it reads the files of its own version only
        with suppress(PackageNotFoundError):
            parts["tantivy"] = version("tantivy")
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
