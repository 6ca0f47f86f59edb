"""Tables: the status of sources for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from search.listing import visible
from search.page import IndexInfo
from search.sources import SourceStatus, Status


def show(status: Status, index: IndexInfo | None) -> None:
    """Print what is indexed."""
    stream = click.get_text_stream("stdout", errors="backslashreplace")
    console = Console(file=stream, highlight=False)
    width = None if console.is_terminal else 10_000
    duplicates = status.sightings - status.posts
    console.print(f"{status.posts:,} posts, {duplicates:,} duplicates, {len(status.sources):,} sources", width=width)
    console.print(_index_line(index), width=width)
    if status.skipped:
        console.print(
            "left out: " + ", ".join(f"{count:,} {visible(reason)}" for reason, count in status.skipped), markup=False, width=width
        )
    console.print(_sources(status.sources), width=width)
    feeds = [feed for source in status.sources for feed in source.feeds]
    rows = sorted({(feed.site, feed.title, feed.url or "", feed.posts, _span(feed.first, feed.last), feed.undated) for feed in feeds})
    console.print(_table(("site", "feed", "address", "posts", "span", "undated"), rows), width=width)


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
