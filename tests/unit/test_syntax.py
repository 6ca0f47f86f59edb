import time
from datetime import UTC, datetime

import pytest

from search.analysis import Analyzer
from search.plan import plan
from search.query import DEPTH, NOTHING_ASKED, TERMS, And, Expr, Not, Or, Phrase, Prefix, Query, Span, Value, Word
from search.repairs import DETAILS
from search.syntax import parse, plain

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


def year(number: int) -> datetime:
    return datetime(number, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expr", "canonical"),
    [
        ("", NOTHING_ASKED, ""),
        ("pyhton feed", And((Word("pyhton"), Word("feed"))), "pyhton AND feed"),
        ('"a b" OR c -d', And((Or((Phrase("a b"), C)), Not(D))), '("a b" OR c) AND NOT d'),
        ("a b OR c", And((A, Or((B, C)))), "a AND (b OR c)"),
        ("a AND b OR c AND d", And((A, Or((B, C)), D)), "a AND (b OR c) AND d"),
        ("a OR b OR c", Or((A, B, C)), "a OR b OR c"),
        ("(a b) OR c", Or((And((A, B)), C)), "(a AND b) OR c"),
        ("(a) ((b c))", And((A, B, C)), "a AND b AND c"),
        ("NOT a", Not(A), "NOT a"),
        ("NOT NOT a", A, "a"),
        ("-(a b) -(-c)", And((Not(And((A, B))), C)), "NOT (a AND b) AND c"),
        ("a OR -b", Or((A, Not(B))), "a OR NOT b"),
        ('-"a b" -tag:x', And((Not(Phrase("a b")), Not(Value("tag", "x")))), 'NOT "a b" AND NOT tag:x'),
        ("pre* (a)b", And((Prefix("pre"), A, B)), "pre* AND a AND b"),
        ("“a b” «c d» „e“", And((Phrase("a b"), Phrase("c d"), Phrase("e"))), '"a b" AND "c d" AND "e"'),
        ('x"a b"y', And((Word("x"), Phrase("a b"), Word("y"))), 'x AND "a b" AND y'),
        ('tag:"machine learning"', Value("tag", "machine learning"), 'tag:"machine learning"'),
        ("category:C++ TAG:R&D", And((Value("tag", "c++"), Value("tag", "r&d"))), "tag:c++ AND tag:r&d"),
        ('tag:"a,b" -tag:c', And((Value("tag", "a,b"), Not(Value("tag", "c")))), 'tag:"a,b" AND NOT tag:c'),
        ("title:a body:b", And((Word("a", "title"), Word("b", "body"))), "title:a AND body:b"),
        ("author:c Creator:d", And((Word("c", "creator"), Word("d", "creator"))), "creator:c AND creator:d"),
        ('creator:"Jane D" title:pre*', And((Phrase("Jane D", "creator"), Prefix("pre", "title"))), 'creator:"Jane D" AND title:pre*'),
        ("title:(a OR -b)", Or((Word("a", "title"), Not(Word("b", "title")))), "title:a OR NOT title:b"),
        ("title:(a tag:x) b", And((Word("a", "title"), Value("tag", "x"), B)), "title:a AND tag:x AND b"),
        ('tag:(x OR "y z")', Or((Value("tag", "x"), Value("tag", "y z"))), 'tag:x OR tag:"y z"'),
        ("-title:(a b)", Not(And((Word("a", "title"), Word("b", "title")))), "NOT (title:a AND title:b)"),
        ("site:https://www.Example.org/Blog/", Value("site", "example.org/blog"), "site:example.org/blog"),
        ("lang:pt-BR lang:EN_us", And((Value("lang", "pt"), Value("lang", "en"))), "lang:pt AND lang:en"),
        ("C++ C# .NET node.js multi-agent 3.11 who's", None, "C++ AND C# AND .NET AND node.js AND multi-agent AND 3.11 AND who's"),
        ("(foo), 'bar' --verbose +baz", None, "foo AND bar AND verbose AND baz"),
        ("a and or not b", None, "a AND and AND or AND not AND b"),
        ("http://example.org/ std::vector 12:30 note: a:/b", None, "http://example.org AND std::vector AND 12:30 AND note AND a:/b"),
        ("a - b & c", And((A, B, C)), "a AND b AND c"),
        ("a\x00b\ud800c\x1fd\n", And((A, B, C, D)), "a AND b AND c AND d"),
        ("-1 a~9 %00", And((Not(Word("1")), Word("a~9"), Word("00"))), "NOT 1 AND a~9 AND 00"),
        ("快乐 🧠", And((Word("快乐"), Word("🧠"))), "快乐 AND 🧠"),
        ("()", NOTHING_ASKED, ""),
    ],
)  # fmt: skip
def test_what_is_understood(text: str, expr: Expr | None, canonical: str | None) -> None:
    parsed = parse(text)
    if expr is not None:
        assert parsed.expr == expr
    if canonical is not None:
        assert parsed.text == canonical
    assert parse(parsed.text).expr == parsed.expr
    assert {notice.code for notice in parsed.notices} <= {"nothing-to-search"}


@pytest.mark.parametrize(
    ("text", "span", "canonical"),
    [
        ("after:2009", Span(year(2009), None), "after:2009"),
        ("before:2009-03", Span(None, datetime(2009, 3, 1, tzinfo=UTC)), "before:2009-03"),
        ("date:2009", Span(year(2009), year(2010)), "date:2009"),
        ('date:"2009-03"', Span(datetime(2009, 3, 1, tzinfo=UTC), datetime(2009, 4, 1, tzinfo=UTC)), "date:2009-03"),
        ("date:2009..2011", Span(year(2009), year(2012)), "date:2009..2011"),
        ("date:2009-03-01..2009-05", Span(datetime(2009, 3, 1, tzinfo=UTC), datetime(2009, 6, 1, tzinfo=UTC)), "date:2009-03..2009-05"),
        ("date:2009..", Span(year(2009), None), "after:2009"),
        ("date:..2009", Span(None, year(2010)), "before:2010"),
        ("date:..9998", Span(None, year(9999)), "date:..9998"),
        ("after:2009,", Span(year(2009), None), "after:2009"),
        ("after:2009-03-01T10:00Z", Span(datetime(2009, 3, 1, 10, tzinfo=UTC), None), "after:2009-03-01T10:00:00.000000Z"),
    ],
)
def test_dates(text: str, span: Span, canonical: str) -> None:
    parsed = parse(text)
    assert (parsed.expr, parsed.text, parsed.notices) == (span, canonical, ())
    assert parse(canonical).expr == span


def test_dates_are_meant_in_the_time_zone() -> None:
    parsed = parse("after:2009-03-01", "Asia/Tokyo")
    assert parsed.expr == Span(datetime(2009, 2, 28, 15, tzinfo=UTC), None)
    assert parsed.text == "after:2009-03"


@pytest.mark.parametrize(
    ("text", "code", "canonical"),
    [
        ("foo:bar", "unknown-field", "foo:bar"),
        ('foo:"a b"', "unknown-field", 'foo AND "a b"'),
        ("foo:(a)", "unknown-field", "foo AND a"),
        ("after:nonsense", "bad-date", "after:nonsense"),
        ("date:[x TO y]", "bad-date", "date:[x AND TO AND y"),
        ('date:"last week"', "bad-date", '"last week"'),
        ("date:..", "bad-date", "date"),
        ("date:2009..x", "bad-date", "date:2009..x"),
        ("title: a", "empty-field", "a"),
        ('tag:"" a', "empty-field", "a"),
        ('"a b', "unclosed-quote", '"a b"'),
        ('title:"', "unclosed-quote", ""),
        ("(a", "unbalanced-parentheses", "a"),
        ("a)", "unbalanced-parentheses", "a"),
        ("a AND", "dangling-operator", "a"),
        ("OR a", "dangling-operator", "a"),
        ("a AND OR b", "dangling-operator", "a AND b"),
        ("(a NOT) b", "dangling-operator", "a AND b"),
        ("*a", "leading-wildcard", "a"),
        ("***", "nothing-to-search", ""),
        ('"--" a', "nothing-to-search", "a"),
        ("a OR *** b", "nothing-to-search", "a AND b"),
        ("--", "nothing-to-search", ""),
        ("-", "nothing-to-search", ""),
        ('""', "nothing-to-search", ""),
        ("NOT NOT", "nothing-to-search", ""),
        ("x" * 65, "nothing-to-search", ""),
    ],
)
def test_repairs(text: str, code: str, canonical: str) -> None:
    parsed = parse(text)
    assert parsed.text == canonical
    assert [notice.code for notice in parsed.notices] == [code]
    assert parse(canonical).expr == parsed.expr


def test_a_notice_names_a_few_pieces() -> None:
    (notice,) = parse(f"one:1 {'y' * 60}:2 three:3 four:4 five:5").notices
    assert notice.detail == f"there is no such field; searched as text: one:1 {'y' * 40}… three:3 and 2 more"


def test_over_the_limit_of_terms_the_rest_is_cut() -> None:
    parsed = parse(" ".join(f"w{number}" for number in range(TERMS + 5)) + ' "x y"')
    assert isinstance(parsed.expr, And)
    assert parsed.expr.exprs == tuple(Word(f"w{number}") for number in range(TERMS))
    assert [notice.code for notice in parsed.notices] == ["too-many-terms"]


def test_groups_over_the_limit_are_taken_apart() -> None:
    def nested(depth: int) -> str:
        return "a" if not depth else f"x{depth} {'OR ' if depth % 2 else ''}({nested(depth - 1)})"

    assert [notice.code for notice in parse(nested(DEPTH + 1)).notices] == []
    deep = parse(nested(DEPTH + 4))
    assert [notice.code for notice in deep.notices] == ["too-deep"]
    assert deep.text.count("(") == DEPTH
    assert parse(deep.text).expr == deep.expr
    assert "a" in deep.text


def test_what_is_taken_apart_stays_excluded() -> None:
    text = "b"
    for number in range(DEPTH + 2):
        text = f"c{number} {'OR ' if number % 2 else ''}-({text})"
    parsed = parse(text)
    assert [notice.code for notice in parsed.notices] == ["too-deep"]
    assert parse(parsed.text).expr == parsed.expr


def test_a_half_typed_last_word_is_the_word_or_a_beginning() -> None:
    b = Or((B, Prefix("b")))
    assert parse("b", prefix_last=True).expr == b
    assert parse("a b", prefix_last=True).expr == And((A, b))
    assert parse("a (x b", prefix_last=True).expr == And((A, Word("x"), b))
    assert parse("a OR b", prefix_last=True).expr == Or((A, B, Prefix("b")))
    assert parse("title:b", prefix_last=True).expr == Or((Word("b", "title"), Prefix("b", "title")))
    assert parse("b*", prefix_last=True).expr == Prefix("b")


@pytest.mark.parametrize(
    "finished", ["b ", "b,", '"b"', "(b)", "tag:b", "site:b", "lang:b", "date:2009", "-b", "NOT b", "x -b", "-(a b", 'x -"b', '"b ', "c++ "]
)
def test_a_last_word_that_is_finished_or_excluded_or_a_whole_value_counts_as_it_stands(finished: str) -> None:
    assert parse(finished, prefix_last=True).expr == parse(finished).expr


def test_in_an_open_quote_the_last_word_is_a_beginning() -> None:
    for text, expr in (
        ('"b', Prefix("b")),
        ('"a b', And((Phrase("a"), Prefix("b")))),
        ('title:"x y b', And((Phrase("x y", "title"), Prefix("b", "title")))),
        ('"機械学', Phrase("機械学")),
        ('"', NOTHING_ASKED),
    ):
        parsed = parse(text, prefix_last=True)
        assert parsed.expr == expr
        assert "unclosed-quote" not in [notice.code for notice in parsed.notices]


def test_a_half_typed_word_keeps_to_the_limit_of_terms() -> None:
    for count in (TERMS - 2, TERMS - 1, TERMS, TERMS + 1):
        text = " ".join(f"w{number}" for number in range(count)) + " b"
        parsed = parse(text, prefix_last=True)
        assert parse(parsed.text).expr == parsed.expr
        assert (Or((B, Prefix("b"))) in getattr(parsed.expr, "exprs", ())) == (count == TERMS - 2)


def test_plain_text_has_no_operators() -> None:
    assert plain('title:a OR "b') == And((Word("title:a"), Word("OR"), Word("b")))
    assert plain(" *** ") == NOTHING_ASKED
    many = plain("w " * 1000)
    assert isinstance(many, And)
    assert len(many.exprs) == TERMS


@pytest.mark.parametrize(
    "text",
    [
        "(" * 4000,
        ")" * 4000,
        "a" * 16000,
        "a-" * 8000,
        '"' * 16000,
        "x " * 8000,
        "快" * 16000,
        "(a OR " * 2500,
        "a (b OR " * 2000,
        "-" * 16000,
        "'" * 16000,
        "l'" * 8000,
        "a:" * 8000,
        "NOT " * 4000,
        "\x00" * 16000,
        "ANDNOT " * 30,
        "title:(" * 2000,
        "é\u0301" * 8000,
    ],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    start = time.process_time()
    parsed = parse(text)
    assert parse(parsed.text).expr == parsed.expr
    assert time.process_time() - start < 3  # they take 0.01 to 0.1 s; what is quadratic takes minutes


NASTY = r"""
"
) (((
* * *
AND OR NOT
NOT OR foo
ANDNOT ANDNOT
title:"
date:""
date:[x TO y]
?*?*
<script>alert(1)</script>
tag:"a,b" -tag:c
' OR 1=1 --
{"a":1}
../../etc/passwd
202[0-3]* >a a~9 a^2 [a TO z] /re/ field:>1
:: : a: :a -: -- -" -( -) "-" (-
"""


@pytest.mark.parametrize("text", [*NASTY.splitlines(), "\u200f\u202e", "\x00", "\ud800", "\U0001f9e0"])
def test_nasty_texts_are_legal(text: str) -> None:
    parsed = parse(text)
    assert parse(parsed.text).expr == parsed.expr
    assert plan(Query(text=text, expr=parsed.expr), (None,), Analyzer()).required is not None


def test_every_notice_is_one_line() -> None:
    assert all(detail == " ".join(detail.split()) for detail in DETAILS.values())


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ('צה"ל', Word("צה\u05f4ל")),
        ('"דובר צה"ל"', Phrase("דובר צה\u05f4ל")),
        ("-צה\u201dל", Not(Word("צה\u05f4ל"))),
        ('"שלום"', Phrase("שלום")),
    ],
)
def test_the_sign_in_a_hebrew_acronym_opens_no_phrase(text: str, expr: Expr) -> None:
    parsed = parse(text)
    assert (parsed.expr, parsed.notices) == (expr, ())
    assert parse(parsed.text).expr == expr


def test_a_sign_before_a_word_is_kept() -> None:
    assert parse("@user, (#tag)").expr == And((Word("@user"), Word("#tag")))
    assert parse("@ # #!").text == ""
