"""Pages of other sites read answers only where the setting says so (CORS)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.port import Searchable
from search.settings import Settings, WebSettings
from web import origins
from web.app import create_app

SITE = "https://blog.example.org"
ALLOW = "Access-Control-Allow-Origin"


def client_of(archive: Searchable, *allowed: str) -> FlaskClient:
    return create_app(Settings(web=WebSettings(origins=allowed)), archive).test_client()


ADDRESSES = pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/search.json?q=agile", 200),
        ("/facet/tag.json", 200),
        ("/suggest?q=a", 200),
        ("/search.atom?q=agile", 200),
        ("/post/0000000000000001.json", 200),
        ("/static/widget.js", 200),
        ("/search.json?page=x", 400),
        ("/post/0000000000000000.json", 404),
        ("/search.json?q=" + "a" * 4097, 414),
    ],
)


@ADDRESSES
def test_a_listed_site_may_read_answers_and_errors(archive: Searchable, url: str, status: int) -> None:
    with client_of(archive, "https://other.example.org", SITE).get(url, headers={"Origin": SITE}) as answer:
        assert answer.status_code == status
        assert answer.headers.getlist(ALLOW) == [SITE]
        assert "Origin" in answer.headers.getlist("Vary")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Access-Control-Allow-Credentials" not in answer.headers


@ADDRESSES
@pytest.mark.parametrize(
    "origin", ["https://evil.example.org", "https://blog.example.org.evil.example", "http://blog.example.org", "null", ""]
)
def test_nobody_else_may(archive: Searchable, url: str, status: int, origin: str) -> None:
    with client_of(archive, SITE).get(url, headers={"Origin": origin}) as answer:
        assert answer.status_code == status
        assert ALLOW not in answer.headers
        assert "Origin" in answer.headers.getlist("Vary")


@pytest.mark.parametrize("origin", [SITE, "null", None])
def test_all_may_where_the_setting_says_so(archive: Searchable, origin: str | None) -> None:
    answer = client_of(archive, "*").get("/search.json", headers={"Origin": origin} if origin else {})
    assert answer.headers[ALLOW] == "*"
    assert "Vary" not in answer.headers


def test_by_default_nobody_may(client: FlaskClient) -> None:
    answer = client.get("/search.json", headers={"Origin": SITE})
    assert [name for name, _value in answer.headers if name.startswith("Access-Control") or name == "Vary"] == []


@pytest.mark.parametrize("url", ["/static/widget.js", "/search.json?q=agile", "/search.atom?q=agile"])
def test_what_is_unchanged_may_be_read_too(archive: Searchable, url: str) -> None:
    client = client_of(archive, SITE)
    with client.get(url, headers={"Origin": SITE}) as first:
        tag = first.headers["ETag"]
    with client.get(url, headers={"Origin": SITE, "If-None-Match": tag}) as again:
        assert (again.status_code, again.headers[ALLOW]) == (304, SITE)


def test_no_request_needs_leave_before(archive: Searchable) -> None:
    """The widget asks by plain GETs, so OPTIONS stays closed."""
    answer = client_of(archive, SITE).options("/search.json", headers={"Origin": SITE, "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 405


@given(allowed=st.lists(st.text(max_size=8).filter(lambda text: text != "*"), max_size=4), origin=st.none() | st.text(max_size=8))
def test_only_what_is_listed_is_ever_repeated(allowed: list[str], origin: str | None) -> None:
    said = origins.headers(tuple(allowed), origin)
    assert said.get(ALLOW) in {None, *allowed}
    assert (ALLOW in said) == bool(origin and origin in allowed)
