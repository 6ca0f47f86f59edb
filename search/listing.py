"""Listing: an answer as text for people at a terminal. Nothing that a post says can give the terminal an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.text import Text

from search.dates import local
from search.page import FacetResult, FacetValue, Hit, Page, Relaxation, Snippet
from search.query import Query
from search.visible import visible

REASONS = 8
"""Parts of a score that are shown, the largest."""
FACET_VALUES = 8
"""Values shown of each facet: what fits on a line."""


def listing(query: Query, page: Page) -> Iterator[Text]:
    """Yield the lines of the answer: notices, the total, what may help, the results, the facets, and how to see more."""
    for notice in (*query.notices, *page.notices):
        yield Text(f"note: {visible(notice.detail)}", style="yellow")
    yield Text(_posts(page.total), style="bold")
    if page.suggestion:
        yield Text("did you mean: ") + _marked(page.suggestion.text) + Text(f" ({_posts(page.suggestion.total)})")
    for relaxation in page.relaxations:
        yield Text(f"{_left_out(relaxation)}: {_posts(relaxation.total)}")
    first = (query.page - 1) * query.per_page + 1
    for rank, hit in enumerate(page.hits, first):
        yield Text()
        yield from _result(rank, hit, query.timezone)
    facets = [line for facet in page.facets if (line := _facet(facet))]
    if facets:
        yield Text()
        yield from facets
    pages = -(-page.total // query.per_page)
    if page.hits and pages > 1:
        more = f"; --page {query.page + 1} shows more" if query.page < pages else ""
        yield Text(f"\npage {query.page} of {pages:,}{more}", style="dim")


def _posts(total: int) -> str:
    return f"{total:,} post{'' if total == 1 else 's'}"


def _left_out(relaxation: Relaxation) -> str:
    """Return what is left out, in words."""
    match relaxation.kind:
        case "match":
            return "with any of the words"
        case "filters":
            return "without any filter"
        case "dates":
            return "without the dates"
        case "filter":
            return f"without {relaxation.name}: {visible(relaxation.text)}"
        case "word":
            return f"without {visible(relaxation.text)}"


def _result(rank: int, hit: Hit, timezone: str) -> Iterator[Text]:
    post = hit.document
    yield Text(f"{rank}. ") + (_marked(hit.title or Snippet(post.title)) or Text("(no title)", style="italic"))
    facts = (_day(post.date, timezone), post.site.title or post.site.key, ", ".join(post.creators))
    yield Text("   ") + Text(" · ".join(visible(fact) for fact in facts if fact), style="dim")
    if hit.body and hit.body.text:
        yield Text("   ") + _marked(hit.body)
    for reason in (hit.reasons or ())[:REASONS]:
        said = f"{visible(reason.text)} in {reason.field}" if reason.field else "other results say the same things"
        yield Text(f"   {reason.score:6.2f}  {said} ({reason.kind})", style="dim")
    yield Text("   ") + Text(visible(post.url or post.id), style="cyan")


def _marked(snippet: Snippet) -> Text:
    """Return the snippet on one line, its marks bold. Pieces keep the spaces at their ends."""
    line = Text()
    for piece, marked in snippet.segments():
        inside = visible(piece)
        before, after = " " * piece[:1].isspace(), " " * (piece[-1:].isspace() and bool(inside))
        line.append(f"{before}{inside}{after}", style="bold" if marked else "")
    return line


def _day(date: datetime | None, timezone: str) -> str:
    return "undated" if date is None else local(date, ZoneInfo(timezone)).date().isoformat()


def _facet(facet: FacetResult) -> Text | None:
    """Return the facet on one line: its first values, or for dates the years that hold posts."""
    values = [value for value in (facet.years if facet.interval else facet.values) if value.count or value.selected]
    if not values:
        return None
    more = " …" if len(values) > FACET_VALUES or facet.truncated else ""
    shown = ", ".join(map(_value, values[-FACET_VALUES:] if facet.interval else values[:FACET_VALUES]))
    return Text(f"{facet.name}: ", style="bold") + Text(shown + more, style="not bold")


def _value(value: FacetValue) -> str:
    return f"{visible(value.label)} ({value.count:,})"
