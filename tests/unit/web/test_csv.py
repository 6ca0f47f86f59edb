"""/search.csv: a table that spreadsheets and programs read, and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from search.document import Document
from search.port import Searchable
from search.settings import PostText, Settings
from web.app import create_app
from web.formats.csv import COLUMNS, harmless


def rows(client: FlaskClient, url: str) -> list[dict[str, str]]:
    response = client.get(url)
    assert (response.status_code, response.content_type) == (200, "text/csv; charset=utf-8; header=present")
    assert response.headers["Content-Disposition"] == "attachment; filename=search.csv"
    assert response.text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def test_a_row_for_each_post_newest_first(client: FlaskClient) -> None:
    found = rows(client, "/search.csv?q=agile&sort=oldest&per_page=100")
    assert tuple(found[0]) == COLUMNS
    assert [int(row["id"], 16) for row in found] == list(range(47, 0, -1))
    assert (
        found[0]
        | {
            "title": "Post 47 about a python",
            "url": "https://example.org/47",
            "date": "2012-09-11T10:00:00+00:00",
            "date_source": "published",
            "updated": "",
            "creators": "Ann; Bob",
            "tags": "Python; Machine Learning; C++",
            "lang": "en",
            "site": "Example",
            "feeds": "Example feed",
        }
        == found[0]
    )
    assert "agile" in found[0]["snippet"]


@pytest.mark.parametrize(("post_text", "given"), [("full", True), ("snippet", False), ("none", False)])
def test_texts_are_given_where_they_are_asked_for_and_may_be(archive: Searchable, post_text: PostText, given: bool) -> None:
    client = create_app(Settings(post_text=post_text), archive).test_client()
    (row,) = rows(client, "/search.csv?q=title:7&include=body")
    assert row["body"].startswith("The first line says python.\nThe second one") if given else row["body"] == ""
    assert bool(row["snippet"]) is (post_text != "none")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://evil.example")'])  # noqa: RUF001 - a full-width sign
def test_what_begins_like_a_formula_is_text(reader: Callable[[list[Document]], Searchable], text: str) -> None:
    assert harmless(text) == f"'{text[0]}{harmless(text[1:])}"
    document = Document("1" * 16, text, text, creators=(text,), categories=(text, "b"), guid=text)
    (row,) = rows(create_app(Settings(), reader([document])).test_client(), "/search.csv?include=body")
    for name in ("title", "creators", "tags", "guid", "body"):
        assert row[name].startswith("'"), name


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"),
        ("a; =1; b", "a; '=1; b"),
        ("a\n-1\r\n+2", "a\n'-1\r\n'+2"),
        ("a\t@b", "a\t'@b"),
        (" =1", " '=1"),
        ("a;-;＝1", "a;'-;'＝1"),  # noqa: RUF001 - a full-width sign
    ],
)
def test_nor_is_what_begins_like_one_for_programs_that_cut_rows_elsewhere(
    reader: Callable[[list[Document]], Searchable], text: str, made: str
) -> None:
    assert harmless(text) == made
    client = create_app(Settings(), reader([Document("1" * 16, "", text)])).test_client()
    (row,) = rows(client, "/search.csv?include=body")
    assert row["body"] == made
    for separator in ";\t":
        cells = [
            cell for line in csv.reader(io.StringIO(client.get("/search.csv?include=body").text), delimiter=separator) for cell in line
        ]
        assert [cell for cell in cells if cell.strip(' "').startswith(tuple("=+-@＝"))] == []  # noqa: RUF001 - a full-width sign


def test_every_cell_stands_in_quotes(client: FlaskClient) -> None:
    for line in client.get("/search.csv?q=agile").text.splitlines():
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('","') == len(COLUMNS) - 1


def test_what_does_not_stays_as_it_is() -> None:
    for text in ("", "a=1", "1-1", "'quoted'", "C++", " a", "a; b-c;d=e", "Łódź, 日本"):
        assert harmless(text) == text
    assert harmless("a\0b") == "ab"


def test_the_header_says_where_it_goes_on(client: FlaskClient, based: FlaskClient) -> None:
    link = client.get("/search.csv?q=agile&page=2").headers["Link"]
    assert '<http://localhost/search.csv?page=3&q=agile>; rel="next"' in link
    assert '<http://localhost/search.csv?q=agile>; rel="prev"' in link
    assert '<http://localhost/search?q=agile&sort=newest>; rel="alternate"' in link
    assert '<http://localhost/old/posts/search.csv?page=2>; rel="next"' in based.get("/search.csv").headers["Link"]


def test_nothing_of_a_request_becomes_a_header(client: FlaskClient) -> None:
    for asked in ('"\r\nSet-Cookie: x', '>; rel="next"', "a,b;c", "日本"):
        response = client.get("/search.csv", query_string={"q": asked, "match": "any"})
        assert response.headers["Content-Disposition"] == "attachment; filename=search.csv"
        assert "Set-Cookie" not in response.headers
        assert response.headers["Link"].isascii()
        assert response.headers["Link"].count("<") == response.headers["Link"].count('rel="')
