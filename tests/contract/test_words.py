"""Laws 9, 10 and 15: what words and filters find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.query import And, Expr, Filter, Not, Or, Phrase, Prefix, Query, Sort, Value, Word
from search.ranking import ENOUGH
from tests.contract.benches import Index
from tests.contract.posts import SHELF, post
from tests.contract.questions import facet, ids, words

ODD = (
    "AI, ML",
    '"quoted"',
    "O'Reilly",
    "C++",
    "c#",
    "rock 'n' roll",
    "机器学习",
    "שלום עולם",
    "a OR b",
    "*",
    "x:y",
    "[a TO b]",
    "naïve",
    "e\u0301",
    "\\",
)


@pytest.mark.parametrize("tag", ODD)
def test_law_09_filter_values_are_exact_on_the_folded_key(index: Index, tag: str) -> None:
    reader = index.rebuild(*(post(number, tags=(one,)) for number, one in enumerate(ODD)), post(99, tags=tuple(ODD[:3])))
    (value,) = (value for value in facet(reader.search(Query()), "tag").values if value.label == tag or value.value == tag.casefold())
    chosen = Query(filters=(Filter("tag", (value.value,)),), sort="oldest")
    expected = [ODD.index(tag)] + ([99] if tag in ODD[:3] else [])
    assert ids(reader.search(chosen)) == expected
    assert value.count == len(expected)
    assert ids(reader.search(Query(expr=Value("tag", value.value), sort="oldest"))) == expected
    others = Query(filters=(Filter("tag", excluded=(value.value,)),), sort="oldest")
    assert ids(reader.search(others)) == [number for number in (*range(len(ODD)), 99) if number not in expected]


@pytest.mark.parametrize("part", ["AI", "ML", "quoted", "o", "c", "机器", "ai,ml", "ai, ml ", "Ai, Ml", "", "\udc80", "\x00", "x" * 70_000])
def test_law_09_part_of_a_value_is_another_value(index: Index, part: str) -> None:
    reader = index.rebuild(*(post(number, tags=(one,), by=(one,)) for number, one in enumerate(ODD)))
    for name in ("tag", "creator", "site", "lang"):
        assert reader.search(Query(filters=(Filter(name, (part,)),))).total == 0
        assert reader.search(Query(filters=(Filter(name, excluded=(part,)),))).total == len(ODD)
        assert reader.search(Query(expr=Value(name, part))).total == 0


def test_other_names_of_a_creator_are_found_and_are_no_values(index: Index) -> None:
    one = replace(post(1, by=("Ada Example",)), creator_aliases=("countess", "ada-e"))
    reader = index.rebuild(one, post(2, "countess", by=("Bob",)))
    assert ids(reader.search(Query(expr=Word("countess", "creator")))) == [1]
    assert ids(reader.search(Query(expr=Phrase("ada-e", "creator")))) == [1]
    assert ids(reader.search(Query(expr=Phrase("example countess", "creator")))) == []
    assert {value.label for value in facet(reader.search(Query()), "creator").values} == {"Ada Example", "Bob"}
    assert reader.search(Query(filters=(Filter("creator", ("countess",)),))).total == 0
    assert reader.suggest("countess") == reader.suggest("counte")


def test_law_09_several_values_are_any_or_all(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    assert sorted(ids(reader.search(Query(filters=(Filter("tag", ("flask", "c++")),))))) == [3, 4]
    assert ids(reader.search(Query(filters=(Filter("tag", ("flask", "python"), "all"),)))) == [3]
    assert ids(reader.search(Query(filters=(Filter("tag", ("python",), excluded=("flask", "feeds")),)))) == [5]
    two = (Filter("creator", ("bob",)), Filter("site", ("example.net/notes",)))
    assert ids(reader.search(Query(filters=two))) == [2]


HOSTILE = (
    "",
    " ",
    '"',
    "(",
    ")(",
    "*",
    "?",
    "***",
    "a0 ANDNOT a1 ANDNOT a2 ANDNOT a3",
    "[* TO 1970]",
    "tag:",
    ":",
    "a:b:c",
    "AND",
    "NOT",
    "-",
    "\\",
    "\x00",
    "\ud800",
    "\U0010ffff",
    "\u202eright",
    "C++",
    ".NET",
    "e\u0301",
    "\u0301",
    "ﷺ",
    "機",
    "機械学習",
    "👩‍👩‍👧",
    "x" * 4000,
    "w " * 2000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_law_10_every_text_is_legal(index: Index, text: str) -> None:
    reader = index.rebuild(*SHELF)
    for expr in (Word(text), Phrase(text), Prefix(text), Prefix(text, "creator"), Word(text, "title"), Not(Phrase(text, "body"))):
        for query in (Query(expr=expr), Query(expr=And((expr, Word("feed"))), match="any"), Query(expr=Or((expr, Value("tag", text))))):
            assert reader.search(query).total >= len(reader.search(query).hits)
    assert len(reader.suggest(text)) <= 10
    assert reader.get(text) is None
    assert reader.similar(text) == ()


DEEP: Expr = Word("feed")
for _level in range(6):
    DEEP = And((Or((DEEP, Word("snake"))), Not(Not(DEEP))))


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (And(()), [1, 2, 3, 4, 5]),
        (Or(()), []),
        (Not(And(())), []),
        (Not(Or(())), [1, 2, 3, 4, 5]),
        (Not(Word("python")), [4]),
        (Or((Word("snake"), Word("katze"))), [2, 4]),
        (And((Word("feeds"), Not(Value("tag", "flask")))), [1]),
        (Or((Value("tag", "animals"), And((Word("parser"), Not(Word("feed")))))), [2, 4, 5]),
        (Value("colour", "red"), []),
        (Value("date", "2009"), []),
        (Phrase("python is a snake"), [2]),
        (Phrase("is python"), []),
        (Phrase("Python Feeds", "categories"), []),  # no phrase goes from one tag to the next
        (Phrase("lovelace bob"), []),
        (Prefix("pars"), [1, 5]),
        (Word("parse", "title"), [1]),
        (Word("Lovelace", "creator"), [1, 3, 5]),
        (Word("Lovelace", "body"), []),
        (Word("Katzen"), [4]),
        (Word("futterung"), [4]),
        (DEEP, [1, 3]),
        (Or((*(Word(f"w{number}") for number in range(255)), Word("snake"))), [2]),
    ],
)
def test_law_10_every_expr_runs(index: Index, expr: Expr, found: list[int]) -> None:
    assert sorted(ids(index.rebuild(*SHELF).search(Query(expr=expr)))) == found


def test_law_10_a_prefix_stands_for_the_most_frequent_terms_only(index: Index) -> None:
    many = " ".join(f"x{number:04}" for number in range(1100))
    reader = index.rebuild(post(1, "", many), post(2, "", "xylophone"), post(3, "", "xanthic"), post(4, "", "xanthic"))
    page = reader.search(Query(expr=Prefix("x"), sort="oldest"))
    assert ids(page) == [1, 3, 4]
    assert [notice.code for notice in page.notices] == ["prefix-cut"]
    assert ids(reader.search(Query(expr=Prefix("xy")))) == [2]


PAIR = (
    post(1, "alpha", tags=("one",), date="2001-01-01T00:00:00"),
    post(2, "beta", tags=("two",), date="2002-01-01T00:00:00"),
    post(3, "alpha gamma", tags=("one",), date="2003-01-01T00:00:00"),
    post(4, "gamma", tags=("two",)),
)
MANY = (*PAIR, *(post(number, "", "alpha gamma", tags=("three",)) for number in range(100, 100 + ENOUGH)))


def test_law_15_all_words_where_enough_posts_have_them_all(index: Index) -> None:
    page = index.rebuild(*MANY[:-1]).search(words("alpha gamma"))
    assert (page.total, page.match, page.notices) == (ENOUGH, "all", ())


def test_law_15_some_words_with_a_notice_where_fewer_have_them_all(index: Index) -> None:
    page = index.rebuild(*MANY[:-2]).search(words("alpha gamma"))
    assert (page.total, page.match) == (ENOUGH + 1, "any")
    assert [(notice.code, str(ENOUGH - 1) in notice.detail) for notice in page.notices] == [("relaxed", True)]
    page = index.rebuild(*PAIR).search(words("alpha beta"))
    assert (sorted(ids(page)), page.match) == ([1, 2, 3], "any")
    assert [notice.code for notice in page.notices] == ["relaxed"]


def test_law_15_no_filter_flips_the_decision(index: Index) -> None:
    reader = index.rebuild(*MANY)
    strict = reader.search(words("alpha gamma", filters=(Filter("tag", ("two",)),)))
    assert (strict.total, strict.match) == (0, "all")
    written = Query(expr=And((Word("alpha"), Word("gamma"), Value("tag", "two"))))
    assert (reader.search(written).total, reader.search(written).match) == (0, "all")
    relaxed = reader.search(words("alpha beta", filters=(Filter("tag", ("two",)),)))
    assert (ids(relaxed), relaxed.match) == ([2], "any")
    excluding = Query(expr=And((Word("alpha"), Word("beta"), Not(Value("tag", "two")), Not(Value("tag", "three")))))
    assert (sorted(ids(reader.search(excluding))), reader.search(excluding).match) == ([1, 3], "any")


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_law_15_sorted_by_date_auto_means_all(index: Index, sort: Sort) -> None:
    reader = index.rebuild(*PAIR)
    page = reader.search(words("alpha beta", sort=sort))
    assert (page.total, page.match, page.notices) == (0, "all", ())
    page = reader.search(words("alpha beta", sort=sort, match="any"))
    assert (sorted(ids(page)), page.match) == ([1, 2, 3], "any")


def test_law_15_what_was_asked_for_holds(index: Index) -> None:
    reader = index.rebuild(*PAIR)
    assert reader.search(words("alpha beta", match="all")).total == 0
    assert reader.search(words("alpha beta", match="all")).notices == ()
    assert reader.search(words("alpha", match="any")).match == "all"
    assert reader.search(words("", match="any")).match == "all"
    page = reader.search(words("alpha gamma", match="any"))
    assert (page.match, page.total, ids(page)[0], page.notices) == ("any", 3, 3, ())
