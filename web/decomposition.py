"""Decomposition: a query text -> the fields of the advanced search. Pure; the other direction is `composition.py`.

What has no field stands in `more`, so composing the fields again asks for the same: its parts in another order, and dates joined into one
span.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from search import dates, syntax
from search.phrasing import grouped, phrased
from search.query import And, Expr, Not, Or, Phrase, Prefix, Span, Value, Word
from web.composition import Fields, words

_FIRST = datetime.min.replace(tzinfo=UTC)
_ALWAYS = Span(None, None)
_SEVERAL = frozenset(("all", "none", "begins", "title", "creator"))
"""Fields that hold as many words as there are; the others hold one thing."""


def decomposed(text: str, timezone: str, window: Span = _ALWAYS) -> Fields:
    """Return the fields that ask for the text, and for dates in the window."""
    expr = syntax.parse(text, timezone).expr
    members = [*(expr.exprs if isinstance(expr, And) else (expr,)), *_halves(window)]
    found: dict[str, list[str]] = defaultdict(list)
    rest: list[Expr] = []
    span = _ALWAYS
    for member in members:
        name, said = _place(member)
        if isinstance(member, Span) and _nameable(_both(span, member)):
            span = _both(span, member)
        elif name and (name in _SEVERAL or name not in found):
            found[name].append(said)
        else:
            rest.append(member)
    return Fields(
        **{name: " ".join(said) for name, said in found.items()},
        since=dates.earliest_name(span.after, timezone) if span.after else "",
        until=dates.latest_name(span.before, timezone) if span.before else "",
        more=" ".join((grouped if len(members) > 1 else phrased)(each, timezone) for each in rest),
    )


def _halves(span: Span) -> list[Span]:
    """Return what bounds the span, one bound each."""
    return [half for half in (Span(span.after, None), Span(None, span.before)) if half != _ALWAYS]


def _place(expr: Expr) -> tuple[str, str]:
    """Return the field in which the expression can stand and its text there; empty texts where it has none."""
    match expr:
        case Word(text, field) if field in {None, "title", "creator"} and _plain(text):
            return field or "all", text
        case Phrase(text, None):
            return "phrase", text
        case Prefix(text, None) if _plain(text):
            return "begins", text
        case Not(Word(text, None)) if _plain(text):
            return "none", text
        case Or(exprs) if all(isinstance(each, Word) and each.field is None and _plain(each.text) for each in exprs):
            return "any", " ".join(each.text for each in exprs if isinstance(each, Word))
        case Value("tag" | "site" | "lang" as facet, key):
            return facet, key
        case _:
            return "", ""


def _plain(text: str) -> bool:
    """Say whether the word, typed into a field for words, means itself."""
    return words(text) == (text,)


def _both(one: Span, other: Span) -> Span:
    """Return the dates that lie in both spans."""
    starts = [span.after for span in (one, other) if span.after]
    ends = [span.before for span in (one, other) if span.before]
    return Span(max(starts, default=None), min(ends, default=None))


def _nameable(span: Span) -> bool:
    """Say whether the last moment of the span can be written; before the year 1 there is none."""
    return span.before is None or span.before > _FIRST
