"""Links and params are each other's inverse; what a click does, a second click takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from search import syntax
from search.facets import FACETS, VALUE_FACETS, fold_key, value_key
from search.page import FacetResult, FacetValue
from search.query import FacetWanted, Filter, Query
from search.settings import Settings
from web import facetview, links
from web.forms import FORMS, Form
from web.links import Links
from web.params import Asked, to_query

ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "America/Sao_Paulo")
FEW = settings(max_examples=80, deadline=None)

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30).filter(
    lambda text: not text or text.strip()
)
keys = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8).map(fold_key).filter(bool)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
edges = st.sampled_from([datetime(2008, 12, 31, 15, tzinfo=UTC), datetime(2009, 3, 1, tzinfo=UTC), datetime(2018, 11, 4, 3, tzinfo=UTC)])
moments = st.none() | edges | st.integers(-(2**52), 2**52).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))
buckets = st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?", fullmatch=True)


@st.composite
def filters(draw: st.DrawFn) -> tuple[Filter, ...]:
    chosen = [Filter("date", tuple(sorted(draw(st.sets(buckets, max_size=3)))))]
    for facet in VALUE_FACETS:
        some_keys = st.sets(keys.map(partial(value_key, facet)).filter(bool), max_size=3).map(sorted).map(tuple)
        chosen.append(Filter(facet, draw(some_keys), draw(st.sampled_from(("any", "all"))), draw(some_keys)))
    return tuple(sorted((each for each in chosen if each != Filter(each.facet)), key=lambda each: each.facet))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    zone, text, size = draw(st.sampled_from(ZONES)), draw(texts), draw(st.integers(1, 100))
    names = draw(st.sets(st.sampled_from(list(FACETS))))
    parsed = syntax.parse(text, zone)
    query = Query(
        text=text,
        expr=parsed.expr,
        parsed=parsed.text,
        notices=parsed.notices,
        match=draw(st.sampled_from(("auto", "all", "any"))),
        filters=draw(filters()),
        after=draw(moments),
        before=draw(moments),
        timezone=zone,
        sort=draw(st.sampled_from(("relevance", "newest", "oldest"))),
        page=draw(st.integers(1, 10_000)),
        per_page=draw(st.integers(1, 100)),
        facets=tuple(FacetWanted(name, size) for name in FACETS if name in names),
    )
    cursor = draw(st.none() | st.text("abcXYZ012-_", min_size=1, max_size=20))
    return query if cursor is None or query.order == "relevance" else replace(query, cursor=cursor, page=1)


def read(url: str, query: Query) -> Asked:
    """Return what the address asks for, in the query's zone."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, strict_parsing=bool(urlsplit(url).query), separator="&")
    return to_query(pairs, Settings(timezone=query.timezone))


@given(queries(), st.sampled_from([name for name, kind in FORMS.items() if not kind.syndicated]))
@FEW
def test_a_query_survives_its_address(query: Query, form: Form) -> None:
    url = Links(form).search(query)
    asked = read(url, query)
    assert asked.problems == ()
    assert asked.query == query
    assert Links(form).search(asked.query) == url


@given(queries(), st.sampled_from([name for name, kind in FORMS.items() if kind.syndicated]))
@FEW
def test_all_but_the_order_and_the_facets_survives_the_address_of_a_feed(query: Query, form: Form) -> None:
    query = links.syndicated(query)
    url = Links(form).search(query)
    asked = read(f"{url}{'&' if '?' in url else '?'}sort=newest", query)
    assert asked.problems == ()
    assert links.syndicated(asked.query) == query
    assert Links(form).search(asked.query) == url


@given(queries(), st.sampled_from(VALUE_FACETS), keys)
@FEW
def test_toggling_twice_returns(query: Query, facet: str, value: str) -> None:
    start = links.first_page(query)
    once = links.toggled(query, facet, value)
    assert once.page == 1
    if value in query.filter(facet).excluded:
        assert value not in once.filter(facet).excluded + once.filter(facet).values
    else:
        assert links.toggled(once, facet, value) == start
        assert (value in once.filter(facet).values) != (value in query.filter(facet).values)


@given(queries(), st.sampled_from(VALUE_FACETS), keys)
@FEW
def test_an_excluded_value_is_not_selected_and_comes_back_by_a_click(query: Query, facet: str, value: str) -> None:
    without = links.excluding(links.toggled(query, facet, value), facet, value)
    assert value in without.filter(facet).excluded
    assert value not in without.filter(facet).values
    assert value not in links.toggled(without, facet, value).filter(facet).excluded


@given(queries(), buckets)
@FEW
def test_a_click_on_a_date_zooms_in_and_a_second_one_step_out(query: Query, value: str) -> None:
    inside = links.zoomed(links.cleared(query, "date"), value)
    assert inside.filter("date").values == (value,)
    assert links.zoomed(inside, value).filter("date").values == ((value[:4],) if "-" in value else ())


@given(
    queries(), st.sampled_from([name for name, kind in FORMS.items() if not kind.syndicated]), st.sampled_from(VALUE_FACETS), st.lists(keys)
)
@FEW
def test_the_addresses_beside_the_values_of_a_facet_are_those_after_the_clicks(
    query: Query, form: Form, facet: str, some: list[str]
) -> None:
    one, chosen = Links(form, "/base", kept=(("include", "body"),)), query.filter(facet)
    names = {*some, *chosen.values, *chosen.excluded}
    values = tuple(FacetValue(name, name, 1, excluded=name in chosen.excluded) for name in names)
    for choice in facetview.of(FacetResult(facet, values), query, one).choices:
        value = choice.value.value
        assert choice.url == one.search(links.toggled(query, facet, value))
        assert choice.without in ("", one.search(links.excluding(query, facet, value)))
        assert bool(choice.without) == (form == "html" and not choice.value.excluded)


@given(queries(), st.lists(buckets))
@FEW
def test_the_addresses_beside_dates_are_those_after_the_clicks(query: Query, some: list[str]) -> None:
    values = tuple(FacetValue(value, value, 1) for value in {*some, *query.filter("date").values})
    for choice in facetview.of(FacetResult("date", values), query, Links("json")).choices:
        assert choice.url == Links("json").search(links.zoomed(query, choice.value.value))


@given(queries())
@FEW
def test_the_form_carries_all_but_the_words_and_the_place(query: Query) -> None:
    carried = to_query(Links("html").hidden(query), Settings(timezone=query.timezone))
    assert carried.problems == ()
    assert carried.query == replace(links.first_page(query), text="", expr=carried.query.expr, parsed="", notices=(), match="auto")
