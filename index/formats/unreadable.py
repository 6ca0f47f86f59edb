"""NotReadable: what is raised where a document is recognised as a feed and gives nothing."""

from __future__ import annotations

from search.errors import SourceError


class NotReadable(SourceError):
    """A document is a feed and nothing can be read of it. `str(error)` is the reason in one line; who calls adds the source's name."""
