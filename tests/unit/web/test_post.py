"""The page of a post: what was asked for marked, a citation, a web archive, and what its head says of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.document import Document, Site
from search.port import Searchable
from search.settings import PostText, Settings, WebSettings
from tests.unit.web.conftest import OLD_ID, Reader
from web.app import create_app
from web.postview import archived

POST = Document(
    "0123456789abcdef",
    "Rain barrels",
    "A barrel for the garden.\nRainy days <b>and</b> hydrangeas. " + "So it goes on. " * 40 + "A hidden barrel.",
    url="https://example.org/rain?a=1&b=<2>",
    creators=("Ada",),
    categories=("Garden",),
    date=datetime(2009, 3, 1, 23, 4, 5, tzinfo=UTC),
    date_source="published",
    lang="en",
    site=Site("example.org", "A blog", None),
)
PATH = f"/post/{POST.id}"


@pytest.fixture(scope="module", name="posts")
def one_post(reader: Reader) -> Searchable:
    return reader([POST, Document("1" * 16, "", "", lang="not a language"), Document("2" * 16, "Ein feed", "feed", lang="de")])


@pytest.fixture(scope="module", name="client")
def one_client(posts: Searchable) -> FlaskClient:
    return create_app(Settings(), posts).test_client()


def load(client: FlaskClient, path: str) -> HtmlElement:
    return html.document_fromstring(client.get(path).text)


def marks(page: HtmlElement) -> list[str]:
    return [mark.text_content() for mark in page.xpath("//main//mark")]


def test_the_words_of_the_query_are_marked(client: FlaskClient) -> None:
    page = load(client, f"{PATH}?q=barrel+title:rain")
    assert marks(page) == ["Rain", "barrels", "barrel", "barrel"]
    assert len(page.xpath('//div[@class="text"]/p')) == 2
    assert page.xpath('//input[@id="q"]/@value') == ["barrel title:rain"]
    assert marks(load(client, PATH)) == []
    assert marks(load(client, f"{PATH}?s=hydrangea&q.tag=x&page=x")) == ["hydrangeas"]
    assert client.get(f"{PATH}?q={'a' * 5000}").status_code == 414


def test_a_result_leads_to_its_post_with_the_words_marked(client: FlaskClient) -> None:
    page = load(client, "/search?q=barrel+garden&tag=garden")
    (link,) = page.xpath(f'//li//a[starts-with(@href, "{PATH}")]/@href')
    assert marks(load(client, link)) == ["barrels", "barrel", "garden", "barrel"]
    assert "?" not in load(client, "/search?tag=garden").xpath(f'//li//a[starts-with(@href, "{PATH}")]/@href')[0]


def test_a_word_is_marked_as_results_have_it_in_every_language_of_the_index(client: FlaskClient) -> None:
    assert marks(load(client, f"/post/{'2' * 16}?q=feeds")) == marks(load(client, "/search?q=feeds")) == ["feed", "feed"]


def test_an_old_id_leads_on_with_the_query(based: FlaskClient) -> None:
    response = based.get(f"/post/{OLD_ID}?q=agile")
    assert (response.status_code, response.headers["Location"]) == (301, "/old/posts/post/0000000000000001?q=agile")


@pytest.mark.parametrize(("post_text", "found"), [("snippet", ["barrels", "barrel"]), ("none", ["barrels"])])
def test_what_is_not_shown_is_not_marked(posts: Searchable, post_text: PostText, found: list[str]) -> None:
    client = create_app(Settings(post_text=post_text), posts).test_client()
    response = client.get(f"{PATH}?q=barrel+hidden")
    assert marks(html.document_fromstring(response.text)) == found
    assert "A hidden" not in response.text
    assert "hydrangeas" not in "".join(client.get(f"{PATH}.json").get_json()["citation"].values())


def test_the_original_and_its_copy_of_then(client: FlaskClient) -> None:
    links = load(client, PATH).xpath('//p[@class="go"]/a')
    assert [(link.get("href"), link.get("rel")) for link in links] == [
        ("https://example.org/rain?a=1&b=<2>", "noopener nofollow"),
        ("https://web.archive.org/web/20090301230405/https://example.org/rain?a=1&b=<2>", "noopener nofollow"),
    ]
    assert not load(client, f"/post/{'1' * 16}").xpath('//p[@class="go"]')
    undated = Document("3" * 16, "", "", url="https://example.org/")
    assert archived(undated) == "https://web.archive.org/web/https://example.org/"
    assert archived(Document("3" * 16, "", "", url="javascript:x")) is None
    early = Document("3" * 16, "", "", url="https://a.example/", date=datetime(987, 1, 2, tzinfo=UTC))
    assert archived(early) == "https://web.archive.org/web/09870102000000/https://a.example/"


def test_the_head_says_what_the_post_is(client: FlaskClient) -> None:
    page = load(client, f"{PATH}?q=rain")
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert page.xpath('//link[@rel="canonical"]/@href') == [POST.url]
    assert page.xpath('//link[@rel="schema.DC"]/@href') == ["http://purl.org/dc/elements/1.1/"]
    facts = [(meta.get("name"), meta.get("content")) for meta in page.xpath('//meta[starts-with(@name, "DC.")]')]
    assert ("DC.title", "Rain barrels") in facts
    assert ("DC.date", "2009-03-01") in facts
    assert ("DC.identifier", POST.url) in facts
    assert ("DC.subject", "Garden") in facts


def test_a_citation_to_copy(client: FlaskClient) -> None:
    said = client.get(f"{PATH}.json").get_json()["citation"]
    assert said["text"] == "Ada. “Rain barrels.” A blog, 1 March 2009. https://example.org/rain?a=1&b=<2>"
    assert said["bibtex"].startswith("@misc{0123456789abcdef,\n  author = {Ada},\n")
    assert said["ris"].startswith("TY  - BLOG\r\n")
    page = load(client, PATH)
    for button in page.xpath("//button[@data-copy]"):
        (shown,) = page.xpath(f'//pre[@id="{button.get("data-copy")}"]')
        assert "".join(shown.text_content().split()) == "".join(said[button.get("data-copy").removeprefix("cite-")].split())
        assert button.get("hidden") is not None
    assert len(page.xpath("//details[@class='cite']//pre")) == 3


def test_its_day_is_that_of_the_zone(posts: Searchable) -> None:
    client = create_app(Settings(timezone="Asia/Tokyo", web=WebSettings(base_path="/old")), posts).test_client()
    assert "2 March 2009" in client.get(f"/old{PATH}.json").get_json()["citation"]["text"]
    assert "2009-03-02" in load(client, f"/old{PATH}").xpath('//meta[@name="DC.date"]/@content')


def test_only_a_language_is_told_as_one_and_only_of_the_post(client: FlaskClient) -> None:
    page = load(client, PATH)
    assert {element.tag for element in page.xpath('//main//*[@lang="en"]')} == {"h1", "p"}
    assert not load(client, f"/post/{'1' * 16}").xpath("//main//*[@lang]")
