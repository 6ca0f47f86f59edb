"""The page with all values of a facet: found by a part of their name, page by page, inside a search that stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.document import Document
from search.port import Searchable
from search.settings import Settings
from web.app import create_app

Reader = Callable[[list[Document]], Searchable]

SEARCH = "q=agile&match=all&sort=oldest&per_page=5&creator=ann&exclude.tag=c%2B%2B&after=2009&include=body"


def load(client: FlaskClient, url: str, status: int = 200) -> HtmlElement:
    response = client.get(url)
    assert response.status_code == status, response.text
    return html.document_fromstring(response.text)


def words(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def values(page: HtmlElement) -> list[str]:
    return words(page.xpath('//section[@class="facet"]/ul/li/a[1]'))


@pytest.fixture(scope="module")
def many(reader: Reader) -> FlaskClient:
    """A client of 60 posts with 120 tags and as many as 60 creators."""
    posts = [
        Document(f"{number:016x}", "T", "word", categories=(f"tag {number}", f"More {number}"), creators=(f"Ann {number}", "Bob"))
        for number in range(60)
    ]
    return create_app(Settings(), reader(posts)).test_client()


def test_a_long_list_leads_to_the_page_of_all_its_values(many: FlaskClient) -> None:
    page = load(many, "/search?q=word&sort=oldest")
    assert len(page.xpath('//section[@id="by-tag"]/ul/li')) == 10
    (more,) = page.xpath('//section[@id="by-tag"]/p[@class="more"]/a')
    assert (words([more]), more.get("href")) == (["All 120 Tags"], "/facet/tag?q=word&sort=oldest")
    first = load(many, more.get("href"))
    assert words(first.xpath("//main//h1 | //main//h2")) == ["Tags for word", "120 values, page 1 of 2"]
    last = load(many, first.xpath('//nav[@class="pages"]/a[@rel="next nofollow"]/@href')[0])
    assert [len(values(each)) for each in (first, last)] == [100, 20]
    assert not set(values(first)) & set(values(last))
    assert last.xpath('//nav[@class="pages"]/a[@rel="prev nofollow"]/@href') == [more.get("href")]
    assert not last.xpath('//a[@rel="next nofollow"]')


def test_values_are_found_by_a_part_of_their_name_in_any_spelling(many: FlaskClient) -> None:
    page = load(many, "/facet/tag?q=word")
    form = page.xpath('//main//form[@action="/facet/tag"]')[0]
    assert form.xpath('.//label[@for="contains"]')
    assert {each.get("name"): each.get("value") for each in form.xpath('./input[@type="hidden"]')} == {"q": "word"}
    found = load(many, "/facet/tag?q=word&contains=+MORE+1")
    assert values(found) == [f"More {name}, 1 post" for name in (1, *range(10, 20))]
    assert found.xpath('//input[@name="contains"]/@value') == [" MORE 1"]
    assert words(found.xpath("//main//h2")) == ["11 values"]
    none = load(many, "/facet/tag?contains=quagga")
    assert (values(none), words(none.xpath("//main//h2"))) == ([], ["0 values"])
    past = load(many, "/facet/tag?page=9")
    assert words(past.xpath('//section[@class="facet"]/p')) == ["There are fewer pages than that."]
    assert past.xpath('//nav[@class="pages"]/a/@href') == ["/facet/tag?page=2"]


def test_languages_are_not_looked_for_by_codes_that_nobody_sees(client: FlaskClient) -> None:
    for url in ("/facet/lang", "/facet/lang?contains=english"):
        page = load(client, url)
        assert values(page) == ["English, 32 posts", "German, 15 posts"]
        assert not page.xpath('//main//form | //input[@name="contains"]')


def test_the_whole_search_is_kept(client: FlaskClient) -> None:
    page = load(client, f"/facet/tag?{SEARCH}&page=1&contains=p")
    ordered = "&".join(sorted(SEARCH.split("&")))
    assert page.xpath("//main/p/a/@href") == [f"/search?{ordered}"]
    kept = {each.get("name"): each.get("value") for each in page.xpath('//form[@class="sift"]/input[@type="hidden"]')}
    assert "&".join(f"{name}={value}" for name, value in sorted(kept.items())) == ordered.replace("%2B", "+")
    assert words(page.xpath('//ul[@class="chips"]//a')) == [
        "ann, Remove filter", "not C++, Remove filter", "From 2009, Remove filter", "Clear all",
    ]  # fmt: skip
    asked = {each.get("name"): each.get("value") for each in page.xpath('//form[@role="search"]/input[@type="hidden"]')}
    assert asked["creator"] == "ann"
    assert "contains" not in asked


def test_every_count_is_what_a_click_finds(client: FlaskClient) -> None:
    for url in ("/facet/tag?q=agile", "/facet/creator?creator=ann&creator.mode=all", "/facet/site?tag=python&exclude.site=other.org"):
        for item in load(client, url).xpath('//section[@class="facet"]/ul/li[not(@class="off")]'):
            found = load(client, item.xpath("./a[1]/@href")[0])
            if item.get("class") != "on":
                assert words(found.xpath("//h1"))[0].split()[0] == item.xpath("string(.//small)")
            without = load(client, item.xpath('./a[@class="not"]/@href')[0])
            assert without.xpath(f'//section[@data-facet]//li[@class="off"]//bdi[text()="{item.xpath("string(.//bdi)")}"]')


@pytest.mark.parametrize("facet", ["tag", "creator"])
def test_chosen_values_come_first_and_are_any_or_all(client: FlaskClient, facet: str) -> None:
    value = {"tag": "c++", "creator": "bob"}[facet]
    query = f"{facet}={value.replace('+', '%2B')}"
    for url in (f"/facet/{facet}?{query}", f"/search?{query}"):
        page = load(client, url)
        chosen = page.xpath(f'//section[@id="by-{facet}"]/ul/li[1]')[0]
        assert (chosen.get("class"), chosen.xpath("./a/@aria-current")) == ("on", ["true"])
        modes = page.xpath(f'//section[@id="by-{facet}"]/p[@class="mode"]/a')
        assert words(modes) == ["any of these", "all of these"]
        assert f"{facet}.mode=all" in modes[1].get("href")
    assert not load(client, "/search?site=example.org&lang=en").xpath('//section/p[@class="mode"]')  # a post has one of these


def test_bad_values_are_notices_and_other_facets_are_none(client: FlaskClient) -> None:
    page = load(client, "/facet/tag?page=x&sort=y")
    assert len(page.xpath('//ul[@class="notices"]/li')) == 2
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    for name in ("date", "nope", "tag/x"):
        assert client.get(f"/facet/{name}").mimetype == "text/html"
        assert client.get(f"/facet/{name}").status_code == 404


def test_below_a_path(based: FlaskClient) -> None:
    page = load(based, "/old/posts/facet/tag?q=agile")
    inner = [url for _, _, url, _ in page.iterlinks() if not url.startswith("#")]
    assert all(url.startswith("/old/posts/") for url in inner)
