"""`backissues search`: ask the index from a terminal."""

from __future__ import annotations

import io
import json
import sys
import time
from contextlib import closing
from datetime import datetime
from typing import Any

import click

from search import dates, syntax
from search.errors import BadParameter
from search.facets import VALUE_FACETS, value_key
from search.opening import open_searchable
from search.options import with_settings
from search.page import Page
from search.query import MATCHES, SORTS, Filter, Match, Query, Sort
from search.record import page_record
from search.settings import Settings


@click.command(name="search")
@click.argument("query", nargs=-1)
@click.option("--tag", multiple=True, help="Only posts with this tag; given several times, with any of them.")
@click.option("--creator", multiple=True, help="Only posts by this creator.")
@click.option("--site", multiple=True, help="Only posts of this site, by its address.")
@click.option("--lang", multiple=True, help="Only posts in this language (en, de ...).")
@click.option("--after", metavar="DATE", help="Only posts from this date on: 2009, 2009-03 or 2009-03-01.")
@click.option("--before", metavar="DATE", help="Only posts before this date.")
@click.option("--match", type=click.Choice(MATCHES), default="auto", show_default=True, help="Posts with all of the words, or with any.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Order of the results.")
@click.option("--page", type=int, default=1, show_default=True, help="Which page of the results.")
@click.option("--per-page", type=int, default=10, show_default=True, help="Results on a page, 1 to 100.")
@click.option("--explain", is_flag=True, help="Say of each result of what its score is the sum.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, as /search.json answers.")
@with_settings
def search(settings: Settings, /, *, query: tuple[str, ...], as_json: bool, **options: Any) -> None:  # noqa: ANN401 - click's own values
    """Search the posts for QUERY: words, "a phrase", -without, either OR other, begin*, title:word, tag:word, date:2009-03.

    Without QUERY, the newest posts. Put -- before a query that begins with a minus.
    """
    asked = _asked(" ".join(query), settings.timezone, **options)
    with closing(open_searchable(settings)) as searchable:
        started = time.perf_counter()
        page = searchable.search(asked)
        took_ms = (time.perf_counter() - started) * 1000
    if as_json:
        # Escaped beyond ASCII, so that no character of a post can give a terminal an order or fail to be printed.
        click.echo(json.dumps(page_record(asked, page, took_ms), indent=2))
    else:
        _print(asked, page)


def _asked(
    text: str,
    timezone: str,
    *,
    after: str | None,
    before: str | None,
    match: Match,
    sort: Sort,
    page: int,
    per_page: int,
    explain: bool,
    **chosen: tuple[str, ...],
) -> Query:
    """Return the query that the command's arguments ask for. Raises BadParameter for what is no date."""
    parsed = syntax.parse(text, timezone)
    filters = (Filter(name, tuple(dict.fromkeys(value_key(name, value) for value in chosen[name]))) for name in VALUE_FACETS)
    return Query(
        text=text,
        expr=parsed.expr,
        parsed=parsed.text,
        notices=parsed.notices,
        filters=tuple(filter_ for filter_ in filters if filter_.values),
        after=_start("after", after, timezone),
        before=_start("before", before, timezone),
        timezone=timezone,
        match=match,
        sort=sort,
        page=page,
        per_page=per_page,
        explain=explain,
    )


def _print(asked: Query, page: Page) -> None:
    """Print the answer for people: in colours, and with lines broken, on a terminal only."""
    from rich.console import Console  # noqa: PLC0415 - programs that ask for JSON need not wait for it

    from search.listing import listing  # noqa: PLC0415 - as above

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 shows what it can
    console = Console(highlight=False)
    for line in listing(asked, page):
        console.print(line, soft_wrap=not console.is_terminal)


def _start(option: str, text: str | None, timezone: str) -> datetime | None:
    """Return the instant at which the date begins. Raises BadParameter for what is no date."""
    if text is None:
        return None
    period = dates.period(text, timezone)
    if period is None:
        raise BadParameter((f"--{option}", f"{text!r} is no date such as 2009, 2009-03 or 2009-03-01"))
    return period[0]
