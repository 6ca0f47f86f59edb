"""/opensearch.xml: how browsers and programs search here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from search.document import Document
from search.port import Searchable
from search.settings import Settings, WebSettings
from tests.payloads import PAYLOADS
from web.app import create_app

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"

Reader = Callable[[list[Document]], Searchable]


def description(client: FlaskClient, path: str = "/opensearch.xml") -> etree._Element:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, "application/opensearchdescription+xml; charset=utf-8")
    found = etree.fromstring(response.data)
    assert len(found.findtext(f"{SPACE}ShortName") or "x" * 17) <= 16
    assert len(found.findtext(f"{SPACE}LongName") or "x" * 49) <= 48
    assert len(found.findtext(f"{SPACE}Description") or "x" * 1025) <= 1024
    return found


def templates(found: etree._Element) -> dict[str | None, str]:
    return {url.get("type"): url.get("template") or "" for url in found.findall(f"{SPACE}Url")}


def filled(template: str, words: str, page: str = "", count: str = "") -> str:
    return (
        template.replace("{searchTerms}", words).replace("{startPage?}", page).replace("{count?}", count).removeprefix("http://localhost")
    )


def test_every_template_answers_in_the_form_that_it_says(client: FlaskClient) -> None:
    found = templates(description(client))
    assert set(found) == {
        "text/html",
        "application/atom+xml",
        "application/rss+xml",
        "application/json",
        "application/x-suggestions+json",
        "application/opensearchdescription+xml",
    }
    for kind, template in found.items():
        for url in (filled(template, "agile"), filled(template, "agile", "2", "5")):
            response = client.get(url)
            assert (response.status_code, response.mimetype) == (200, kind)


def test_it_is_found_from_every_page(client: FlaskClient, based: FlaskClient) -> None:
    for path in ("/", "/search?q=agile", "/help", "/advanced", f"/post/{1:016x}", "/nowhere"):
        (link,) = html.document_fromstring(client.get(path).text).xpath('//link[@rel="search"]')
        assert (link.get("href"), link.get("type")) == ("/opensearch.xml", "application/opensearchdescription+xml")
    assert html.document_fromstring(based.get("/").text).xpath('//link[@rel="search"]/@href') == ["/old/posts/opensearch.xml"]
    assert templates(description(based, "/old/posts/opensearch.xml"))["text/html"].startswith("http://localhost/old/posts/search?q=")


def test_the_example_finds_something(client: FlaskClient, reader: Reader) -> None:
    def example(of: FlaskClient) -> str | None:
        query = description(of).find(f"{SPACE}Query[@role='example']")
        return None if query is None else query.get("searchTerms")

    assert example(client) == "tag:Python"
    assert client.get("/search.json", query_string={"q": "tag:Python"}).get_json()["total"] == 36
    untagged = create_app(Settings(), reader([Document("1" * 16, "Rain barrels", "x")])).test_client()
    assert example(untagged) == "Rain"
    assert example(create_app(Settings(), reader([])).test_client()) is None


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Backissues", "Backissues"),
        ("The archive of a long row of blogs about everything that there is", "The archive of a"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschiff"),
        *((payload, None) for payload in PAYLOADS),
    ],
)
def test_names_are_cut_and_stay_text(archive: Searchable, title: str, short: str | None) -> None:
    web = WebSettings(title=title, intro="Posts from 2004 on", address="https://example.org")
    found = description(create_app(Settings(web=web), archive).test_client())
    assert short is None or found.findtext(f"{SPACE}ShortName") == short
    assert found.findtext(f"{SPACE}Description") == "Posts from 2004 on"
    assert all(template.startswith("https://example.org/") for template in templates(found).values())
    assert found.findtext(f"{SPACE}Image") == "https://example.org/static/icon.svg"
