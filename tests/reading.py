"""Reading one document from bytes, for tests of formats."""

from __future__ import annotations

import io

from index.formats import contents as documents
from index.formats.found import Content, Options, Unreadable
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument


def contents(data: bytes, location: str = "", options: Options | None = None) -> list[tuple[str, Content]]:
    """Return all that is found, each with its path."""
    return [(found.path, found.content) for found in documents.read(io.BytesIO(data), location, options or Options())]


def read(data: bytes, location: str = "") -> FeedDocument | None:
    """Return the feed that the bytes are, or None. Raises NotReadable."""
    ((_path, content),) = contents(data, location)
    if isinstance(content, Unreadable):
        raise NotReadable(content.detail)
    return content if isinstance(content, FeedDocument) else None
