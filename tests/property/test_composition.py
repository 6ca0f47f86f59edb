"""The fields of the advanced search and the query text are each other's inverse, whatever is typed into either."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import dates, syntax
from search.analysis import tokens
from search.atoms import FIELD_NAMES, trimmed
from search.facets import value_key
from search.grouping import all_of, any_of, limited
from search.query import DEPTH, And, Expr, Not, Phrase, Prefix, Span, Value, Word
from web.composition import NAMES, Fields, composed, undated, words
from web.decomposition import decomposed

WORDS = "rain Barrel C++ .NET who's multi-agent node.js R&D 3.11 12:30 std::vector 機械学習 שלום 🧠 naïve AND OR NOT or - -- -x * pre* *x"
SIGNS = "( ) \" \u201c \u00bb title:x tag:y foo:bar after:2009 after:x lang: : :: http://x a) OR (b \x00 \ud800 \u200f ﷺ ĳ , | \\ '"
PIECES = st.sampled_from([*WORDS.split(), *SIGNS.split(), " ", " ", " "])
LINES = st.text(max_size=12) | st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)
DATES = st.sampled_from(["", "2009", "2009-03", " 2009-03-01 ", "2009-03-01T10:00", "2009-03-01 10:00", "0001", "9998"])
QUERIES = st.lists(
    PIECES | st.sampled_from(["date:2009..2011", "before:2010", 'tag:"a b"', "title:(a b)", "-(a OR b)", '"a b"', "body:x", "OR", " OR "]),
    max_size=14,
).map(" ".join)
ZONES = st.sampled_from(["UTC", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Apia"])
FEW = settings(max_examples=150, deadline=None)

LINE_OR_NOTHING = {name: st.just("") | LINES for name in NAMES if name not in {"since", "until", "more"}}
typed = st.builds(Fields, **LINE_OR_NOTHING, since=DATES, until=DATES, more=QUERIES)


def meant(given: Fields, zone: str) -> Expr:
    """Return what the fields ask for, said without any query text."""
    phrase = trimmed(" ".join(syntax.cleaned(given.phrase).replace('"', " ").split()))
    parts: list[Expr] = [Word(word) for word in words(given.all)]
    parts += [Phrase(phrase)] if phrase else []
    parts += [any_of([Word(word) for word in words(given.any)])] if words(given.any) else []
    parts += [Prefix(word) for word in words(given.begins)]
    parts += [Not(Word(word)) for word in words(given.none)]
    parts += [Word(word, field) for field in ("title", "creator") for word in words(getattr(given, field))]
    for facet in ("tag", "site", "lang"):
        key = value_key(facet, " ".join(syntax.cleaned(getattr(given, facet)).replace('"', " ").split()))
        parts += [Value(facet, key)] if key else []
    since, until = (dates.period(end.strip(), zone) for end in (given.since, given.until))
    parts += [Span(since and since[0], until and until[1])] if since or until else []
    more = syntax.parse(given.more, zone).expr
    return limited(all_of([*parts, more]), DEPTH)


def whole(expr: Expr) -> tuple[list[str], datetime, datetime]:
    """Return the outermost parts of an expression in one order, and the dates that they leave."""
    parts = expr.exprs if isinstance(expr, And) else (expr,)
    spans = [part for part in parts if isinstance(part, Span)]
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    others = sorted(map(repr, (part for part in parts if not isinstance(part, Span))))
    return others, max([span.after or first for span in spans], default=first), min([span.before or last for span in spans], default=last)


@FEW
@given(typed, ZONES)
@example(Fields(all="x", more="OR y"), "UTC")
@example(Fields(all="x", more='"'), "UTC")
@example(Fields(any="a b", more=") OR (c"), "UTC")
def test_the_fields_become_a_text_that_asks_for_what_they_mean(given: Fields, zone: str) -> None:
    assert undated(given, zone) == ()
    assert syntax.parse(composed(given, zone), zone).expr == meant(given, zone)


@FEW
@given(st.text() | QUERIES | st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join), ZONES)
@example('(a b) OR "c d"', "UTC")
@example("before:0001 after:2009", "UTC")
@example('"a b" "c d" tag:x tag:y', "UTC")
def test_a_text_taken_apart_and_put_together_asks_for_the_same(text: str, zone: str) -> None:
    again = composed(decomposed(text, zone), zone)
    assert whole(syntax.parse(again, zone).expr) == whole(syntax.parse(text, zone).expr)
    assert composed(decomposed(again, zone), zone) == again


@FEW
@given(LINES)
def test_what_is_typed_for_words_means_words(text: str) -> None:
    for word in words(text):
        parsed = syntax.parse(word)
        assert parsed.expr == Word(word)
        assert parsed.notices == ()
        assert not word.startswith("-")
    typed_terms = {token.exact for token in tokens(syntax.cleaned(text).replace(":", " "))}
    assert typed_terms <= {token.exact for word in words(text) for token in tokens(word.replace(":", " "))}


@FEW
@given(typed, LINES)
def test_no_text_in_a_field_is_an_operator(given: Fields, text: str) -> None:
    """Whatever stands in the other fields stays as it is."""
    given = replace(given, more="", all="")
    alone = meant(given, "UTC")
    both = syntax.parse(composed(replace(given, all=text), "UTC")).expr
    assert both == all_of([*(Word(word) for word in words(text)), alone])


@pytest.mark.parametrize("name", sorted(FIELD_NAMES))
def test_the_name_of_a_field_is_a_word_among_words(name: str) -> None:
    assert words(f"{name}:rain") == (name, "rain")
    assert syntax.parse(composed(Fields(none=f"{name}:rain"), "UTC")).expr == And((Not(Word(name)), Not(Word("rain"))))


@FEW
@given(*[st.datetimes(datetime(1, 1, 3), datetime(9998, 1, 1), timezones=st.just(UTC))] * 2, ZONES)  # noqa: DTZ001 - bounds have no zone
def test_the_dates_of_an_address_become_dates_of_the_text(after: datetime, before: datetime, zone: str) -> None:
    text = composed(decomposed("rain", zone, Span(after, before)), zone)
    assert whole(syntax.parse(text, zone).expr) == whole(And((Word("rain"), Span(after, before))))
