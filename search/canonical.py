"""Canonical text: an expression written out, so that people see what was understood and `syntax.parse` reads the same again."""

from __future__ import annotations

import re

from search.dates import YEARS, earliest_name, latest_name
from search.query import And, Expr, Not, Or, Phrase, Prefix, Span, Value, Word

_PLAIN = re.compile(r"[\w./&+#-]+")
"""Values that need no quotes."""


def canonical(expr: Expr, timezone: str) -> str:
    """Return the text of an expression; dates are written in the time zone where they are whole days there."""
    match expr:
        case Word(text, field):
            return _fielded(field, text)
        case Phrase(text, field):
            return _fielded(field, f'"{text}"')
        case Prefix(text, field):
            return _fielded(field, f"{text}*")
        case Value(facet, key):
            return _fielded(facet, key if _PLAIN.fullmatch(key) else f'"{key}"')
        case Span():
            return _dates(expr, timezone)
        case Not(inner):
            return f"NOT {_inner(inner, timezone)}"
        case And(exprs):
            return " AND ".join(_inner(inner, timezone) for inner in exprs)
        case Or(exprs):
            return " OR ".join(_inner(inner, timezone) for inner in exprs)


def _inner(expr: Expr, timezone: str) -> str:
    text = canonical(expr, timezone)
    return f"({text})" if isinstance(expr, And | Or) else text


def _fielded(field: str | None, text: str) -> str:
    return text if field is None else f"{field}:{text}"


def _dates(span: Span, timezone: str) -> str:
    after = "" if span.after is None else earliest_name(span.after, timezone)
    if span.before is None:
        return f"after:{after}"
    if span.after is None and span.before.year in YEARS:
        return f"before:{earliest_name(span.before, timezone)}"
    last = latest_name(span.before, timezone)
    return f"date:{last}" if after == last else f"date:{after}..{last}"
