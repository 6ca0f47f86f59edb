"""The page as a reader has it: links, filters, years, states. Read back with lxml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.document import Document, Feed, Site
from search.port import Searchable
from search.settings import PostText, Settings
from web.app import create_app

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

Reader = Callable[[list[Document]], Searchable]


def load(client: FlaskClient, url: str, status: int = 200) -> HtmlElement:
    response = client.get(url)
    assert response.status_code == status, response.text
    return html.document_fromstring(response.text)


def words(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def follow(client: FlaskClient, link: HtmlElement) -> HtmlElement:
    return load(client, link.get("href"))


def facet_link(page: HtmlElement, facet: str, label: str) -> HtmlElement:
    (link,) = page.xpath(f'//section[@id="by-{facet}"]//a[bdi="{label}"]')
    return link


def test_results_in_order_with_their_originals(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&sort=newest")
    assert words(page.xpath("//h1")) == ["47 results for agile"]
    articles = page.xpath('//ol[@class="hits"]/li/article')
    assert len(articles) == 20
    link = articles[0].xpath(".//h2/a")[0]
    assert (link.get("href"), link.get("rel")) == ("https://example.org/47", "noopener nofollow")
    assert articles[0].xpath('.//a[@href="/post/000000000000002f?q=agile"]')
    assert articles[0].xpath("./h2/@lang") == ["en"]
    time = articles[0].xpath(".//time")[0]
    assert (time.text, time.get("datetime"), time.get("title")) == (
        "11 September 2012",
        "2012-09-11T10:00:00Z",
        "2012-09-11 10:00:00+00:00",
    )
    assert page.xpath("//title")[0].text == "agile · Backissues"
    assert page.xpath('//form[@role="search"]//input[@name="q"]')[0].get("value") == "agile"
    assert page.xpath("//form//label[@for='q']")


def test_the_home_page_shows_the_newest(client: FlaskClient) -> None:
    page = load(client, "/")
    assert words(page.xpath("//h1")) == ["Newest posts"]
    assert words(page.xpath('//nav[@class="sort"]/a')) == ["Newest", "Oldest"]
    assert words(page.xpath('//nav[@class="sort"]/a[@aria-current]')) == ["Newest"]
    assert "47 posts" in page.xpath("//footer")[0].text_content()


def test_choosing_a_tag_and_taking_it_back(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&page=2")
    chosen = follow(client, facet_link(page, "tag", "Machine Learning"))
    assert words(chosen.xpath("//h1")) == ["24 results for agile"]
    assert facet_link(chosen, "tag", "Machine Learning").get("aria-current") == "true"
    (chip,) = chosen.xpath('//ul[@class="chips"]//a')
    assert chip.get("href") == facet_link(chosen, "tag", "Machine Learning").get("href") == "/search?q=agile"
    hidden = {each.get("name"): each.get("value") for each in chosen.xpath('//form[@role="search"]//input[@type="hidden"]')}
    assert hidden == {"tag": "machine learning"}


def test_several_tags_are_any_of_them_or_all(client: FlaskClient) -> None:
    page = load(client, "/search?tag=python&tag=c%2B%2B")
    assert words(page.xpath("//h1")) == ["36 results"]
    mode = page.xpath('//*[@id="by-tag"]/p[@class="mode"]/a')
    assert words(mode) == ["any of these", "all of these"]
    assert [each.get("aria-current") for each in mode] == ["true", None]
    both = follow(client, mode[1])
    assert words(both.xpath("//h1")) == ["12 results"]
    assert not load(client, "/").xpath('//p[@class="mode"]')


def test_excluding_a_value(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile")
    (link,) = page.xpath('//a[@class="not"][@title="Exclude Python"]')
    without = follow(client, link)
    assert words(without.xpath("//h1")) == ["11 results for agile"]
    assert words(without.xpath('//ul[@class="chips"]//a')) == ["not Python, Remove filter"]
    assert without.xpath('//section[@id="by-tag"]/ul/li[@class="off"]')
    assert not without.xpath('//a[@title="Exclude Python"]')


def test_dates_of_the_window_are_chips(client: FlaskClient) -> None:
    page = load(client, "/search?after=2009-03&before=2009-04-02")
    assert words(page.xpath('//ul[@class="chips"]//a')) == [
        "From March 2009, Remove filter", "Before 2 April 2009, Remove filter", "Clear all",
    ]  # fmt: skip
    assert words(load(client, "/search?after=2009-03-01T10:00:00.5Z").xpath('//ul[@class="chips"]//a')) == [
        "From 2009-03-01 10:00:00.500000Z, Remove filter"
    ]


def test_pages_and_the_end_of_them(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&page=2")
    assert words(page.xpath('//nav[@class="pages"]/*')) == ["Previous", "page 2 of 3", "Next"]
    assert page.xpath('//ol[@class="hits"]')[0].get("start") == "21"
    last = follow(client, page.xpath('//nav[@class="pages"]/a[@rel="next nofollow"]')[0])
    assert words(last.xpath('//nav[@class="pages"]/*')) == ["Previous", "page 3 of 3"]
    past = load(client, "/search?q=agile&page=9")
    assert words(past.xpath("//h1")) == ["47 results for agile"]
    assert past.xpath('//main//a[@href="/search?q=agile"]')


def test_bad_values_and_repairs_are_notices(client: FlaskClient) -> None:
    page = load(client, '/search?q="agile&page=zero')
    notices = words(page.xpath('//ul[@class="notices"]/li'))
    assert len(notices) == 2
    assert "page" in notices[0]


def test_an_empty_index_says_how_to_fill_it(reader: Reader) -> None:
    page = load(create_app(Settings(), reader([])).test_client(), "/")
    assert "holds no posts yet" in page.xpath("//main")[0].text_content()
    assert not page.xpath("//aside")


def test_one_post(client: FlaskClient) -> None:
    page = load(client, f"/post/{7:016x}")
    assert words(page.xpath("//h1")) == ["Post 7 about a python"]
    assert page.xpath('//meta[@name="robots"]')[0].get("content") == "noindex"
    assert page.xpath('//link[@rel="canonical"]')[0].get("href") == "https://example.org/7"
    assert len(page.xpath('//div[@class="text"]/p')) == 2
    assert [link.get("href") for link in page.xpath("//aside//dl//a")] == [
        "/search?tag=python", "/search?tag=machine+learning", "/search?tag=c%2B%2B", "https://example.org/feed/",
    ]  # fmt: skip
    assert "tracking pixel, 2 times" in page.xpath("//aside//dl")[0].text_content()
    assert follow(client, page.xpath('//p[@class="meta"]/a[bdi="Example"]')[0]).xpath("//article")


def test_a_post_of_which_little_is_known(reader: Reader) -> None:
    bare = Document(id="a" * 16, title="", body="", summary_only=True, updated=datetime(2010, 5, 6, tzinfo=UTC))
    client = create_app(Settings(), reader([bare])).test_client()
    page = load(client, f"/post/{'a' * 16}")
    assert words(page.xpath("//h1")) == ["Untitled post"]
    assert "6 May 2010" in page.xpath("//aside//dl")[0].text_content()
    assert "only a summary" in page.xpath("//aside")[0].text_content()
    assert not page.xpath('//link[@rel="canonical"]')
    (title,) = load(client, "/").xpath("//h2/a")
    assert title.get("href") == f"/post/{'a' * 16}"


@pytest.mark.parametrize(
    ("source", "said"), [("published", "2 March 2009"), ("updated", "updated 2 March 2009"), ("snapshot", "seen 2 March 2009")]
)
def test_the_day_is_that_of_the_zone_and_says_what_it_is(reader: Reader, source: str, said: str) -> None:
    document = Document(id="a" * 16, title="T", body="b", date=datetime(2009, 3, 1, 20, tzinfo=UTC), date_source=source)  # type: ignore[arg-type]  # one of the literals
    page = load(create_app(Settings(timezone="Asia/Tokyo"), reader([document])).test_client(), "/")
    time = page.xpath("//article//time")[0]
    assert (time.text, time.get("title")) == (said, "2009-03-01 20:00:00Z")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(("end", "said"), [(FIRST, "1 January 1"), (LAST, "31 December 9999")])
def test_the_ends_of_time_have_a_day_in_every_zone(reader: Reader, zone: str, end: datetime, said: str) -> None:
    client = create_app(Settings(timezone=zone), reader([Document("0" * 16, "Post", "x", date=end, updated=end)])).test_client()
    assert client.get(f"/post/{'0' * 16}").status_code == 200
    assert said in client.get("/search").text
    for year in client.get("/search.json").get_json()["facets"]["date"]["values"]:
        assert client.get(year["toggle_url"]).get_json()["total"] == year["count"]


def test_the_index_says_when_it_was_built(archive: Searchable) -> None:
    class Dated:
        def search(self, query):  # noqa: ANN001, ANN202 - as the archive's
            page = archive.search(query)
            return replace(page, index=replace(page.index, built=datetime(2026, 1, 2, 23, 30, tzinfo=UTC)))

        def health(self):  # noqa: ANN202 - as the archive's
            return archive.health()

    page = load(create_app(Settings(timezone="Asia/Tokyo"), Dated()).test_client(), "/")  # type: ignore[arg-type]  # it only searches
    time = page.xpath("//footer//time")[0]
    assert (time.text, time.get("title")) == ("3 January 2026", "3 January 2026 08:30 (JST)")


def test_a_result_names_the_feeds_that_say_more_than_its_site(reader: Reader) -> None:
    here, other = Site("example.org", "Notes", None), Site("other.org", "Other", None)
    titles = {
        1: ("Notes", "Notes"),
        2: ("Notes", "garden — Notes", "Planet X", "Planet X", "Ann"),
        3: ("a | Notes", "b - Notes", "c", "Notes", ""),
        4: ("Planet X",),
    }
    posts = [
        Document(f"{key:016x}", f"Post {key}", "b", creators=("Ann",), site=here, feeds=tuple(Feed(each, None) for each in some))
        for key, some in titles.items()
    ]
    two_sites = [*posts, Document("f" * 16, "Post", "b", site=other, feeds=(Feed("Other", None),))]

    def named(documents: list[Document]) -> list[list[str]]:
        page = load(create_app(Settings(), reader(documents)).test_client(), "/search?sort=oldest")
        return [words(each.xpath('.//p[@class="meta"]/*'))[2:] for each in page.xpath("//article")]

    several = [["also in garden, Planet X"], ["also in a, b and 1 more"]]
    # In an archive of one site its name stands nowhere, and a single feed of it is that of all.
    assert named(posts) == [[], *several, []]
    assert named(two_sites) == [["Notes"], ["Notes", *several[0]], ["Notes", *several[1]], ["Notes", "in Planet X"], []]


@pytest.mark.parametrize(("lang", "said"), [("ja", ["ja"] * 3), ("en", ["en"]), ("x-klingon", []), ('"><b>', []), (None, [])])
def test_a_language_is_said_of_the_words_of_the_post_alone(reader: Reader, lang: str | None, said: list[str]) -> None:
    document = Document("a" * 16, "T", "body", lang=lang, categories=("tag",))
    (article,) = load(create_app(Settings(), reader([document])).test_client(), "/").xpath("//article")
    assert article.xpath(".//@lang") == said  # of our own language once, on the title: the page is in it
    assert not article.xpath('.//*[@lang]//*[text()="As indexed"] | self::*[@lang]')


def test_a_count_is_read_with_its_value_below_the_name_of_its_facet(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&exclude.creator=bob")
    tags = page.xpath('//section[@id="by-tag"]')[0]
    assert words(page.xpath("//*[@id=$id]", id=tags.get("aria-labelledby"))) == ["Tags"]
    assert words(tags.xpath("./ul/li/a[1]"))[0] == "Machine Learning, 12 posts"
    assert words(page.xpath('//section[@id="by-creator"]/ul/li[@class="off"]/a')) == ["Bob, excluded"]
    levels = [int(each.tag[1]) for each in page.xpath("//h1 | //h2 | //h3")]
    assert (levels[0], set(levels[1:])) == (1, {2})


def test_pages_below_a_path_stay_below_it(based: FlaskClient) -> None:
    for path in ("/search?q=agile&tag=python", "/old/posts/search?q=agile&tag=python", f"/old/posts/post/{7:016x}", "/old/posts/nowhere"):
        page = html.document_fromstring(based.get(path).text)
        inner = [url for _, _, url, _ in page.iterlinks() if not url.startswith(("https://", "http://purl.org/", "#"))]
        assert inner
        assert all(url.startswith("/old/posts/") for url in inner)
    assert based.get("/old/posts/static/page.css", buffered=True).status_code == 200


def test_a_page_of_twenty_results_is_light(client: FlaskClient) -> None:
    for path in ("/", "/search?q=agile", "/search?q=agile+parser"):
        assert len(client.get(path).data) <= 34_000  # its share of a first page of 60,000 bytes


@pytest.mark.parametrize(
    ("post_text", "says", "link"),
    [
        ("full", [], "As indexed"),
        ("snippet", ["Only the beginning of this post is shown here."], "About this post"),
        ("none", ["The text of this post is not shown here."], "About this post"),
    ],
)
def test_the_page_says_that_text_is_kept_back_after_the_link_to_the_original(
    archive: Searchable, post_text: PostText, says: list[str], link: str
) -> None:
    client = create_app(Settings(post_text=post_text), archive).test_client()
    page = load(client, f"/post/{1:016x}")
    assert words(page.xpath('//article/p[@class="withheld"]')) == says
    assert len(page.xpath('//article/p[@class="go"]/following-sibling::p[@class="withheld"]')) == len(says)
    assert len(page.xpath('//div[@class="text"]/p')) == {"full": 2, "snippet": 1, "none": 0}[post_text]
    assert words(load(client, "/search").xpath('//p[@class="tags"]/a'))[0] == link


def test_a_post_without_text_has_no_beginning(reader: Reader) -> None:
    client = create_app(Settings(post_text="snippet"), reader([Document("1" * 16, "Photo", "")])).test_client()
    page = load(client, "/post/" + "1" * 16)
    assert words(page.xpath("//article/p[@class='withheld'] | //div[@class='text']/p")) == ["The feed carried no text for this post."]
