"""Related posts on /post/<id> and in its JSON: which, what they share, what it costs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.document import Document, Site
from search.port import Searchable
from search.settings import PostText, Settings, WebSettings
from web.app import create_app

ONE, TWO, ALONE, OLD = ("1".zfill(16), "2".zfill(16), "3".zfill(16), "f" * 16)
ARCHIVE = [
    Document(ONE, "Rain barrels", "A barrel for the garden.\nHidden hydrangeas.", lang="en", aliases=(OLD,)),
    Document(
        TWO,
        "<b>Barrels</b> & rain",
        "Rain in the garden: hydrangeas.",
        url="https://other.example/2",
        date=datetime(2010, 5, 6, 7, tzinfo=UTC),
        date_source="published",
        lang="en",
        site=Site("other.example", "Other <i>", None),
    ),
    Document(ALONE, "Something else", ""),
]

Reader = Callable[[list[Document]], Searchable]


@pytest.fixture(scope="module", name="archive")
def small_archive(reader: Reader) -> Searchable:
    return reader(ARCHIVE)


@pytest.fixture(scope="module", name="client")
def small_client(archive: Searchable) -> FlaskClient:
    return create_app(Settings(), archive).test_client()


def test_json_has_what_is_like_the_post(client: FlaskClient) -> None:
    (near,) = client.get(f"/post/{ONE}.json").get_json()["related"]
    score, shared = near.pop("score"), near.pop("shared")
    assert near == {
        "id": TWO,
        "url": "https://other.example/2",
        "title": "<b>Barrels</b> & rain",
        "date": "2010-05-06T07:00:00Z",
        "lang": "en",
        "site": {"title": "Other <i>", "url": None},
        "links": {"self": f"/post/{TWO}.json", "html": f"/post/{TWO}"},
    }
    assert score > 0
    assert {"Rain", "hydrangeas", "garden"} <= set(shared)
    assert client.get(near["links"]["self"]).get_json()["related"][0]["id"] == ONE


def test_the_page_lists_them_with_title_date_site_and_shared_words(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get(f"/post/{ONE}").text)
    (item,) = page.xpath('//section[@class="related"]//li')
    assert page.xpath('//section[@class="related"]/h2')[0].text == "Related posts"
    (link,) = item.xpath("./a")
    assert (link.text_content(), link.get("href")) == ("<b>Barrels</b> & rain", f"/post/{TWO}")
    day, site, shared = (" ".join(part.text_content().split()) for part in item.xpath("./p/*"))
    assert (day, site) == ("6 May 2010", "Other <i>")
    assert shared.startswith("both mention: ")
    assert "hydrangeas" in shared
    assert not item.xpath(".//b | .//i")


def test_where_nothing_is_like_it_nothing_is_said_of_it(client: FlaskClient) -> None:
    assert client.get(f"/post/{ALONE}.json").get_json()["related"] == []
    assert "Related posts" not in client.get(f"/post/{ALONE}").text


def test_their_addresses_have_the_base_path(archive: Searchable) -> None:
    client = create_app(Settings(web=WebSettings(base_path="/old/")), archive).test_client()
    (near,) = client.get(f"/old/post/{ONE}.json").get_json()["related"]
    assert near["links"] == {"self": f"/old/post/{TWO}.json", "html": f"/old/post/{TWO}"}


@pytest.mark.parametrize("post_text", ["snippet", "none"])
def test_no_hidden_word_is_told_as_shared(archive: Searchable, post_text: PostText) -> None:
    client = create_app(Settings(post_text=post_text), archive).test_client()
    (near,) = client.get(f"/post/{ONE}.json").get_json()["related"]
    assert "Rain" in near["shared"]
    for path in (f"/post/{ONE}.json", f"/post/{ONE}"):
        assert "hydrangeas" not in client.get(path).text


def test_a_post_waits_at_the_gate_as_a_search_does(archive: Searchable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.gate.WAIT_SECONDS", 0.01)
    inside, done = threading.Event(), threading.Event()

    class Slow:
        def similar(self, _post_id: str, _limit: int = 5) -> tuple[()]:
            inside.set()
            done.wait(10)
            return ()

        def __getattr__(self, name: str) -> object:
            return getattr(archive, name)

    settings = Settings(web=WebSettings(searches_at_once=1))
    app = create_app(settings, Slow())  # type: ignore[arg-type]  # the archive, with a slow `similar`
    first = threading.Thread(target=lambda: app.test_client().get(f"/post/{ONE}"))
    first.start()
    assert inside.wait(10)
    assert app.test_client().get(f"/post/{ONE}").status_code == 503
    assert app.test_client().get(f"/post/{OLD}").status_code == 301
    done.set()
    first.join()
