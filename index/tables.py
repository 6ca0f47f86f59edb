"""Tables: the status of sites, feeds and sources for people at a terminal, and one row a line elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.layout import Row, lines, wrapped
from search.capacity import outgrown
from search.page import IndexInfo
from search.sources import History, SiteStatus, SourceStatus, Status
from search.visible import visible

WIDE = 110
"""Cells of a terminal from which on there is room for more columns; below, what they say stands in notes."""

MOST_GAPS = 20
"""Gaps that a terminal shows, the widest."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed besides: the table of all `feeds`, and the posts of sites by `months`. `width`: see `layout.lines`."""

    width: int | None
    feeds: bool = False
    months: bool = False


def overview(status: Status, index: IndexInfo | None, shown: Shown) -> Iterator[str]:
    """Yield the status, line by line."""
    width = shown.width
    for line in _heading(status, index):
        yield from wrapped(line, width) if width else [visible(line)]
    sections: list[Callable[[], Iterator[str]]] = [partial(_sites, status.sites, width)]
    if shown.feeds:
        sections.append(partial(_feeds, status.sites, width))
    if shown.months:
        sections += [partial(_months, site, width) for site in status.sites if site.months]
    sections += [partial(_gaps, status.sites, width), partial(_sources, status.sources, width)]
    for section in sections:
        for at, line in enumerate(section()):
            yield from ["", line] if at == 0 else [line]


def _heading(status: Status, index: IndexInfo | None) -> Iterator[str]:
    feeds = sum(len(site.feeds) for site in status.sites)
    span = f" {_month(status.first)} to {_month(status.last)}" if status.first else ""
    undated = f", {status.undated:,} undated" if status.undated else ""
    yield f"{_counted(status.posts, 'post')}{span}{undated}; {_counted(status.sightings - status.posts, 'duplicate')}"
    yield f"{_counted(len(status.sites), 'site')}, {_counted(feeds, 'feed')}, {_counted(len(status.sources), 'source')}"
    if status.skipped:
        yield "left out: " + ", ".join(f"{count:,} {reason}" for reason, count in status.skipped) + " (--skipped lists them)"
    if index is None:
        yield "no index under the present rules: backissues reindex builds it"
    else:
        yield f"{index.engine} index, generation {index.generation.lstrip('0')}, {_counted(index.documents, 'post')}"
    if note := outgrown(index):
        yield note


def _sites(sites: Sequence[SiteStatus], width: int | None) -> Iterator[str]:
    rows = []
    bare = [site for site in sites if not site.posts] if width is not None else []
    for site in sites[: len(sites) - len(bare)]:
        empty, months = site.empty_months
        said = (site.key, site.posts, _month(site.first), _month(site.last), site.undated, f"{empty:,} of {months:,}" if months else "")
        rows.append(Row((*said, len(site.feeds), site.gap_count, site.title)))
    heads = ("site", "posts", "from", "to", "undated", "empty months", "feeds", "gaps", "title")
    yield from _table(heads, rows, width, narrow={"feeds", "title"})
    if bare:
        yield f"and {_counted(len(bare), 'site')} whose posts are all from other sites"


def _feeds(sites: Sequence[SiteStatus], width: int | None) -> Iterator[str]:
    rows = []
    for site in sites:
        for feed in site.feeds:
            cells = (feed.title or feed.url or site.key, feed.posts, feed.documents, _month(feed.first), _month(feed.last), feed.undated)
            url = feed.url or ""
            notes = (url,) if url and width is not None and width < WIDE else ()
            rows.append(Row((*cells, feed.gap_count, site.key, url), notes))
    heads = ("feed", "posts", "files", "from", "to", "undated", "gaps", "site", "address")
    return _table(heads, rows, width, narrow={"site", "address"})


def _months(site: SiteStatus, width: int | None) -> Iterator[str]:
    """Yield the posts of a site by month, `.` for a month without any."""
    rows = []
    for at, (year, counts) in enumerate(site.months):
        if at and site.months[at - 1][0] < year - 1:
            missing = range(site.months[at - 1][0] + 1, year)
            rows.append(Row((f"{missing[0]} to {missing[-1]}" if len(missing) > 1 else str(missing[0]), *[0] * 12, site.key)))
        rows.append(Row((str(year), *counts, site.key)))
    if width is not None:
        yield visible(site.key)
    yield from _table(("year", *_MONTHS, "site"), rows, width, narrow={"site"}, whole=True)


def _gaps(sites: Sequence[SiteStatus], width: int | None) -> Iterator[str]:
    known = [(gap.days, feed, gap) for site in sites for feed in site.feeds for gap in feed.gaps]
    known.sort(key=lambda one: (-one[0], one[2].after))
    rows = []
    for days, feed, gap in known if width is None else known[:MOST_GAPS]:
        older, newer = _short(gap.older, width), _short(gap.newer, width)
        files = older if older == newer else f"{older} and {newer}"
        rows.append(Row((feed.title or feed.url or "", gap.after[:10], gap.before[:10], days), (files,)))
    if not rows:
        return
    if width is not None:
        yield from wrapped("gaps: saved states of a feed that have no post in common, so that posts between them may be lost", width)
    yield from _table(("feed", "after", "before", "days"), rows, width)
    rest = sum(site.gap_count for site in sites) - len(rows)
    if rest:
        yield f"and {rest:,} more that are no wider"


def _sources(sources: Sequence[SourceStatus], width: int | None) -> Iterator[str]:
    rows = []
    for source in sorted(sources, key=lambda source: not source.is_wrong):
        notes = [*_problems(source), *_notes(source.history, source.next_check, width)]
        span = (_month(source.first), _month(source.last), source.undated)
        cells = (_short(source.name, width), source.posts, source.documents, *span, _when(source.checked, width))
        rows.append(Row((*cells, source.history.outcome if source.history else ""), tuple(notes)))
        for address in sorted(source.addresses, key=lambda address: address.error is None and address.state == "feed"):
            notes = [*_notes(address.history, address.next_check, width)]
            state = [] if address.state == "feed" else [address.state]
            said = ": ".join([*state, address.error] if address.error else state)
            span = (_month(address.first), _month(address.last), address.undated)
            name = f"  {address.url}"
            outcome = address.history.outcome if address.history else ""
            rows.append(Row((name, address.posts, "", *span, _when(address.checked, width), outcome), (*filter(None, [said]), *notes)))
    heads = ("source", "posts", "files", "from", "to", "undated", "last check", "history")
    return _table(heads, rows, width, narrow={"history"})


def _problems(source: SourceStatus) -> Iterator[str]:
    if source.missing:
        yield "gone; its posts are kept"
    elif source.gone:
        yield f"{_counted(source.gone, 'file')} gone; the posts are kept"
    if source.error:
        others = f"{source.failed:,} with errors, the last one: " if source.failed > 1 else ""
        yield others + source.error.removeprefix(f"{source.name}{os.sep}")


def _notes(history: History | None, next_check: str | None, width: int | None) -> Iterator[str]:
    if history and (history.outcome != "complete" or width is None or width < WIDE):
        yield f"history {history.detail}"
    if next_check:
        yield f"not asked again before {_when(next_check, width)}"


def _table(
    heads: Sequence[str], rows: Sequence[Row], width: int | None, *, narrow: AbstractSet[str] = frozenset(), whole: bool = False
) -> Iterator[str]:
    """Yield a table, if it has rows.

    On a narrow terminal, the `narrow` columns are left out; on any, those that say nothing too, unless the table is shown `whole`.
    """
    if not rows:
        return
    kept = list(range(len(heads)))
    if width is not None:
        left_out = narrow if width < WIDE else frozenset[str]()
        says = [whole or at == 0 or any(row.cells[at] for row in rows) for at in kept]
        kept = [at for at in kept if says[at] and heads[at] not in left_out]
    shown = [Row(tuple(row.cells[at] for at in kept), row.notes) for row in rows]
    yield from lines([heads[at] for at in kept], shown, width, zero="." if whole else "0")


def _short(name: str, width: int | None) -> str:
    """Return the name of a file as it is called from the current folder, on a terminal."""
    return name.removeprefix(f"{Path.cwd()}{os.sep}") if width is not None else name


def _month(date: str | None) -> str:
    return date[:7] if date else ""


def _when(moment: str | None, width: int | None) -> str:
    """Return a time (ISO 8601 in UTC): on a narrow terminal its day, else the minute too."""
    if moment is None:
        return ""
    return moment[:10] if width is not None and width < WIDE else f"{moment[:16].replace('T', ' ')}Z"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
