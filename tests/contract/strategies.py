"""Random posts and random queries about them, small enough that most queries find something."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from search.document import Document
from search.facets import VALUE_FACETS, fold_key
from search.query import ALL_FACETS, NOTHING_ASKED, And, Expr, FacetWanted, Filter, Not, Or, Phrase, Prefix, Query, Span, Value, Word
from tests.contract.posts import BLOG, OTHER, post

TERMS = (
    "feed",
    "feeds",
    "feeding",
    "parser",
    "Parsing",
    "C++",
    "c",
    "node.js",
    "who's",
    "The",
    "naïve",
    "naive",
    "機械学習",
    "学習",
    "サーバー",
    "サーバ学",
    "@feed",
    "שלום",
    "R",
)
TAGS = ("Python", "python", "C++", "AI, ML", '"quoted"', "O'Reilly", "機械学習", "שלום", "feed parser")
CREATORS = ("Ada Lovelace", "ADA LOVELACE", "李明", "Bob, Jr.")
LANGS = (None, "en", "de", "ja")
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Apia")
DATES = (
    None,
    "1969-12-31T23:59:59.999999",
    "1970-01-01T00:00:00",
    "1972-12-31T18:00:00",
    "1973-01-01T03:00:00",
    "1973-01-31T22:00:00",
    "1973-02-01T00:00:00",
    "1975-06-15T12:00:00.000001",
)
"""Dates near borders of years and months in the zones above, and on both sides of 1970; few years, so that few buckets are counted."""
PLACES = ("1972", "1973", "1969", "1970", "1980", "1973-01", "1973-02", "1969-12")
"""Values of the date facet, one of them of no post."""

_text = st.lists(st.sampled_from(TERMS), max_size=5).map(" ".join)
_moments = st.none() | st.sampled_from([datetime.fromisoformat(date).replace(tzinfo=UTC) for date in DATES if date])
_ends = st.none() | st.none() | st.none() | _moments


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document:
    """A post of that number."""
    return post(
        number,
        draw(_text),
        draw(_text),
        tags=tuple({fold_key(tag): tag for tag in draw(st.lists(st.sampled_from(TAGS), max_size=3))}.values()),
        by=tuple(draw(st.lists(st.sampled_from(CREATORS), max_size=2, unique_by=fold_key))),
        date=draw(st.sampled_from(DATES)),
        lang=draw(st.sampled_from(LANGS)),
        site=draw(st.sampled_from((BLOG, OTHER))),
    )


shelves = st.sampled_from((8, 7, 5, 2, 1, 0)).flatmap(lambda count: st.tuples(*(documents(number) for number in range(count))))
"""Up to eight posts, numbered from 0."""

changes = st.lists(st.integers(0, 9).flatmap(documents) | st.integers(0, 9).map(lambda number: f"{number:016x}"), max_size=5)
"""New states of posts, and ids of posts to remove, in any order; some of no post."""

_keys = {
    "tag": [*sorted({fold_key(tag) for tag in TAGS}), "none"],
    "creator": [*sorted({fold_key(name) for name in CREATORS}), "none"],
    "site": [BLOG.key, OTHER.key, "none"],
    "lang": ["en", "de", "ja", "none"],
    "date": list(PLACES),
}
_field = st.sampled_from((None, None, None, "title", "body", "creator", "categories"))
_words = st.sampled_from((*TERMS, "Ada", "python", "missing", "***", "学"))
_leaves: st.SearchStrategy[Expr] = st.one_of(
    st.builds(Word, _words, _field),
    st.builds(Word, _words),
    st.builds(Phrase, st.lists(_words, min_size=1, max_size=3).map(" ".join), _field),
    st.builds(Prefix, st.sampled_from(("f", "fe", "pars", "c", "na", "a", "学", "feed p")), _field),
    st.sampled_from(VALUE_FACETS).flatmap(lambda name: st.builds(Value, st.just(name), st.sampled_from(_keys[name]))),
    st.builds(Span, _moments, _moments),
)


def _grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(And, some), st.builds(Or, some))


_plain = st.lists(st.builds(Word, _words), max_size=3).map(lambda words: And(tuple(words)))
_any_order = st.recursive(_leaves, _grown, max_leaves=6)
exprs: st.SearchStrategy[Expr] = st.just(NOTHING_ASKED) | _plain | _any_order | _any_order


def _filter(name: str) -> st.SearchStrategy[Filter]:
    keys = st.lists(st.sampled_from(_keys[name]), max_size=2, unique=True).map(tuple)
    return st.builds(Filter, st.just(name), keys, st.sampled_from(("any", "all")), st.just(()) | keys)


_filters = st.lists(st.sampled_from(sorted(_keys)), max_size=2, unique=True).flatmap(lambda names: st.tuples(*map(_filter, names)))
"""Choices in up to two facets."""
_wanted = st.builds(
    FacetWanted, st.sampled_from(sorted(_keys)), st.integers(1, 4), st.integers(0, 3), st.sampled_from(("", "", "P", "a", "機", ","))
)


def queries(**fixed: Any) -> st.SearchStrategy[Query]:  # noqa: ANN401 - any field of Query
    """Queries with some fields given."""
    drawn: dict[str, st.SearchStrategy[Any]] = {
        "expr": exprs,
        "match": st.sampled_from(("auto", "all", "any")),
        "filters": _filters,
        "after": _ends,
        "before": _ends,
        "timezone": st.sampled_from(ZONES),
        "sort": st.sampled_from(("relevance", "newest", "oldest")),
        "page": st.integers(1, 3),
        "per_page": st.sampled_from((1, 2, 5, 100)),
        "facets": st.just(ALL_FACETS) | st.lists(_wanted, max_size=2, unique_by=lambda wanted: wanted.name).map(tuple),
    }
    return st.builds(Query, **{**drawn, **{name: st.just(value) for name, value in fixed.items()}})
