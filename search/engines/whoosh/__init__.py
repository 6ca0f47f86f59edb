"""The Whoosh engine: pure Python, nothing to install or run beside it. `docs/decisions/0001-blocks-of-postings.md` tells its layout."""

from search.engines.whoosh.reader import open_reader
from search.engines.whoosh.writer import open_writer

__all__ = ["open_reader", "open_writer"]
