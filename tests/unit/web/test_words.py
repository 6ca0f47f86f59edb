"""What the page says of words and results: all words or some, and why a result is one."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.document import Document
from search.port import Searchable
from search.settings import Settings
from web.app import create_app

HEAVIEST = 60_000
"""Bytes that a page may have."""


def load(client: FlaskClient, url: str) -> HtmlElement:
    return html.document_fromstring(client.get(url).text)


def words(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def follow(client: FlaskClient, link: HtmlElement) -> HtmlElement:
    return load(client, link.get("href"))


def test_a_relaxed_search_says_so_and_can_be_made_strict(client: FlaskClient) -> None:
    page = load(client, "/search?q=zebra+parser")
    assert words(page.xpath('//nav[@aria-label="Posts with"]/p')) == [
        "no post has all of these words; posts with some of them are shown too"
    ]
    assert not page.xpath('//ul[@class="notices" or @class="chips"]')
    (every,) = page.xpath('//nav[@aria-label="Posts with"]/a[not(@aria-current)]')
    assert words([every]) == ["all of the words"]
    strict = follow(client, every)
    assert words(strict.xpath("//h1")) == ["No post found for zebra parser"]
    (way_out,) = strict.xpath('//ul[@class="help"]//a[contains(@href, "match=any")]')
    assert follow(client, way_out).xpath('//ol[@class="hits"]')


def test_all_words_and_some_are_a_click_apart_both_ways(client: FlaskClient) -> None:
    some = load(client, "/search?q=agile+parser&tag=python")
    (every,) = some.xpath('//nav[@aria-label="Posts with"]/a[not(@aria-current)]')
    strict = follow(client, every)
    assert strict.xpath('//ol[@class="hits"]/li')
    assert not strict.xpath('//nav[@aria-label="Posts with"]/p')
    (back,) = strict.xpath('//nav[@aria-label="Posts with"]/a[not(@aria-current)]')
    assert words(follow(client, back).xpath("//h1")) == words(some.xpath("//h1"))
    assert not load(client, "/search?q=agile").xpath('//nav[@aria-label="Posts with"]')


def test_each_result_says_why_it_is_one(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile+parser")
    whys = page.xpath('//ol[@class="hits"]//details')
    assert len(whys) == len(page.xpath('//ol[@class="hits"]/li'))
    assert words(whys[0].xpath("./summary")) == ["Why this result?"]
    (title,) = page.xpath("//h2[@id=$id]", id=whys[0].xpath("./summary/@aria-describedby")[0])  # read out, each is that of another post
    assert title.getparent() == whys[0].getparent()
    assert any(line.endswith("“parser” in the title") for line in words(whys[0].xpath(".//li")))
    shares = [int(share.rstrip(" %")) for share in words(whys[0].xpath(".//li/b"))]
    assert shares == sorted(shares, reverse=True)
    assert load(client, "/search?q=agile&sort=newest").xpath('//details[@class="why"]') == []
    many = load(client, "/search?match=any&q=a*+ag*+agi*+agil*+agile*+p*+pa*+par*+pars*+parse*+parser*")
    assert words(many.xpath('(//ol[@class="hits"]//details)[1]//li'))[-1].endswith("smaller reasons")


def test_where_nothing_is_found_nothing_is_said_of_some_words(client: FlaskClient) -> None:
    page = load(client, "/search?q=quagga+xylophone")
    assert words(page.xpath("//h1")) == ["No post found for quagga xylophone"]
    assert not page.xpath('//nav[@aria-label="Posts with"] | //ul[@class="notices" or @class="chips"]')


def test_a_long_query_makes_no_heavy_page(reader: Callable[[list[Document]], Searchable]) -> None:
    query = "this is what the people who work on the web should know about how to make better content for mobile users and customers"
    bodies = (f"{query} of government services {number}. " * 20 for number in range(20))
    documents = [Document(f"{number:016x}", f"{query} {number}", body, lang="en") for number, body in enumerate(bodies)]
    page = create_app(Settings(), reader(documents)).test_client().get("/search", query_string={"q": query})
    assert len(html.document_fromstring(page.text).xpath('//details[@class="why"]')) == 20
    assert len(page.data) < HEAVIEST
