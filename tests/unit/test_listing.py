from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.document import Document, Site
from search.listing import listing, visible
from search.page import Correction, FacetResult, FacetValue, Hit, IndexInfo, Page, Relaxation, Snippet
from search.query import Notice, Query

POST = Document(
    "0123456789abcdef",
    "A feed",
    "Body",
    url="https://example.org/1",
    creators=("Ada", "Bob"),
    date=datetime(2009, 3, 1, 20, tzinfo=UTC),
    site=Site("example.org", "Example", None),
)


def _lines(query: Query, hits: tuple[Hit, ...], total: int | None = None, **more: Any) -> list[str]:  # noqa: ANN401 - any field of Page
    page = Page(len(hits) if total is None else total, hits, more.pop("facets", ()), "all", IndexInfo("memory", "1", 3, None), **more)
    return [line.plain for line in listing(query, page)]


def test_a_result_is_title_facts_snippet_and_address() -> None:
    hit = Hit(POST, 1.0, Snippet("A feed", ((2, 6),)), Snippet("one\n two feed\nthree", ((9, 13),)))
    assert _lines(Query(timezone="Asia/Tokyo", page=2, per_page=20), (hit,), 21) == [
        "21 posts",
        "",
        "21. A feed",
        "   2009-03-02 · Example · Ada, Bob",
        "   one two feed three",
        "   https://example.org/1",
        "\npage 2 of 2",
    ]


def test_marks_are_bold() -> None:
    page = Page(1, (Hit(POST, 1.0, Snippet("A feed", ((2, 6),))),), (), "all", IndexInfo("memory", "1", 3, None))
    title = list(listing(Query(), page))[2]
    assert [title.plain[span.start : span.end] for span in title.spans if span.style == "bold"] == ["feed"]


def test_what_may_help_is_said_before_the_results() -> None:
    query = Query()
    correction = Correction(query, 61, Snippet("python\x1b feed", ((0, 6),)))
    relaxations = (
        Relaxation("match", None, "any", query, 1234),
        Relaxation("filters", None, "", query, 9),
        Relaxation("dates", None, "", query, 3),
        Relaxation("filter", "tag", "a\x1bb", query, 2),
        Relaxation("word", None, "\x1bpyhton", query, 1),
    )
    assert _lines(Query(), (), suggestion=correction, relaxations=relaxations) == [
        "0 posts",
        f"did you mean: {visible('python' + chr(27) + ' feed')} (61 posts)",
        "with any of the words: 1,234 posts",
        "without any filter: 9 posts",
        "without the dates: 3 posts",
        f"without tag: {visible('a' + chr(27) + 'b')}: 2 posts",
        f"without {visible(chr(27) + 'pyhton')}: 1 post",
    ]


def test_what_a_post_lacks_is_left_out() -> None:
    bare = Document("0123456789abcdef", "", "")
    assert _lines(Query(), (Hit(bare, None),)) == ["1 post", "", "1. (no title)", "   undated", "   0123456789abcdef"]


@pytest.mark.parametrize("date", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_the_ends_of_time_have_a_day(date: datetime, zone: str) -> None:
    lines = _lines(Query(timezone=zone), (Hit(Document("1", "Old", "", date=date), None),))
    assert lines[3].strip() in {"0001-01-01", "9999-12-31"}


def test_notices_and_facets_and_the_next_page_are_shown() -> None:
    tags = tuple(FacetValue(f"t{number}", f"T{number}", 2000 - number) for number in range(10))
    years = (FacetValue("2008", "2008", 0), FacetValue("2009", "2009", 3))
    facets = (FacetResult("tag", tags), FacetResult("lang", ()), FacetResult("date", (), interval="month", years=years))
    lines = _lines(
        Query(notices=(Notice("a", "first"),), per_page=1), (Hit(POST, 1.0),), 3, facets=facets, notices=(Notice("b", "second"),)
    )
    assert lines[:3] == ["note: first", "note: second", "3 posts"]
    assert lines[-4:-1] == ["", lines[-3], "date: 2009 (3)"]
    assert lines[-3].startswith("tag: T0 (2,000), T1 (1,999), ")
    assert lines[-3].endswith("T7 (1,993) …")
    assert lines[-1] == "\npage 1 of 3; --page 2 shows more"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("bell\x07 \x9b31m \x7f", "bell\\x07 \\x9b31m \\x7f"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("\u202eevil", "\\u202eevil"),
        ("half \udc80", "half \\udc80"),
        ("שלום 機械 👩‍👧 [bold]x[/bold]", "שלום 機械 👩‍👧 [bold]x[/bold]"),
    ],
)
def test_what_could_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=30))
def test_no_field_of_a_post_reaches_the_terminal_raw(text: str) -> None:
    post = Document("1", text, text, url=text, creators=(text,), site=Site(text, text, text))
    facet = FacetResult("tag", (FacetValue(text, text, 1),))
    lines = _lines(Query(), (Hit(post, None, Snippet(text), Snippet(text)),), facets=(facet,), notices=(Notice("a", text),))
    for line in lines:
        assert all(char.isprintable() or not char.isspace() for char in line.strip("\n"))
        assert not set(line.strip("\n")) & {"\x1b", "\x07", "\r", "\n", "\x9b", "\u202e"}
        line.encode("utf-8")
