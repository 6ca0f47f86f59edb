"""Laws 16 and 17: what a query that found little may have meant, and what it may leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import syntax
from search.document import Document
from search.page import Page
from search.port import Searchable
from search.query import Filter, Query
from tests.contract.benches import BENCHES, Index, opened
from tests.contract.posts import SHELF, post
from tests.contract.strategies import changes, queries, shelves

SLOW_ENGINES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

GARDEN = (
    *(post(number, "Rain barrels", "A barrel for the garden.", tags=("Watering",)) for number in range(1, 5)),
    *(post(number, "Compost", "The garden database.", by=("Marten Barrol",)) for number in range(5, 8)),
    post(8, "Tomatoes", "An open source greenhouse.", date="2009-03-01T10:00:00"),
    post(9, "Unicorn", "The unicron was here."),
)
"""Posts with words of four posts, of three and of one."""


def typed(text: str, **more: object) -> Query:
    """Return the query that the text asks."""
    parsed = syntax.parse(text)
    return replace(Query(text=text, expr=parsed.expr, parsed=parsed.text), **more)  # type: ignore[arg-type] - any field of Query


def meant(reader: Searchable, text: str, **more: object) -> tuple[str, int] | None:
    """Return text and total of the correction."""
    suggestion = reader.search(typed(text, **more)).suggestion
    return suggestion and (suggestion.query.text, suggestion.total)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("barrle", ("barrel", 4)),  # two letters swapped
        ("barel", ("barrel", 4)),  # one left out
        ("barrrel", ("barrel", 4)),  # one too many
        ("berrel", ("barrel", 4)),  # one replaced
        ("abrrel", ("barrel", 4)),  # in the first letter
        ("watring", ("watering", 4)),  # a word of a tag only
        ("datebasse", ("database", 3)),  # two slips in a long word
        ("BARRLE", ("barrel", 4)),
        ("barrle garden", ("barrel garden", 7)),  # four posts have both, three more have one of them
        ("barrle gardn", ("barrel garden", 7)),
        ("title:brrels", ("title:barrels", 4)),
        ('"rain barrles"', ('"rain barrels"', 4)),
        ("(barrle OR copmost) -tomatoes", ("(barrel OR compost) -tomatoes", 7)),
        ("barrle -gardn", ("barrel -gardn", 4)),  # what is excluded stays as it is
        ("  barrle,  garden? ", ("  barrel,  garden? ", 7)),
        ("tag:watring", ("tag:watering", 4)),
        ('barrle tag:"watring"', ('barrel tag:"watering"', 4)),
        ("tag:gardn", None),  # no tag has such a word
        ("opensource", ('"open source"', 1)),
        ("data base", ("database", 3)),
        ("martn", ("marten", 3)),  # a name
    ],
)
def test_law_16_slips_are_mended_and_nothing_else_changes(index: Index, text: str, corrected: tuple[str, int] | None) -> None:
    reader = index.rebuild(*GARDEN)
    assert meant(reader, text) == corrected


@pytest.mark.parametrize(
    ("written", "text", "corrected"),
    [
        ("Straßenbahn", "Strasenbahn", "straßenbahn"),
        ("Müllabfuhr", "Mülabfuhr Tonne", "müllabfuhr Tonne"),
        ("שלומים", "שלוימים", "שלומים"),
        ("کتابخانه", "کتابخناه", "کتابخانه"),
    ],
)
def test_law_16_words_are_offered_as_posts_write_them(index: Index, written: str, text: str, corrected: str) -> None:
    reader = index.rebuild(*(post(number, "", f"{written} tonne", lang=None) for number in range(1, 5)))
    assert meant(reader, text) == (corrected, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "barrel",
        "barrels garden",
        "unicron",  # a rare word, however near a commoner one
        "tomatoes unicorn",  # each in one post, and not in the same
        "brrl",  # two slips in a short word
        "grn",  # three letters
        "barr3l",
        "b4rrel",
        "-barrle",
        "barrle*",
        "site:exmaple.org",
        "xylophone",
        "學習學習",
    ],
)
def test_law_16_right_words_and_what_is_no_word_are_left_alone(index: Index, text: str) -> None:
    assert meant(index.rebuild(*GARDEN), text) is None


def test_law_16_two_slips_are_offered_only_where_some_post_then_has_all_words(index: Index) -> None:
    reader = index.rebuild(*GARDEN)
    assert meant(reader, "datebasse compost") == ("database compost", 3)
    assert meant(reader, "datebasse greenhouse") is None  # in the same post never, so nobody may have meant it
    assert meant(reader, "databse greenhouse") == ("database greenhouse", 4)  # one slip


def test_law_16_a_query_with_good_results_is_left_alone(index: Index) -> None:
    reader = index.rebuild(*GARDEN)
    assert meant(reader, "barrle OR garden") is None


def test_law_16_a_rare_word_is_a_slip_only_beside_a_very_common_one(index: Index) -> None:
    crowd = [post(number, body="The government") for number in range(10, 120)]
    reader = index.rebuild(*crowd, post(1, body="A goverment"), post(2, "Govermnent"))
    assert meant(reader, "goverment") == ("government", 110)
    assert meant(reader, "govermnent") is None  # authors take care of titles


def test_law_16_filters_hold_and_match_is_decided_anew(index: Index) -> None:
    reader = index.rebuild(*GARDEN)
    tagged = Filter("tag", ("watering",))
    query = typed("gardn barrle", filters=(tagged,), match="any")
    suggestion = reader.search(query).suggestion
    assert suggestion is not None
    assert (suggestion.query.filters, suggestion.query.match, suggestion.total) == ((tagged,), "auto", 4)
    assert suggestion.text.segments() == (("garden", True), (" ", False), ("barrel", True))
    assert meant(reader, "compsot", filters=(tagged,)) is None  # no compost carries the tag


def test_law_16_later_pages_and_who_wants_no_advice_get_none(index: Index) -> None:
    reader = index.rebuild(*GARDEN)
    assert meant(reader, "barrle", page=2) is None
    page = reader.search(typed("barrle", advice=False, filters=(Filter("tag", ("watering",)),)))
    assert (page.suggestion, page.relaxations) == (None, ())


def test_law_14_no_word_of_a_removed_post_is_suggested(index: Index) -> None:
    index.rebuild(*GARDEN)
    reader = index.apply(f"{8:016x}", *(f"{number:016x}" for number in range(1, 5)))
    assert meant(reader, "barrle") is None
    assert meant(reader, "tomatos") is None
    assert meant(reader, "opensource") is None
    assert meant(reader, "gadren") == ("garden", 3)


def left_out(page: Page) -> list[tuple[str, str | None, str, int]]:
    return [(one.kind, one.name, one.text, one.total) for one in page.relaxations]


def test_law_17_filters_and_dates_can_be_left_out(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    filters = (Filter("tag", ("python",)), Filter("lang", ("de",)))
    assert left_out(reader.search(typed("", filters=filters))) == [
        ("filters", None, "", 5),
        ("filter", "lang", "de", 3),
        ("filter", "tag", "python", 1),
    ]
    nineties = typed("feeds", after=SHELF[2].date, before=SHELF[2].date)
    assert left_out(reader.search(nineties)) == [("dates", None, "", 2)]


def test_law_17_words_can_be_left_out_and_any_may_do(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    page = reader.search(typed('flask snake lang:en -"die katze"', match="all"))
    assert left_out(page) == [("match", None, "any", 2), ("word", None, "flask", 1), ("word", None, "snake", 1)]
    assert page.relaxations[1].query.text == 'snake lang:en -"die katze"'


def test_law_17_a_query_that_finds_something_and_one_of_nothing_but_a_word_get_none(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    assert left_out(reader.search(typed("feeds"))) == []
    assert left_out(reader.search(typed("missing"))) == []
    assert left_out(reader.search(typed("missing", filters=(Filter("tag", ("python",)),)))) == [("word", None, "missing", 3)]


_pieces = st.sampled_from(
    ("feedz", "fede", "feed", "paresr", "parser", "naive", "nave", "missing", "opens", '"feed parser"', "feedparser", "title:paser")
) | st.sampled_from(("-", "OR", "(", ")", '"', "tag:python", "c++", "機械学習", "feed par", "***"))
_texts = st.lists(_pieces, max_size=5).map(" ".join)


def _told(page: Page) -> tuple[object, ...]:
    return (page.total, page.match, page.suggestion, page.relaxations)


@pytest.mark.parametrize("engine", [name for name in BENCHES if name != "memory"])
@SLOW_ENGINES
@given(shelves, changes, st.lists(st.tuples(_texts, queries(facets=())), min_size=1, max_size=4))
def test_law_13_every_engine_gives_the_same_advice(
    engine: str, shelf: tuple[Document, ...], later: list[Document | str], asked: list[tuple[str, Query]]
) -> None:
    with opened(engine) as index, opened("memory") as oracle:
        for one in (index, oracle):
            one.rebuild(*shelf)
        reader, right = index.apply(*later), oracle.apply(*later)
        for text, drawn in asked:
            parsed = syntax.parse(text, drawn.timezone)
            query = replace(drawn, text=text, expr=parsed.expr, parsed=parsed.text, page=1, sort="relevance")
            assert _told(reader.search(query)) == _told(right.search(query))


@SLOW_ENGINES
@given(shelves, st.lists(st.tuples(_texts, queries(facets=())), min_size=1, max_size=4))
def test_laws_16_and_17_a_click_finds_what_was_promised(shelf: tuple[Document, ...], asked: list[tuple[str, Query]]) -> None:
    with opened("memory") as index:
        reader = index.rebuild(*shelf)
        for text, drawn in asked:
            parsed = syntax.parse(text, drawn.timezone)
            query = replace(drawn, text=text, expr=parsed.expr, parsed=parsed.text, page=1)
            page = reader.search(query)
            promised = [*page.relaxations, *([page.suggestion] if page.suggestion else [])]
            for one in promised:
                again = syntax.parse(one.query.text, drawn.timezone).expr
                assert reader.search(replace(one.query, expr=again)).total == one.total > 0
