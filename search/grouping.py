"""Grouping: expressions joined in one normal form: no group in a group of its kind, none of one member, no double negation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.query import And, Expr, Not, Or


def all_of(exprs: Sequence[Expr]) -> Expr:
    """Return what asks for all of these; of none, for nothing."""
    flat = [inner for expr in exprs for inner in (expr.exprs if isinstance(expr, And) else (expr,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(exprs: Sequence[Expr]) -> Expr:
    """Return what asks for any of these, one at least."""
    flat = [inner for expr in exprs for inner in (expr.exprs if isinstance(expr, Or) else (expr,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negated(expr: Expr) -> Expr:
    """Return what asks for everything but this."""
    return expr.expr if isinstance(expr, Not) else Not(expr)


def limited(expr: Expr, depth: int) -> Expr:
    """Return the expression with at most `depth` groups inside its outermost one; what is deeper joins the group around it."""
    match expr:
        case Not(inner):
            return negated(limited(inner, depth))
        case And(exprs) | Or(exprs):
            members = [limited(inner, depth - 1) for inner in exprs] if depth else list(_leaves(expr))
            return all_of(members) if isinstance(expr, And) else any_of(members)
        case _:
            return expr


def _leaves(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Not(inner):
            yield from map(negated, _leaves(inner))
        case And(exprs) | Or(exprs):
            for inner in exprs:
                yield from _leaves(inner)
        case _:
            yield expr
