"""Tables: the status of sources for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from search.page import IndexInfo
from search.sources import SourceStatus, Status
from search.visible import visible

WIDE = 1000
"""Characters of a line off a terminal: a table there is for programs such as grep, which want a row on a line."""


def show(status: Status, index: IndexInfo | None) -> None:
    """Print what is indexed."""
    console = Console(highlight=False, markup=False)
    console = console if console.is_terminal else Console(highlight=False, markup=False, width=WIDE)
    console.print(f"{status.posts:,} posts, {status.sightings - status.posts:,} duplicates, {len(status.sources):,} sources")
    console.print(_index_line(index))
    if status.skipped:
        console.print("left out: " + ", ".join(f"{count:,} {visible(reason)}" for reason, count in status.skipped))
    console.print()
    console.print(_sources(status.sources))
    feeds = [feed for source in status.sources for feed in source.feeds]
    rows = sorted({(feed.site, feed.title, feed.url or "", feed.posts, _span(feed.first, feed.last), feed.undated) for feed in feeds})
    console.print()
    console.print(_table(("site", "feed", "address", "posts", "span", "undated"), rows))


def _index_line(index: IndexInfo | None) -> str:
    if index is None:
        return "no index under the present rules: backissues reindex builds it"
    return f"{index.engine} index, generation {index.generation}, {index.documents:,} posts"


def _sources(sources: Sequence[SourceStatus]) -> Table:
    rows = [
        (
            source.name,
            source.documents,
            source.posts,
            _span(source.first, source.last),
            source.checked or "",
            " ".join(filter(None, ("missing" if source.missing else "", source.error))),
        )
        for source in sources
    ]
    return _table(("source", "documents", "posts", "span", "last check", "last error"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in heads:
        table.add_column(name, justify="right" if name in ("documents", "posts", "undated") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else visible(cell)) for cell in row))
    return table


def _span(first: str | None, last: str | None) -> str:
    return f"{first[:10]} to {last[:10]}" if first and last else ""
