from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.plan import plan
from search.query import DEPTH, TERMS, And, Expr, Not, Or, Query
from search.repairs import DETAILS
from search.syntax import parse, plain

WORDS = 'a feed C++ .NET who\'s multi-agent 快 快乐 🧠 #tag @ צה"ל AND OR NOT - -- * pre* *x ( ) " \u201c ,OR ,title:a foo: http://x'
FIELDS = "title: tag: site: lang: after: before: date: creator:"
VALUES = "2009 2009-03 2009..2011 .. x,y www. https:// en_US 0001 9998 \x00 \ud800 \u200f ﷺ \u2167 \u2474 ĳ ŉ \u1fb3 :"
PIECES = st.sampled_from([*WORDS.split(), *FIELDS.split(), *VALUES.split(), " ", " "])
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)
ZONES = st.sampled_from(["UTC", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Apia"])


def depth(expr: Expr) -> int:
    match expr:
        case Not(inner):
            return depth(inner)
        case And(exprs) | Or(exprs):
            return 1 + max(map(depth, exprs), default=0)
        case _:
            return 0


def size(expr: Expr) -> int:
    match expr:
        case Not(inner):
            return size(inner)
        case And(exprs) | Or(exprs):
            return sum(map(size, exprs))
        case _:
            return 1


@settings(max_examples=120, deadline=None)
@given(text=TEXTS, zone=ZONES, prefix_last=st.booleans())
@example(text="site:http://http://www.www.x/ /", zone="UTC", prefix_last=False)
@example(text="tag:\u1fb3\u0301\u0345", zone="UTC", prefix_last=False)
def test_any_text_parses_and_what_was_understood_parses_to_the_same(text: str, zone: str, prefix_last: bool) -> None:
    parsed = parse(text, zone, prefix_last=prefix_last)
    again = parse(parsed.text, zone)
    assert again.expr == parsed.expr
    assert again.text == parsed.text
    assert {notice.code for notice in parsed.notices} <= set(DETAILS)
    assert depth(parsed.expr) <= DEPTH + 1
    assert size(parsed.expr) <= TERMS


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_any_text_can_be_planned(text: str) -> None:
    for expr in (parse(text).expr, plain(text)):
        asked = plan(Query(text=text, expr=expr), {"en", "de", None}, Analyzer())
        assert bool(asked.wanted) == Query(text=text, expr=expr).words
        for clause in asked.scored:
            assert clause.probes
