"""What feeds and people write stays text: no payload becomes markup, in any place of any page (reliability T6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.document import Document
from search.port import Searchable
from search.settings import Settings, WebSettings
from tests.payloads import PAYLOADS, hostile_posts
from web.app import create_app

ELEMENTS = {
    *("html", "head", "meta", "title", "link", "body", "header", "main", "nav", "aside", "section", "article", "footer", "div", "span"),
    *("form", "label", "input", "button", "a", "h1", "h2", "p", "ul", "ol", "li", "dl", "dt", "dd", "pre"),
    *("b", "i", "bdi", "small", "time", "mark", "abbr"),
    *("fieldset", "legend", "select", "option", "datalist", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary"),
    *("svg", "g", "path", "rect", "line", "text", "figure", "figcaption", "caption", "dialog", "kbd", "template", "script", "img"),
}
"""Every element that our templates write."""
ADDRESSED = {
    ("a", "href"): ("/", "#", "https://example.org/", "https://web.archive.org/web/"),
    ("form", "action"): ("/",),
    ("link", "href"): ("/", "https://example.org/", "http://purl.org/dc/elements/1.1/"),
    ("script", "src"): ("/static/",),
    ("img", "src"): ("/",),
}
"""Where an element of ours may lead or load from, by element and attribute; all else leads nowhere."""

RELATIONS = {"stylesheet", "icon", "canonical", "alternate", "search", "schema.DC"}
"""What a <link> of ours is for; of these only canonical and schema.DC name other sites, and nothing is loaded from there."""

ELSEWHERE = {"canonical", "schema.DC"}


def check(text: str) -> html.HtmlElement:
    """Return the page, after asserting that it holds no element, attribute or address but ours."""
    page = html.document_fromstring(text)
    for element in page.iter():
        assert element.tag in ELEMENTS, html.tostring(element)
        assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "srcdoc", "formaction"}], html.tostring(
            element
        )
    for element, name, url, _place in page.iterlinks():
        assert url.startswith(ADDRESSED.get((element.tag, name), ())), html.tostring(element)
        assert not url.startswith("//"), url
    for link in page.iter("link"):
        assert link.get("rel") in RELATIONS, html.tostring(link)
        assert link.get("href").startswith("/") or link.get("rel") in ELSEWHERE, html.tostring(link)
    for script in page.iter("script"):
        assert script.get("src"), html.tostring(script)
        assert not script.text_content(), html.tostring(script)
    return page


@pytest.fixture(scope="module")
def client(reader: Callable[[list[Document]], Searchable]) -> FlaskClient:
    return create_app(Settings(web=WebSettings(title=PAYLOADS[1])), reader(hostile_posts())).test_client()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_post_is_text_wherever_it_is_shown(client: FlaskClient, number: int) -> None:
    payload = PAYLOADS[number]
    page = check(client.get(f"/post/{number:016x}").text)
    assert " ".join(payload.split()) in " ".join(page.xpath("//h1")[0].text_content().split())
    for params in (
        {"q": "word", "per_page": "100"},
        {"tag": payload},
        {"exclude.creator": payload, "facet_size": "100"},
        {"site": payload, "tag": "tag"},
    ):
        check(client.get("/search", query_string=params).text)
        check(client.get("/facet/tag", query_string=params | {"contains": payload}).text)
        assert client.get(f"/facet/{payload}").status_code in {404, 405}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_request_is_text_wherever_it_is_shown(client: FlaskClient, payload: str) -> None:
    names = ("q", "tag", "creator", "site", "lang", "exclude.tag", "year", "after", "page", "sort", "cursor", "facet", "match", payload)
    page = check(client.get("/search", query_string=dict.fromkeys(names, payload)).text)
    assert page.xpath('//input[@name="q"]')[0].get("value") == payload
    check(client.get("/search", query_string={"q": payload, "match": "any"}).text)
    check(client.get("/advanced", query_string=dict.fromkeys(names, payload)).text)
    form = check(client.get("/advanced", query_string={"q.since": payload, "q.tag": payload, "tag": payload, "lang": payload}).text)
    assert form.xpath('//input[@name="q.tag"]')[0].get("value") == payload
    for answer in (client.get(f"/post/{payload}"), client.get(f"/{payload}")):
        assert answer.status_code in {404, 405}
        check(answer.text)


def test_values_of_the_archive_are_text_where_they_are_offered(client: FlaskClient) -> None:
    check(client.get("/help").text)
    offered = check(client.get("/advanced").text).xpath('//datalist[@id="of-tag"]/option')
    assert {option.get("value") for option in offered} == {each for each in PAYLOADS if '"' not in each} | {"tag"}


def test_json_is_never_taken_for_a_page(client: FlaskClient) -> None:
    for url in ("/search.json?q=word", "/post/0000000000000000.json", "/search.json?page=<script>", "/facet/<b>.json"):
        response = client.get(url)
        assert response.mimetype in {"application/json", "application/problem+json"}
        assert response.headers["X-Content-Type-Options"] == "nosniff"
