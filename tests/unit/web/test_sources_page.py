"""/sources: sites, opened into feeds and sources; what may be missing; one source and many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from index import status
from search.port import Searchable
from search.settings import Settings, WebSettings
from search.sources import FILE, AddressStatus, FeedStatus, Gap, History, SiteStatus, SourceStatus, Status
from tests.payloads import ADDRESSES, PAYLOADS
from tests.unit.web.test_hostile import check
from web.app import create_app

FIRST, LAST, CHECKED = "2008-12-31T23:30:00+00:00", "2010-02-03T00:00:00+00:00", "2026-11-27T10:00:00+00:00"
KEYED = "https://example.org/?key=secret"
FOLDER = "/home/ann/My Feeds"
GAP = Gap("2009-01-01T00:00:00+00:00", "2009-03-01T00:00:00+00:00", "/home/ann/old.xml", "https://example.org/feed/?key=secret")
BLOG = SiteStatus(
    key="example.org",
    title="A blog",
    url="https://example.org/",
    posts=1234,
    undated=2,
    first=FIRST,
    last=LAST,
    months=((2008, (0,) * 11 + (30,)), (2009, (9,) * 6 + (0,) * 6), (2010, (1, 1150, *(0,) * 10))),
    feeds=(
        FeedStatus(
            "A blog",
            "https://example.org/feed/",
            1232,
            3,
            first=FIRST,
            last=LAST,
            gap_count=1,
            gaps=(GAP,),
            sources=(0, 1),
            checked=CHECKED,
        ),
        FeedStatus("", "https://example.org/?feed=rss2&key=secret", 2, 1, undated=2, sources=(1,), error="/home/ann/x.xml: cut off"),
    ),
)
SOURCES = (
    SourceStatus(
        "/home/ann/My Feeds",
        "folder",
        1232,
        3,
        first=FIRST,
        last=LAST,
        checked=CHECKED,
        failed=2,
        error="/home/ann/My Feeds/x.xml: cut off",
    ),
    SourceStatus(
        "/home/ann/list.opml",
        "file",
        2,
        2,
        failed=1,
        error="https://b.example/: status 404",
        addresses=(
            AddressStatus(
                "https://example.org/?key=secret",
                "feed",
                2,
                history=History("limit", "stopped at 3 pages at https://example.org/?key=secret"),
            ),
            AddressStatus("https://b.example/", "failed", error="status 404", next_check=CHECKED),
        ),
    ),
    SourceStatus("-", "input", 0, 1, missing=True),
)
ARCHIVE = Status("a", 1, 1234, 1300, 2, FIRST, LAST, sites=(BLOG,), sources=SOURCES)

Serve = Callable[[Status | None], FlaskClient]


@pytest.fixture
def serve(archive: Searchable, tmp_path: Path) -> Serve:
    """Return what gives a client of the web beside that status."""

    def client(known: Status | None, timezone: str = "UTC", base: str = "") -> FlaskClient:
        if known:
            status.write(known, tmp_path)
        return create_app(Settings(data=tmp_path, timezone=timezone, web=WebSettings(base_path=base)), archive).test_client()

    return client


def load(client: FlaskClient, path: str) -> HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    assert "secret" not in response.text
    assert "/home" not in response.text
    return html.document_fromstring(response.text)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_one_site_is_open_with_its_feeds_and_sources(serve: Serve) -> None:
    page = load(serve(ARCHIVE), "/sources")
    assert page.xpath("//h1/text()") == ["Sources"]
    (site,) = page.xpath("//details")
    assert site.get("open") is not None
    assert words(site.xpath("./summary")[0]) == "A blog example.org 1,234 posts December 2008 to February 2010 1 gap 1 error"
    lists = [[words(item) for item in part.xpath("./li")] for part in site.xpath(".//ul")]
    assert lists[0] == [
        "A blog1,232 posts December 2008 to February 2010 1 gap checked 27 November 2026",
        "example.org2 posts x.xml: cut off",
    ]
    assert [item.split(" folder")[0].split(" file")[0] for item in lists[1]] == ["My Feeds", "list.opml"]
    assert site.xpath(".//li/a/@href") == ["https://example.org/feed/"]
    facts = words(site.xpath('.//p[@class="meta"]')[0])
    assert "2 posts without a date" in facts
    assert "6 of 15 months without posts" in facts
    assert site.xpath('.//a[text()="Posts of this site"]/@href') == ["/search?site=example.org"]


def test_the_line_of_months_says_what_it_shows(serve: Serve) -> None:
    (line,) = load(serve(ARCHIVE), "/sources").xpath("//details//svg")
    assert line.get("role") == "img"
    assert line.get("aria-label") == "Posts by month, December 2008 to February 2010, most in February 2010: 1,150 posts"
    assert len(line.xpath("./path")) == 1


def test_the_page_of_a_site_has_months_gaps_and_all_feeds(serve: Serve) -> None:
    page = load(serve(ARCHIVE), "/sources?site=example.org")
    assert words(page.xpath("//h1")[0]) == "A blog"
    rows = [[words(cell) for cell in row.xpath("./th | ./td")] for row in page.xpath("//table//tr")]
    assert rows[0][:3] == ["Year", "Jan", "Feb"]
    assert rows[3] == ["2010", "1", "1,150", *[""] * 10]
    (gap,) = page.xpath('//li[contains(., "1 January 2009 to 1 March 2009")]')
    assert words(gap) == "1 January 2009 to 1 March 2009 59 days A blog between old.xml and example.org/feed"
    assert "There is no such site" in words(load(serve(ARCHIVE), "/sources?site=other.org").xpath("//main")[0])


def test_sources_and_addresses_of_lists(serve: Serve) -> None:
    items = [words(item) for item in load(serve(ARCHIVE), "/sources?show=sources").xpath('//ul[@class="rows"]/li')]
    assert items[0].startswith("My Feeds folder 1,232 posts December 2008 to February 2010 3 documents checked 27 November 2026 ")
    assert items[0].endswith(" 2 with errors, the last one: x.xml: cut off")
    assert items[1:] == [
        "list.opml file 2 posts 2 documents b.example: status 404",
        "example.org of the list list.opml 2 posts History: stopped at 3 pages at example.org",
        "b.example of the list list.opml 0 posts not asked again before 27 November 2026 status 404",
        "- standard input 0 posts gone; its posts are kept",
    ]


def test_problems_are_listed_once(serve: Serve) -> None:
    page = load(serve(ARCHIVE), "/sources?show=problems")
    assert page.xpath('//ul[@class="rows"]/li/bdi/text()') == ["My Feeds", "b.example", "-"]
    assert [words(tab) for tab in page.xpath('//nav[@aria-label="Show"]/a')] == ["Sites 1", "Sources 5", "Problems 3"]
    assert page.xpath("//main//a[@aria-current]/@href") == ["/sources?show=problems"]
    well = Status("a", 1, 0, 0, sources=(SourceStatus("a", "file", 0, 1),))
    assert "none has an error" in words(load(serve(well), "/sources?show=problems").xpath("//main")[0])


def test_many_sites_are_paged_and_found_by_name(serve: Serve) -> None:
    feeds = tuple(FeedStatus(f"Feed {n}", None, 1, 1) for n in range(120))
    sites = tuple(SiteStatus(f"site{n:02}.org", "", None, 1, feeds=feeds if n == 7 else ()) for n in range(60))
    client = serve(Status("a", 1, 60, 60, sites=sites))
    page = load(client, "/sources?page=2")
    assert page.xpath("//summary/span/bdi/text()") == [f"site{n}.org" for n in range(25, 50)]
    assert page.xpath('//nav[@class="pages"]/a/@href') == ["/sources", "/sources?page=3"]
    assert load(client, "/sources?page=99").xpath("//summary/span/bdi/text()") == [f"site{n}.org" for n in range(50, 60)]
    assert load(client, "/sources?contains=FEED+11").xpath("//summary/span/bdi/text()") == ["site07.org"]
    assert load(client, "/sources?contains=site1").xpath("//input[@name='contains']/@value") == ["site1"]
    assert "Nothing has this" in words(load(client, "/sources?contains=zzz").xpath("//main")[0])
    (row,) = load(client, "/sources?contains=site07").xpath("//details")
    assert "and 116 more" in words(row)
    one = load(client, row.xpath('.//a[text()="All about this site"]/@href')[0])
    assert len(one.xpath('//ul[@class="rows"]/li')) == 50
    assert one.xpath('//a[@rel="next"]/@href') == ["/sources?page=2&site=site07.org"]
    assert len(load(client, "/sources?page=3&site=site07.org").xpath('//ul[@class="rows"]/li')) == 20


def test_a_site_without_address_has_a_page_too(serve: Serve) -> None:
    client = serve(Status("a", 1, 1, 1, sites=(SiteStatus("", "", None, 1, feeds=(FeedStatus("", None, 1, 1),)),)))
    (link,) = load(client, "/sources").xpath('//a[text()="All about this site"]/@href')
    page = load(client, link)
    assert words(page.xpath("//h1")[0]) == "Feeds without a name"
    assert "A feed without a title" in words(page)


def test_what_cannot_be_used_is_said_and_has_its_default(serve: Serve) -> None:
    page = load(serve(ARCHIVE), "/sources?show=all&page=x&page=2")
    notices = [words(item) for item in page.xpath('//ul[@class="notices"]/li')]
    assert [notice.split(" ")[0].strip(":") for notice in notices] == ["show", "page"]
    assert len(page.xpath("//details")) == 1


def test_without_a_status_it_says_how_to_get_one(serve: Serve) -> None:
    page = load(serve(None), "/sources")
    assert "backissues reindex" in words(page.xpath("//pre")[0])
    assert not page.xpath("//nav[@aria-label='Show']")


def test_a_status_that_cannot_be_read_is_an_error_page(serve: Serve, tmp_path: Path) -> None:
    client = serve(ARCHIVE)
    (tmp_path / FILE).write_text("[]")
    assert client.get("/sources").status_code == 503
    status.write(ARCHIVE, tmp_path)
    assert client.get("/sources").status_code == 200


def test_a_file_of_an_older_release_is_shown(serve: Serve) -> None:
    bare = Status("a", 1, 1, 1, sites=(SiteStatus("a.org", "", None, 1, feeds=(FeedStatus("A", None, 1, 1),)),), sources=SOURCES)
    page = load(serve(bare), "/sources")
    assert "Held by" not in words(page.xpath("//details")[0])


def test_places_of_sources_that_are_not_there_are_passed_by(serve: Serve) -> None:
    feed = FeedStatus("A", None, 1, 1, sources=(0, 99))
    page = load(serve(Status("a", 1, 1, 1, sites=(SiteStatus("a.org", "", None, 1, feeds=(feed,)),), sources=SOURCES[:1])), "/sources")
    assert len(page.xpath("//details//ul")[1].xpath("./li")) == 1


def test_below_a_path_and_in_another_zone(archive: Searchable, tmp_path: Path) -> None:
    status.write(ARCHIVE, tmp_path)
    client = create_app(Settings(data=tmp_path, timezone="Asia/Tokyo", web=WebSettings(base_path="/old")), archive).test_client()
    page = load(client, "/old/sources?show=problems")
    assert page.xpath('//nav[@aria-label="Show"]/a/@href') == ["/old/sources", "/old/sources?show=sources", "/old/sources?show=problems"]
    assert "January 2009 to February 2010" in words(page.xpath("//main")[0])
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_names_and_errors_are_text(serve: Serve, number: int) -> None:
    payload, url = PAYLOADS[number], ADDRESSES[number % len(ADDRESSES)]
    feed = FeedStatus(payload, url, 1, 1, gap_count=1, gaps=(Gap(FIRST, LAST, payload, url),), sources=(0, 1), error=payload)
    site = SiteStatus(payload, payload, url, 1, first=FIRST, last=LAST, months=BLOG.months, feeds=(feed,))
    source = SourceStatus(
        payload,
        "file",
        1,
        1,
        error=payload,
        failed=2,
        history=History("error", payload),
        addresses=(AddressStatus(url, "new", error=payload),),
    )
    client = serve(Status("a", 1, 1, 1, sites=(site,), sources=(source, source)))
    for query in (
        {},
        {"show": "sources"},
        {"show": "problems"},
        {"site": payload},
        {"contains": payload, "show": payload, "page": payload},
    ):
        check(client.get("/sources", query_string=query).text)


def test_a_page_of_many_is_light(serve: Serve) -> None:
    """With the longest lines there are: 96 steps, all of another height."""
    months = tuple((2000 + year, tuple(1 + (year * 12 + at) * 7919 % 101 for at in range(12))) for year in range(8))
    feed = FeedStatus("The feed of a blog", "https://blog.example.org/feed/", 99, 1, first=FIRST, last=LAST, sources=(0,), checked=CHECKED)
    site = SiteStatus("blog.example.org", "A blog of some length", "https://blog.example.org/", 99, 0, FIRST, LAST, months, (feed,))
    client = serve(Status("a", 1, 1, 1, sites=(site,) * 200, sources=SOURCES[:1]))
    assert len(client.get("/sources").data) < 70_000
