"""Relaxing: what a query that found nothing may leave out, and how many posts it then finds. Pure: engines count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search import syntax
from search.page import Page, Relaxation
from search.phrasing import grouped, phrased
from search.query import NOTHING_ASKED, And, Query
from search.totals import Answer, counting

MEMBERS = 10
"""Words, phrases, groups and values of the text that are left out one by one; with the filters at most 18 queries are counted."""
SHOWN = 8
"""Relaxations that an answer holds."""


def relaxed(query: Query, page: Page, answer: Answer) -> tuple[Relaxation, ...]:
    """Return what may be left out of the query that `page` answers, the most results first; () where it found something.

    `match` stays what it became: leaving out a word or a filter never flips it (law 15).
    """
    if page.total:
        return ()
    basis = replace(query, match=page.match if query.several_words else query.match, page=1, cursor=None)
    counted = []
    for one in _relaxations(basis):
        asked = replace(counting(one.query), sort="newest")  # `match` is decided already, so no score is needed
        counted.append(replace(one, total=answer(asked).total))
    return tuple(sorted((one for one in counted if one.total), key=lambda one: -one.total)[:SHOWN])


def _relaxations(basis: Query) -> Iterator[Relaxation]:
    """Yield what may be left out, still uncounted: filters, dates, all of these, words, the wish for all of the words."""
    chosen = [one for one in basis.filters if one.values or one.excluded]
    for one in chosen:
        others = tuple(other for other in chosen if other != one)
        yield Relaxation("filter", one.facet, ", ".join((*one.values, *one.excluded)), replace(basis, filters=others))
    dated = basis.after is not None or basis.before is not None
    undated = replace(basis, after=None, before=None)
    if dated:
        yield Relaxation("dates", None, "", undated)
    if len(chosen) + dated > 1:
        yield Relaxation("filters", None, "", replace(undated, filters=()))
    yield from _without_words(basis, filtered=bool(chosen) or dated)
    if basis.several_words and basis.match == "all":
        yield Relaxation("match", None, "any", replace(basis, match="any"))


def _without_words(basis: Query, *, filtered: bool) -> Iterator[Relaxation]:
    """Yield each member of the text left out; the only one too where filters stay, since without both it asks nothing."""
    members = basis.expr.exprs if isinstance(basis.expr, And) else (basis.expr,)
    if len(members) == 1 and not filtered:
        return
    for place, member in enumerate(members[:MEMBERS]):
        rest = members[:place] + members[place + 1 :]
        text = phrased(And(rest), basis.timezone)
        parsed = syntax.parse(text, basis.timezone)
        if parsed.expr == (rest[0] if len(rest) == 1 else And(rest) if rest else NOTHING_ASKED):
            without = replace(basis, text=text, expr=parsed.expr, parsed=parsed.text, notices=parsed.notices)
            yield Relaxation("word", None, grouped(member, basis.timezone), without)
