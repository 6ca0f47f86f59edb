"""Request arguments become a Query; what cannot be used is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.errors import QueryTooLong
from search.query import ALL_FACETS, FacetWanted, Filter
from search.settings import Settings, WebSettings
from web.params import Asked, to_query

TOKYO = Settings(timezone="Asia/Tokyo")


def ask(*pairs: tuple[str, str], settings: Settings | None = None) -> Asked:
    return to_query(pairs, settings or Settings())


def test_nothing_asked_is_the_default() -> None:
    asked = ask()
    assert asked.problems == ()
    assert asked.query.text == ""
    assert asked.query.facets == ALL_FACETS
    assert (asked.query.page, asked.query.per_page, asked.query.match, asked.query.order) == (1, 20, "auto", "newest")


@pytest.mark.parametrize(
    ("alias", "name", "value"),
    [
        ("s", "q", "parser"),
        ("category", "tag", "python"),
        ("author", "creator", "ann"),
        ("exclude.category", "exclude.tag", "python"),
        ("author.mode", "creator.mode", "all"),
    ],
)
def test_an_alias_is_its_parameter(alias: str, name: str, value: str) -> None:
    assert ask((alias, value)) == ask((name, value)) != ask()


def test_values_are_compared_by_key_and_may_repeat() -> None:
    query = ask(
        ("tag", "Machine  LEARNING"),
        ("tag", "machine learning"),
        ("tag", "C++"),
        ("exclude.tag", "\N{FULLWIDTH LATIN CAPITAL LETTER A},b"),
        ("tag.mode", "all"),
    ).query
    assert query.filters == (Filter("tag", ("c++", "machine learning"), "all", ("a,b",)),)


def test_sites_and_languages_may_be_given_as_people_write_them() -> None:
    query = ask(("site", "https://www.Example.org/"), ("exclude.site", "example.org/Blog/"), ("lang", "pt-BR")).query
    assert query.filters == (Filter("lang", ("pt",)), Filter("site", ("example.org",), "any", ("example.org/blog",)))


def test_years_and_months_are_the_choice_of_the_date_facet() -> None:
    assert ask(("year", "2009"), ("month", "2010-03"), ("year", "0001")).query.filters == (Filter("date", ("0001", "2009", "2010-03")),)


def test_dates_begin_in_the_zone_of_the_settings() -> None:
    assert ask(("after", "2009")).query.after == datetime(2009, 1, 1, tzinfo=UTC)
    assert ask(("after", "2009"), settings=TOKYO).query.after == datetime(2008, 12, 31, 15, tzinfo=UTC)
    assert ask(("before", "2009-03-01T10:00:00+09:00"), settings=TOKYO).query.before == datetime(2009, 3, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "x"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "9" * 5000),
        ("page", "\N{FULLWIDTH DIGIT ONE}"),
        ("per_page", "101"),
        ("match", "some"),
        ("sort", "Newest"),
        ("tag.mode", "both"),
        ("year", "0000"),
        ("year", "9999"),
        ("year", "2009-03"),
        ("year", "\N{FULLWIDTH DIGIT TWO}009"),
        ("month", "2009-13"),
        ("month", "2009"),
        ("after", "yesterday"),
        ("before", "2009-02-30"),
        ("facet", "colour"),
        ("facet_size", "0"),
        ("prefix", "first"),
        ("include", "everything"),
        ("explain", "yes"),
        ("cursor", "abc"),
    ],
)
def test_a_bad_value_is_named_and_the_default_is_taken(name: str, value: str) -> None:
    asked = ask(("q", "parser"), (name, value))
    assert [problem for problem, _ in asked.problems] == [name]
    assert len(asked.problems[0][1]) < 200
    assert asked.query == ask(("q", "parser")).query


def test_too_many_values_are_refused_together() -> None:
    names = ("tag", "exclude.tag", "creator", "year")
    pairs = [(names[number % 4], f"{1000 + number}") for number in range(101)]
    assert not ask(*pairs[:100]).problems
    asked = ask(*pairs)
    assert [name for name, _ in asked.problems] == ["filters"]
    assert asked.query.filters == ()


def test_every_bad_value_is_named() -> None:
    assert [name for name, _ in ask(("page", "x"), ("sort", "up"), ("year", "1"), ("year", "2")).problems] == [
        "year",
        "year",
        "sort",
        "page",
    ]


@pytest.mark.parametrize("pair", [("tag", ""), ("tag", "  "), ("page", ""), ("q", " "), ("colour", "red"), ("year", ""), ("after", "")])
def test_empty_and_unknown_ones_are_ignored(pair: tuple[str, str]) -> None:
    assert ask(pair) == ask()


def test_the_first_of_a_single_parameter_counts() -> None:
    assert ask(("page", "2"), ("page", "3")).query.page == 2
    assert ask(("s", "a"), ("q", "b")).query.text == "a"


def test_text_that_no_answer_could_hold_is_repaired() -> None:
    assert ask(("q", "a\0b\ud800c")).query.text == "ab?c"


def test_a_query_text_over_the_limit_is_refused() -> None:
    assert len(ask(("q", "a" * 4096)).query.text) == 4096
    with pytest.raises(QueryTooLong, match="4,096"):
        ask(("q", "a" * 4097))


def test_facets_may_be_chosen_sized_or_left_out() -> None:
    assert ask(("facet", "date"), ("facet", "tag")).query.facets == (FacetWanted("tag"), FacetWanted("date"))
    assert ask(("facet", "none")).query.facets == ()
    assert {wanted.size for wanted in ask(("facet_size", "7")).query.facets} == {7}


def test_the_page_size_of_the_settings_is_the_default() -> None:
    assert ask(settings=Settings(web=WebSettings(per_page=5))).query.per_page == 5


def test_the_last_word_may_be_half_typed() -> None:
    asked = ask(("q", "feed par"), ("prefix", "last"), ("include", "body"))
    assert "par*" in asked.query.parsed
    assert asked.kept == (("include", "body"), ("prefix", "last"))
    assert asked.body


def test_a_cursor_takes_the_place_of_the_page() -> None:
    query = ask(("q", "parser"), ("sort", "newest"), ("page", "7"), ("cursor", "abc")).query
    assert (query.cursor, query.page) == ("abc", 1)
    assert ask(("cursor", "abc")).query.cursor == "abc"
