"""What every answer has in common: its headers, its methods, the form of its errors, how many searches run at once."""

from __future__ import annotations

import threading
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import Gone, RequestEntityTooLarge, default_exceptions

from search.errors import BackissuesError, BadParameter, IndexMissing, Overloaded
from search.page import Page
from search.port import Health, Searchable
from search.query import Query
from search.settings import Settings
from web.app import create_app
from web.errors import of_http, of_ours
from web.gate import Gate

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Broken:
    """A searchable that answers every search with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def search(self, _query: Query) -> Page:
        raise self.error

    def get(self, _post_id: str) -> None:
        return None

    def health(self) -> Health:
        raise IndexMissing("there is no index yet")


def broken(error: Exception) -> FlaskClient:
    return create_app(Settings(), Broken(error)).test_client()  # type: ignore[arg-type]  # only what is asked of it here


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/search?q=agile", 200),
        ("GET", "/search.json?q=agile", 200),
        ("GET", "/facet/tag.json", 200),
        ("GET", "/suggest?q=a", 200),
        ("GET", "/suggest.json?q=a", 200),
        ("POST", "/suggest", 405),
        ("GET", "/static/page.css", 200),
        ("GET", "/static/widget.js", 200),
        ("GET", "/theme.css", 200),
        ("GET", "/logo", 404),
        ("GET", "/robots.txt", 200),
        ("GET", "/search.atom?q=agile", 200),
        ("GET", "/search.rss?q=agile", 200),
        ("HEAD", "/search.csv?q=agile", 200),
        ("GET", "/opensearch.xml", 200),
        ("GET", "/search.atom?page=x", 400),
        ("POST", "/search.rss", 405),
        ("GET", "/search.csv?q=" + "a" * 4097, 414),
        ("GET", "/nowhere.xml", 404),
        ("GET", "/post/ffffffffffffffff", 301),
        ("GET", "/search.json?page=x", 400),
        ("GET", "/post/0000000000000000", 404),
        ("GET", "/post/0000000000000000.json", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/nowhere.json", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/search/", 404),
        ("POST", "/search", 405),
        ("OPTIONS", "/search.json", 405),
        ("DELETE", "/post/0000000000000000", 405),
        ("PUT", "/static/page.css", 405),
        ("GET", "/search?q=" + "a" * 4097, 414),
    ],
)
def test_every_answer_is_guarded(client: FlaskClient, method: str, url: str, status: int) -> None:
    response = client.open(url, method=method)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == CSP
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in response.headers
    if status >= 400:
        is_json = url.partition("?")[0].endswith((".json", "/suggest", ".atom", ".rss", ".csv", ".xml"))
        assert response.mimetype == ("application/problem+json" if is_json else "text/html")
        assert ("Allow" in response.headers) == (status == 405)
    response.close()


@pytest.mark.parametrize("url", ["//evil.example/", "//evil.example/search", "/\\evil.example", "/search//x", "/post//evil.example"])
def test_nothing_redirects_to_elsewhere(client: FlaskClient, url: str) -> None:
    response = client.open("/", environ_overrides={"PATH_INFO": url})
    assert response.status_code in {200, 404}
    assert "Location" not in response.headers


@pytest.mark.parametrize("url", ["/search?q=a", "/search.json?q=a"])
def test_a_bug_is_500_without_a_word_of_what_it_was(url: str, caplog: pytest.LogCaptureFixture) -> None:
    response = broken(RuntimeError("secret of the inside")).get(url)
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == CSP
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "secret of the inside" in caplog.text


def test_without_an_index_the_page_says_what_to_do() -> None:
    client = broken(IndexMissing("there is no index yet; run `backissues reindex`"))
    page = client.get("/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert "backissues reindex" in page.text
    answer = client.get("/search.json")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.get_json(force=True)["code"] == "no-index"


def test_an_error_of_ours_on_the_page_is_its_line() -> None:
    page = broken(Overloaded("too many searches at once")).get("/search?q=a")
    assert page.status_code == 503
    assert "too many searches at once" in page.text


def test_a_place_that_the_engine_refuses_becomes_the_first_page_with_a_notice(client: FlaskClient) -> None:
    page = client.get("/search?q=agile&sort=newest&cursor=abc&page=x&tag=python")
    assert page.status_code == 200
    assert page.text.count("The usual value") == 2
    assert "36 results" in page.text


def test_failures_know_their_status_and_parameters() -> None:
    assert of_ours(BadParameter(("page", "x"), ("sort", "y"))).errors == (("page", "x"), ("sort", "y"))
    assert of_ours(BackissuesError("no")).status == 500
    assert of_ours(BackissuesError("no")).headers == ()
    assert (of_http(RequestEntityTooLarge()).code, of_http(RequestEntityTooLarge()).status) == ("request-entity-too-large", 413)
    assert (of_http(Gone()).code, of_http(Gone()).detail) == ("gone", "")
    assert {
        status for status in (400, 404, 405, 413, 414, 500) if of_http(default_exceptions[status]()).title == of_http(Gone()).title
    } == set()


def test_only_so_many_searches_run_at_once() -> None:
    gate = Gate(1, wait_seconds=0.01)
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with gate.passing():
            inside.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(10)
    with pytest.raises(Overloaded, match="try again"), gate.passing():
        pass
    done.set()
    holder.join()
    with gate.passing():
        pass


def test_a_search_that_fails_gives_its_place_back() -> None:
    gate = Gate(1, wait_seconds=0.01)
    for _ in range(3):
        with pytest.raises(RuntimeError), gate.passing():
            raise RuntimeError
    with gate.passing():
        pass


def test_robots_stay_out_of_searches(based: FlaskClient) -> None:
    allowed = [f"Allow: /old/posts/{name}" for name in ("search.atom", "search.rss")]
    barred = [f"Disallow: /old/posts/{name}" for name in ("?*", "search", "advanced", "facet/", "suggest", "post/*?*")]
    assert based.get("/robots.txt").text.splitlines() == ["User-agent: *", *allowed, *barred]


@pytest.mark.parametrize("raw", ["%FF", "%ED%A0%80", "%00%0d%0aX:1", "%C0%AF", "+%2B%26%3D", "%", "%zz", "a&q", "&&&", "a=b=c;d"])
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search.atom", "/search.rss", "/search.csv", "/facet/tag.json"])
def test_bytes_that_are_no_text_are_no_error(client: FlaskClient, path: str, raw: str) -> None:
    assert client.get(f"{path}?q={raw}&tag={raw}").status_code == HTTPStatus.OK


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=60), tag=st.text(max_size=20))
@example(q="a0 ANDNOT " * 30, tag="a,b")
@example(q="(" * 2000, tag='"')
@example(q='tag:"a,b" -tag:c date:[x TO y] title:" ?*?* a~9 \u202e\U0001f9e0', tag="\x00")
def test_no_text_is_an_error(client: FlaskClient, q: str, tag: str) -> None:
    for path in ("/search", "/search.json"):
        assert client.get(path, query_string={"q": q, "tag": tag, "exclude.creator": q, "match": "any"}).status_code == HTTPStatus.OK


def test_an_app_is_wired_and_opens_nothing(archive: Searchable) -> None:
    app = create_app(Settings(), archive)
    assert isinstance(app, Flask)
    assert app.config["MAX_CONTENT_LENGTH"] == 65_536
