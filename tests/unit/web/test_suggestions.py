"""/suggest as browsers ask it (OpenSearch suggestions 1.1) and /suggest.json: what is typed, what it may become, where that leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.document import Document, Site
from search.port import Searchable
from search.settings import Settings, WebSettings
from web.app import create_app
from web.suggestions import tails

BLOG = Site("example.org/blog", "Example Blog", "https://example.org/blog")
ARCHIVE = [
    Document("1".zfill(16), "Machine learning, a start", "", creators=("Ada Lovelace",), categories=("Machine Learning",), site=BLOG),
    Document("2".zfill(16), 'Weekly "notes" & more', "", categories=("Machine Learning", "C++"), date=datetime(2020, 1, 1, tzinfo=UTC)),
    Document("3".zfill(16), "Weekly \u201cnotes\u201d & more", "", date=datetime(2021, 1, 1, tzinfo=UTC)),
    Document("4".zfill(16), "Weekly review", "", date=datetime(2019, 1, 1, tzinfo=UTC)),
]


@pytest.fixture(scope="module", name="archive")
def small_archive(reader: Callable[[list[Document]], Searchable]) -> Searchable:
    return reader(ARCHIVE)


@pytest.fixture(scope="module", name="client")
def small_client(archive: Searchable) -> FlaskClient:
    return create_app(Settings(), archive).test_client()


def ask(client: FlaskClient, q: str, path: str = "/suggest.json") -> Any:  # noqa: ANN401 - any JSON value
    response = client.get(path, query_string={"q": q})
    assert response.status_code == 200, response.text
    return response.get_json(force=True)


def test_the_shape_that_browsers_ask_for(client: FlaskClient) -> None:
    response = client.get("/suggest?q=mach")
    assert response.mimetype == "application/x-suggestions+json"
    assert response.get_json(force=True) == [
        "mach",
        ["Machine Learning", "Machine learning, a start"],
        ["Tag, 2 posts", "Title, 1 post"],
        ["/search?tag=machine+learning", f"/post/{1:016x}"],
    ]


def test_json_says_of_each_what_it_is(client: FlaskClient) -> None:
    got = ask(client, "mach")
    assert set(got) == {"q", "suggestions", "index"}
    assert got["suggestions"] == [
        {
            "kind": "tag", "text": "Machine Learning", "count": 2, "value": "machine learning", "id": None, "q": "Machine Learning",
            "url": "/search?tag=machine+learning",
        },
        {
            "kind": "title", "text": "Machine learning, a start", "count": 1, "value": None, "id": f"{1:016x}",
            "q": "Machine learning, a start", "url": f"/post/{1:016x}",
        },
    ]  # fmt: skip


def test_every_suggestion_leads_to_its_posts(client: FlaskClient) -> None:
    for typed in ("mach", "ada", "example", "example.o", "c+", "week", "rev"):
        for one in ask(client, typed)["suggestions"]:
            assert client.get(one["url"]).status_code == 200
            if one["kind"] != "title" or one["count"] > 1:
                assert client.get(one["url"].replace("/search", "/search.json")).get_json(force=True)["total"] == one["count"], one


def test_what_else_is_asked_for_is_kept(client: FlaskClient) -> None:
    """A tag is one more filter of the present search; it is never taken off, and no longer excluded. A title leads where it leads."""
    present = "tag=c%2B%2B&exclude.tag=machine+learning&creator=ada+lovelace&sort=newest&after=2001&per_page=5&page=3&year=x&match=any"
    got = client.get(f"/suggest.json?{present}&q=rain+mach").get_json()["suggestions"]
    assert got[0]["url"] == (
        "/search?after=2001&creator=ada+lovelace&match=any&per_page=5&q=rain&sort=newest&tag=c%2B%2B&tag=machine+learning"
    )
    assert got[1]["url"] == f"/post/{1:016x}"
    again = client.get("/suggest.json?tag=machine+learning&q=mach").get_json()["suggestions"]
    assert again[0]["url"] == "/search?tag=machine+learning"


def test_a_title_of_several_posts_leads_to_the_search_for_it(client: FlaskClient) -> None:
    first = ask(client, "weekly n")["suggestions"][0]
    assert (first["text"], first["count"], first["id"]) == ('Weekly "notes" & more', 2, f"{3:016x}")
    assert first["url"] == "/search?q=title:%22Weekly+notes+%26+more%22"


def test_addresses_have_the_base_path(archive: Searchable) -> None:
    client = create_app(Settings(web=WebSettings(base_path="/old/")), archive).test_client()
    assert ask(client, "mach", "/old/suggest")[3] == ["/old/search?tag=machine+learning", f"/old/post/{1:016x}"]


def test_the_last_words_are_completed_where_the_whole_begins_nothing(client: FlaskClient) -> None:
    got = ask(client, "rain barrel mach")["suggestions"]
    assert (got[0]["q"], got[0]["url"]) == ("rain barrel Machine Learning", "/search?q=rain+barrel&tag=machine+learning")
    assert got[1]["url"] == f"/post/{1:016x}"
    assert ask(client, "rain barrel ada lo", "/suggest")[1] == ["rain barrel Ada Lovelace"]
    assert ask(client, "mach rain")["suggestions"] == []


def test_tails() -> None:
    assert list(tails(" a  b c d e ")) == [("", "a  b c d e "), ("a  b", "c d e "), ("a  b c", "d e "), ("a  b c d", "e ")]
    assert list(tails("a b")) == [("", "a b"), ("a", "b")]
    assert list(tails(" ")) == []


@pytest.mark.parametrize("text", ["-pyth", "rain -pyth", "rain OR pyth", "NOT pyth", "rain OR", "a AND mach"])
def test_what_is_excluded_or_an_alternative_is_not_turned_into_what_is_asked_for(client: FlaskClient, text: str) -> None:
    assert list(tails(text)) == []
    assert client.get("/suggest.json", query_string={"q": text}).get_json()["suggestions"] == []


@pytest.mark.parametrize("url", ["/suggest", "/suggest?q=", "/suggest?q=+", "/suggest?x=mach", "/suggest?q=%00"])
def test_nothing_typed_gives_nothing(client: FlaskClient, url: str) -> None:
    assert client.get(url).get_json(force=True) == ["", [], [], []]


def test_the_other_name_of_q_is_known(client: FlaskClient) -> None:
    assert client.get("/suggest?s=mach").get_json(force=True)[0] == "mach"


@pytest.mark.parametrize("path", ["/suggest", "/suggest.json"])
def test_too_long_a_text_is_refused_in_json(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string={"q": "a" * 4097})
    assert (response.status_code, response.mimetype) == (414, "application/problem+json")
    assert response.get_json(force=True)["code"] == "query-too-long"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_there_are_ten_at_most(reader: Callable[[list[Document]], Searchable]) -> None:
    posts = [Document(f"{number:016x}", f"Feed {number}", "", categories=(f"Feed {number}",)) for number in range(40)]
    client = create_app(Settings(), reader(posts)).test_client()
    assert [one["kind"] for one in ask(client, "fee")["suggestions"]] == ["tag"] * 6 + ["title"] * 4


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.text(max_size=60)
    | st.lists(st.sampled_from(["mach", "-", '"', "tag:", "ada", "week", " ", "c++", "*", "("]), max_size=8).map("".join)
)
@example(q='title:"week')
@example(q="-mach")
@example(q="week\x00ly \u2028")
def test_no_text_is_an_error_and_every_address_answers(client: FlaskClient, q: str) -> None:
    for one in ask(client, q)["suggestions"]:
        assert client.get(one["url"]).status_code == 200
