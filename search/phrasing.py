"""Phrasing: an expression as a person would type it (`a -b (c OR d)`), where `canonical.py` spells out every operator. Pure.

`syntax.parse` reads an equal expression from either.
"""

from __future__ import annotations

from search.canonical import canonical
from search.query import And, Expr, Not, Or


def phrased(expr: Expr, timezone: str) -> str:
    """Return the text of an expression; dates are written in the time zone."""
    match expr:
        case Not(inner):
            return f"-{grouped(inner, timezone)}"
        case And(exprs):
            return " ".join(grouped(inner, timezone) for inner in exprs)
        case Or(exprs):
            return " OR ".join(grouped(inner, timezone) for inner in exprs)
        case _:
            return canonical(expr, timezone)


def grouped(expr: Expr, timezone: str) -> str:
    """Return the text of an expression as one part of a larger one: in parentheses where it has several."""
    text = phrased(expr, timezone)
    return f"({text})" if isinstance(expr, And | Or) else text
