"""Cursor: the opaque place in newest or oldest after which an answer goes on (law 6)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

from search.errors import BadParameter


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last post of a window: its date (aware UTC, None for an undated post) and its id."""

    date: datetime | None
    id: str


def encode(cursor: Cursor) -> str:
    """Return the cursor as URL-safe text."""
    date = cursor.date.isoformat() if cursor.date else ""
    return base64.urlsafe_b64encode(f"{date} {cursor.id}".encode()).decode("ascii").rstrip("=")


def decode(text: str) -> Cursor:
    """Return the cursor that `encode` made `text` of. Raises BadParameter for any other text."""
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("utf-8")
        date, _, post_id = plain.partition(" ")
        cursor = Cursor(datetime.fromisoformat(date) if date else None, post_id)
    except ValueError as error:
        raise BadParameter(("cursor", "is not one that an answer gave")) from error
    if not cursor.id or (cursor.date is not None and cursor.date.utcoffset() != timedelta(0)):
        raise BadParameter(("cursor", "is not one that an answer gave"))
    return cursor
