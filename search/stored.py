"""Stored: a document as JSON text, in which engines on disk keep it. Not what users see: that is `record.py`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from search.document import Cut, Document, Feed, Site


def to_json(document: Document) -> str:
    """Return the document as text."""
    return json.dumps({name: getattr(document, name) for name in Document.__slots__}, default=_plain, ensure_ascii=False)


def from_json(text: str) -> Document:
    """Return the document that `to_json` made `text` of. Raises KeyError, TypeError or ValueError for any other text."""
    found: dict[str, Any] = json.loads(text)
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = tuple(value)
    found["date"] = _instant(found["date"])
    found["updated"] = _instant(found["updated"])
    found["site"] = Site(*found["site"])
    found["feeds"] = tuple(Feed(*one) for one in found["feeds"])
    found["cuts"] = tuple(Cut(*one) for one in found["cuts"])
    return Document(**found)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Site | Feed | Cut):
        return [getattr(value, name) for name in value.__slots__]
    raise TypeError(f"no JSON for {value!r}")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
