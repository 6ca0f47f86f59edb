"""ETag and 304: what a program has already is not made again, and is never taken for what it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from search.document import Document
from search.page import IndexInfo, Page
from search.port import Health, Searchable
from search.query import Query
from search.settings import Settings, WebSettings
from web.app import create_app
from web.freshness import Freshness, edition

PATHS = (
    *("/", "/search?q=agile", "/search.json?q=agile", "/search.atom?q=agile", "/search.rss?q=agile", "/search.csv?q=agile"),
    *("/facet/tag.json", "/suggest?q=ag", "/suggest.json?q=ag", "/opensearch.xml", "/help", "/advanced", f"/post/{7:016x}", "/robots.txt"),
)
INDEX = IndexInfo("whoosh", "7", 47, datetime(2026, 1, 1, tzinfo=UTC))

Reader = Callable[[list[Document]], Searchable]


class Watched:
    """A searchable whose index can be changed, and that counts searches."""

    def __init__(self, searchable: Searchable) -> None:
        self.inner = searchable
        self.index = INDEX
        self.searches = 0
        self.moves = False

    def search(self, query: Query) -> Page:
        self.searches += 1
        if self.moves:
            self.index = replace(self.index, generation=str(int(self.index.generation) + 1))
        return self.inner.search(query)

    def health(self) -> Health:
        return Health(self.index, None)

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)


@pytest.fixture(name="watched")
def _watched(archive: Searchable) -> Watched:
    return Watched(archive)


def client_of(watched: Watched, settings: Settings | None = None) -> FlaskClient:
    return create_app(settings or Settings(), watched).test_client()  # type: ignore[arg-type] # the rest is the archive's


@pytest.mark.parametrize("path", PATHS)
def test_what_is_known_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get(path).headers["ETag"] == tag
    for method, held in (("GET", tag), ("HEAD", tag), ("GET", tag.removeprefix("W/")), ("GET", f'"x", {tag}')):
        again = client.open(path, method=method, headers={"If-None-Match": held})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert again.headers["X-Content-Type-Options"] == "nosniff"
    for held in ('W/"0"', "*", "", "nonsense", '"'):
        assert client.get(path, headers={"If-None-Match": held}).status_code == 200


def test_no_search_is_made_to_say_so(watched: Watched) -> None:
    client = client_of(watched)
    tag = client.get("/search.atom?q=agile").headers["ETag"]
    made = watched.searches
    assert client.get("/search.atom?q=agile", headers={"If-None-Match": tag}).status_code == 304
    assert watched.searches == made


@pytest.mark.parametrize(
    "index",
    [
        replace(INDEX, generation="8"),
        replace(INDEX, built=datetime(2026, 1, 2, tzinfo=UTC)),  # an engine folder that was removed counts from 1 again
        replace(INDEX, engine="other"),
        replace(INDEX, documents=48),
    ],
)
def test_another_index_is_another_answer(watched: Watched, index: IndexInfo) -> None:
    client = client_of(watched)
    tag = client.get("/search.atom?q=agile").headers["ETag"]
    watched.index = index
    again = client.get("/search.atom?q=agile", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_other_settings_and_addresses_are_other_answers(watched: Watched) -> None:
    tags = {
        client_of(watched, settings).get(path, headers=headers).headers["ETag"]
        for settings in (Settings(), Settings(post_text="none"), Settings(web=WebSettings(title="Other")))
        for path in ("/search.atom?q=agile", "/search.atom?q=agile&page=2", "/search.rss?q=agile")
        for headers in ({}, {"Host": "example.org"})
    }
    assert len(tags) == 18


def test_an_index_that_changed_meanwhile_leaves_no_tag(watched: Watched) -> None:
    """Else the old answer would stay under the new index's tag, or the other way round, for ever."""
    watched.moves = True
    response = client_of(watched).get("/search.atom?q=agile")
    assert response.status_code == 200
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/search.atom?page=x", "/post/0000000000000000", f"/post/{'f' * 16}", "/nowhere", "/healthz"])
def test_errors_and_what_is_always_new_have_no_tag(client: FlaskClient, path: str) -> None:
    assert "ETag" not in client.get(path).headers


def test_another_program_is_another_answer() -> None:
    one, other = Freshness(Settings(), "1+a"), Freshness(Settings(), "1+b")
    assert one.tag(INDEX, "/") != other.tag(INDEX, "/")
    assert one.tag(INDEX, "/") == Freshness(Settings(), "1+a").tag(INDEX, "/")


def test_an_edition_is_the_same_each_time_and_knows_programs_without_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert edition() == edition()

    def missing(_name: str) -> str:
        from importlib.metadata import PackageNotFoundError  # noqa: PLC0415 - raised here only

        raise PackageNotFoundError

    monkeypatch.setattr("web.freshness.version", missing)
    assert edition().startswith("+")
