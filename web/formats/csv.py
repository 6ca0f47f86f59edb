"""A FeedView as comma-separated values (RFC 4180) for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from search.record import instant
from web.formats import xml
from web.forms import FORMS
from web.syndication import Entry, FeedView, sorted_date

TYPE = FORMS["csv"].content_type
COLUMNS = ("id", "guid", "title", "url", "date", "date_source", "updated", "creators", "tags", "lang", "site", "feeds", "snippet")
"""The first row. A row has `body` as well where texts are asked for."""
BETWEEN = "; "
"""Stands between several creators, tags or feeds."""

_SIGNS = "=+\\-@＝＋－＠"  # noqa: RUF001 - full-width signs are meant
_FORMULA = re.compile(rf"(?:^|(?<=[;\t\r\n])) *(?=[{_SIGNS}])|^(?=[\t\r\n])")
"""Where a formula may begin: at the beginning of a cell, and where programs that cut rows at `;` or at tabs begin a new one.

Some programs pass by white space and the width of the sign. Quotes around the cell do not help there: they are not at its beginning.
"""


def table(view: FeedView) -> str:
    """Return the table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow((*COLUMNS, "body") if view.body else COLUMNS)
    writer.writerows([harmless(cell) for cell in _row(entry, body=view.body)] for entry in view.entries)
    return text.getvalue()


def links(view: FeedView) -> str:
    """Return the pages before and after this one for the header `Link` (RFC 8288): a table has no place for them."""
    relations = (*(("prev" if relation == "previous" else relation, url) for relation, url in view.paging), ("alternate", view.html_url))
    return ", ".join(f'<{url}>; rel="{relation}"' for relation, url in relations)


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes a part of it for a formula: with an apostrophe before what begins like one."""
    return _FORMULA.sub(r"\g<0>'", xml.clean(cell))


def _row(entry: Entry, *, body: bool) -> tuple[str, ...]:
    document = entry.document
    when = sorted_date(entry)
    cells = (
        document.id,
        document.guid or "",
        document.title,
        entry.link,
        when.isoformat() if when else "",
        document.date_source or "",
        instant(document.updated) or "",
        _joined(document.creators),
        _joined(document.categories),
        document.lang or "",
        document.site.title or document.site.key,
        _joined(feed.title or feed.url or "" for feed in document.feeds),
        entry.summary,
    )
    return (*cells, entry.body or "") if body else cells


def _joined(values: Iterable[str]) -> str:
    return BETWEEN.join(values)
