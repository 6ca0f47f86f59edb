"""What feeds and people write stays text: no payload becomes markup, in any place of any page (reliability T6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.document import Cut, Document, Feed, Site
from search.port import Searchable
from search.settings import Settings, WebSettings
from web.app import create_app

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</textarea><iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mtext></p><style><!--</style><img src onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ 7*7 }}{% raw %}",
    "%3Cscript%3E",
    "<!-- --!><script>alert(1)</script>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<x style=background:url(//evil.example)>",
    "\u202e<script>\u2028alert(1)</script>",
    "`${alert(1)}`",
    "]]><script>alert(1)</script>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "\x01javascript:alert(1)",
)
ELEMENTS = {
    *("html", "head", "meta", "title", "link", "body", "header", "main", "nav", "aside", "section", "article", "footer", "div", "span"),
    *("abbr", "path"),
    *("form", "label", "input", "button", "a", "h1", "h2", "p", "ul", "ol", "li", "dl", "dt", "dd", "pre"),
    *("script", "dialog", "template", "kbd"),
    *("b", "i", "bdi", "small", "time", "mark", "figure", "figcaption", "svg", "line", "rect", "text", "caption"),
    *("fieldset", "legend", "select", "option", "datalist", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary"),
}
"""Every element that our templates write."""
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
"""Names what the head says of a post; nothing is loaded from there."""


def check(text: str) -> html.HtmlElement:
    """Return the page, after asserting that it holds no element, attribute or address but ours."""
    page = html.document_fromstring(text)
    for element in page.iter():
        assert element.tag in ELEMENTS, html.tostring(element)
        assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "srcdoc", "formaction"}], html.tostring(
            element
        )
    for _element, name, url, _place in page.iterlinks():
        assert name in {"href", "action", "src"}
        assert url.startswith(("/", "#", "https://example.org/", "https://web.archive.org/web/")) or url == DUBLIN_CORE, url
        assert not url.startswith("//"), url
    return page


@pytest.fixture(scope="module")
def client(reader: Callable[[list[Document]], Searchable]) -> FlaskClient:
    documents = [
        Document(
            id=f"{number:016x}",
            title=f"word {payload}",
            body=f"word {payload}\n{payload} word",
            url=ADDRESSES[number % len(ADDRESSES)],
            creators=(payload, "Ann"),
            categories=(payload, "tag"),
            published=payload,
            lang=payload,
            site=Site(payload, payload, ADDRESSES[number % len(ADDRESSES)]),
            feeds=(Feed(payload, ADDRESSES[number % len(ADDRESSES)]), Feed("", None)),
            sources=(payload,),
            cuts=(Cut(payload, 1),),
        )
        for number, payload in enumerate(PAYLOADS)
    ]
    return create_app(Settings(web=WebSettings(title=PAYLOADS[1])), reader(documents)).test_client()


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
