"""Cursor: the opaque place in newest or oldest after which an answer goes on (law 6), and the order of those places (law 7)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from search.errors import BadParameter
from search.query import Sort

Place = tuple[bool, timedelta, str]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last post of a window: its date (aware UTC, None for an undated post) and its id."""

    date: datetime | None
    id: str


def place(date: datetime | None, post_id: str, sort: Sort) -> Place:
    """Return the sort key of a post in oldest, or else in newest: strict, undated posts last in both, ties by id."""
    age = EPOCH - date if date else timedelta(0)
    return date is None, -age if sort == "oldest" else age, post_id


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
    if not _ID.fullmatch(cursor.id) or (cursor.date is not None and cursor.date.utcoffset() != timedelta(0)):
        raise BadParameter(("cursor", "is not one that an answer gave"))
    return cursor
