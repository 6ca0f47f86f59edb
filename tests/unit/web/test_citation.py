"""Citations: what they say of a post, and that no post breaks out of its field."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.document import DateSource, Document, Site
from web.citation import Citation, cite, dublin_core

ZONE = ZoneInfo("UTC")
POST = Document(
    "0123456789abcdef",
    "Rain & barrels: 100 %_of {them}",
    "A secret text.",
    url="https://example.org/a_b?c=%20&d={e}#f",
    creators=("Ada Lovelace", "Acme, Inc.", "Ann and Bob"),
    categories=("garden", "C#"),
    date=datetime(2009, 3, 1, 23, tzinfo=UTC),
    date_source="published",
    lang="en",
    site=Site("example.org", "A blog", "https://example.org/"),
)


def test_a_line_of_text() -> None:
    assert cite(POST, ZONE).text == (
        "Ada Lovelace, Acme, Inc., Ann and Bob. “Rain & barrels: 100 %_of {them}.” A blog, 1 March 2009. https://example.org/a_b?c=%20&d={e}#f"
    )


def test_bibtex() -> None:
    assert cite(POST, ZONE).bibtex == (
        "@misc{0123456789abcdef,\n"
        "  author = {Ada Lovelace and {Acme, Inc.} and {Ann and Bob}},\n"
        r"  title = {{Rain \& barrels: 100 \%\_of \textbraceleft{}them\textbraceright{}}}," + "\n"
        "  howpublished = {A blog},\n"
        "  year = {2009},\n"
        "  month = mar,\n"
        "  day = {1},\n"
        "  url = {https://example.org/a_b?c=%20&d=%7Be%7D#f},\n"
        "}\n"
    )


def test_ris() -> None:
    assert cite(POST, ZONE).ris.split("\r\n") == [
        "TY  - BLOG",
        "ID  - 0123456789abcdef",
        "AU  - Ada Lovelace",
        "AU  - Acme, Inc.",
        "AU  - Ann and Bob",
        "TI  - Rain & barrels: 100 %_of {them}",
        "T2  - A blog",
        "PY  - 2009",
        "DA  - 2009/03/01/",
        "UR  - https://example.org/a_b?c=%20&d={e}#f",
        "LA  - en",
        "KW  - garden",
        "KW  - C#",
        "ER  - ",
        "",
    ]


def test_dublin_core() -> None:
    assert dublin_core(POST, ZONE) == (
        ("title", "Rain & barrels: 100 %_of {them}"),
        ("creator", "Ada Lovelace"),
        ("creator", "Acme, Inc."),
        ("creator", "Ann and Bob"),
        ("date", "2009-03-01"),
        ("publisher", "A blog"),
        ("language", "en"),
        ("identifier", "https://example.org/a_b?c=%20&d={e}#f"),
        ("type", "Text"),
        ("subject", "garden"),
        ("subject", "C#"),
    )


def test_the_day_is_that_of_the_zone() -> None:
    assert "2 March 2009" in cite(POST, ZoneInfo("Asia/Tokyo")).text


def test_a_post_that_says_little() -> None:
    assert cite(Document("0" * 16, "", ""), ZONE) == Citation(
        "“Untitled post.” No date.",
        "@misc{0000000000000000,\n  title = {{Untitled post}},\n}\n",
        "TY  - BLOG\r\nID  - 0000000000000000\r\nTI  - Untitled post\r\nER  - \r\n",
    )
    undated = Document("0" * 16, "Why?", "", site=Site("example.org", "", None))
    assert cite(undated, ZONE).text == "“Why?” example.org, no date."
    assert dublin_core(undated, ZONE) == (("title", "Why?"), ("publisher", "example.org"), ("type", "Text"))


@pytest.mark.parametrize("source", ["updated", "snapshot"])
def test_a_day_on_which_it_was_there_is_not_told_as_that_of_publication(source: DateSource) -> None:
    post = Document("0" * 16, "A", "", date=datetime(2009, 3, 1, tzinfo=UTC), date_source=source)
    assert "2009" not in "".join((cite(post, ZONE).text, cite(post, ZONE).bibtex, cite(post, ZONE).ris, str(dublin_core(post, ZONE))))


HOSTILE = st.text(st.sampled_from("a{}\\%,\r\n\x85\u2028\x0b\x00\ud800~^#$_& -E") | st.characters(), max_size=30)


@given(HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=3), st.lists(HOSTILE, max_size=3), HOSTILE)
def test_no_value_leaves_its_field(title: str, site: str, creators: list[str], tags: list[str], path: str) -> None:
    url = f"https://example.org/{path}"
    post = Document("0" * 16, title, "", url=url, creators=tuple(creators), categories=tuple(tags), site=Site("k", site, None))
    found = cite(post, ZONE)
    for text in (found.text, found.bibtex, found.ris):
        text.encode()
    assert len(found.text.splitlines()) == 1
    rows = found.ris.split("\r\n")
    assert all(re.fullmatch(r"(TY|ID|AU|TI|T2|UR|KW)  - \S.*", row) for row in rows[:-2])
    assert rows[-2:] == ["ER  - ", ""]
    assert [row[:2] for row in rows].count("AU") <= len(creators)
    depth = 0
    for line in found.bibtex.splitlines():
        assert depth == 0 or re.match(r"  \w+ = |\}", line)
        depth += line.count("{") - line.count("}")
        assert depth in {0, 1}
    assert depth == 0
