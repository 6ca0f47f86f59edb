"""What visitors are not told: folders, keys in addresses, whose machine this is. In every form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from search.document import Document, Feed
from search.errors import IndexDamaged
from search.port import Health, Searchable
from search.settings import Settings, WebSettings
from tests.unit.web.test_answers import broken
from web.app import create_app
from web.public import Public, public

KEYED = Document(
    "0" * 16,
    "A post",
    "agile text of a post",
    url="https://example.org/?p=17",
    feeds=(Feed("", "https://feeds.example.org/all?key=SECRET"), Feed("Blog", "https://ann:SECRET@example.org/feed/")),
    sources=("/home/SECRET/feeds/blog.xml", "https://feeds.example.org/all?key=SECRET"),
)
FORMS = ("/", "/search?q=agile", "/search.json?q=agile", "/search.atom?q=agile&include=body", "/search.rss?q=agile", "/search.csv?q=agile")


@pytest.fixture(scope="module")
def keyed(reader: Callable[[list[Document]], Searchable]) -> FlaskClient:
    return create_app(Settings(), reader([KEYED, replace(KEYED, id="1" * 16)])).test_client()


@pytest.mark.parametrize("url", [*FORMS, f"/post/{'0' * 16}", f"/post/{'0' * 16}.json", "/suggest.json?q=a", "/facet/site.json"])
def test_no_form_holds_a_key_or_a_folder(keyed: FlaskClient, url: str) -> None:
    answer = keyed.get(url)
    assert answer.status_code == 200
    assert "SECRET" not in answer.text


def test_names_without_them_stay_and_so_does_the_address_of_a_post() -> None:
    shown = public(KEYED)
    assert shown.sources == ("blog.xml", "feeds.example.org/all")
    assert shown.feeds == (Feed("feeds.example.org/all", None), Feed("Blog", None))
    assert shown.url == KEYED.url


def test_the_address_of_a_public_feed_stays() -> None:
    feeds = (Feed("Blog", "https://example.org/feed/"),)
    assert public(replace(KEYED, feeds=feeds)).feeds == feeds


@pytest.mark.parametrize("url", ["/search?q=a", "/search.json?q=a", "/search.atom"])
def test_errors_name_a_file_without_its_folder(url: str) -> None:
    answer = broken(IndexDamaged("/home/SECRET/data/engines/x.toc: 3 bytes are missing")).get(url)
    assert "SECRET" not in answer.text
    assert "x.toc: 3 bytes are missing" in answer.text


def test_so_does_the_state_of_the_index(archive: Searchable) -> None:
    class Damaged:
        def health(self) -> Health:
            return replace(archive.health(), problem="/home/SECRET/data/x.toc: 3 bytes are missing")

    assert Public(Damaged()).health().problem == "x.toc: 3 bytes are missing"  # type: ignore[arg-type]  # only what is asked of it here


@pytest.mark.parametrize("host", ["evil.example", "", "a b"])
def test_no_host_that_is_named_becomes_a_redirect(host: str, archive: Searchable) -> None:
    client = create_app(Settings(web=WebSettings(base_path="/base")), archive).test_client()
    for url in ("/base", "/base/", "/base/search/", "/search/"):
        answer = client.get(url, headers={"Host": host})
        assert answer.status_code in {200, 404}
        assert "Location" not in answer.headers
    assert client.get("/base").text == client.get("/base/").text
