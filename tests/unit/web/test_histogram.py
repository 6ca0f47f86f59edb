"""The bars of years and months: a picture with links, a table that says the same, and ranges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.document import Document
from search.port import Searchable
from search.settings import Settings, WebSettings
from web.app import create_app

BARS = '//figure[@id="years"]//svg//a'

Reader = Callable[[list[Document]], Searchable]


def load(client: FlaskClient, url: str) -> HtmlElement:
    response = client.get(url)
    assert response.status_code == 200, response.text
    return html.document_fromstring(response.text)


def words(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def total(page: HtmlElement) -> int:
    first = words(page.xpath("//h1"))[0].split()[0]
    return 0 if first == "No" else int(first.replace(",", ""))


def labels(page: HtmlElement) -> list[str]:
    """Return what stands below each bar, those without posts too."""
    return words(page.xpath('//figure[@id="years"]//svg/svg//text[last()]'))


def table(page: HtmlElement) -> list[list[str]]:
    return [words(row.xpath("./*")) for row in page.xpath('//figure[@id="years"]//table//tr')]


def dated(reader: Reader, *dates: datetime | None, zone: str = "UTC") -> FlaskClient:
    posts = [Document(f"{number:016x}", f"Post {number}", "word", date=date) for number, date in enumerate(dates)]
    return create_app(Settings(timezone=zone), reader(posts)).test_client()


def day(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def test_years_then_months_and_back(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile")
    years = page.xpath(BARS)
    assert [year.get("aria-label") for year in years] == [
        "2008: 2 posts",
        "2009: 12 posts",
        "2010: 12 posts",
        "2011: 12 posts",
        "2012: 9 posts",
    ]
    year = load(client, years[1].get("href"))
    assert words(year.xpath('//figure[@id="years"]/figcaption/*'))[1:] == ["All years", "2008", "2009", "2010"]
    assert labels(year) == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert len(year.xpath(BARS)) == 11  # a month without posts leads nowhere
    month = load(client, year.xpath(BARS)[0].get("href"))
    assert words(month.xpath('//ul[@class="chips"]//a')) == ["January 2009, Remove filter"]
    assert [each.get("aria-label") for each in month.xpath(f"{BARS}[@aria-current]")] == ["January 2009: 1 post"]
    assert month.xpath('//figcaption/a[text()="2009"]')
    everything = load(client, month.xpath('//figcaption/a[text()="All years"]/@href')[0])
    assert words(everything.xpath("//h1")) == ["47 results for agile"]
    assert not load(client, "/search?q=agile&year=2030").xpath("//figure//svg")
    assert words(load(client, "/search?q=agile&month=2030-03").xpath("//figure//a")) == ["All years"]
    both = load(client, "/search?year=2009&year=2010&month=2012-09").xpath(f"{BARS}[@aria-current]")
    assert [each.get("aria-label") for each in both] == ["2009: 12 posts", "2010: 12 posts"]


@pytest.mark.parametrize("url", ["/search?q=agile", "/search?q=agile&year=2009", "/search?q=parser&tag=python&after=2009-02&before=2011"])
def test_every_bar_finds_what_it_counts_and_the_table_says_the_same(client: FlaskClient, url: str) -> None:
    page = load(client, url)
    heading, *rows = table(page)
    assert heading in (["Year", "Posts"], ["Month", "Posts"])
    counted = {row[0]: row[1] for row in rows}
    bars = page.xpath(BARS)
    assert bars
    for bar in bars:
        name, count = bar.get("aria-label").removesuffix(" posts").removesuffix(" post").split(": ")
        assert counted[name] == count
        assert total(load(client, bar.get("href"))) == int(count)
    assert {count for name, count in counted.items() if not page.xpath(f'{BARS}[starts-with(@aria-label, "{name}:")]')} <= {"0"}
    assert not page.xpath('//figure[@id="years"]//table//a')  # the bars take the focus, the table does not take it again


def test_a_range_of_years_by_the_form(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&tag=python&sort=oldest&year=2009&year=2012&page=2")
    (form,) = page.xpath('//figure[@id="years"]//form')
    assert form.get("action") == "/search"
    assert {each.get("name"): each.get("value") for each in form.xpath(".//input")} == {"q": "agile", "tag": "python", "sort": "oldest"}
    starts, ends = ([option.get("value") or option.text for option in each.xpath("./option")] for each in form.xpath(".//select"))
    assert (starts, ends) == (["2008", "2009", "2010", "2011", "2012"], ["2009", "2010", "2011", "2012", "2013"])
    assert form.xpath('.//select[@name="before"]/option[@selected]')[0].text == "2012"
    two = load(client, f"/search?q=agile&after={starts[1]}&before={ends[2]}")  # from 2009 to 2010, which is in it
    assert total(two) == 24
    assert labels(two) == ["2009", "2010"]
    assert words(two.xpath('//ul[@class="chips"]//a'))[:2] == ["From 2009, Remove filter", "Before 2011, Remove filter"]
    back = load(client, two.xpath('//figcaption/a[text()="All years"]/@href')[0])
    assert total(back) == 47


def test_a_range_of_months_is_one_of_the_year(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&month=2009-12")
    (form,) = page.xpath("//figure//form")
    assert {each.get("name"): each.get("value") for each in form.xpath(".//input")} == {"q": "agile", "year": "2009"}
    bars = page.xpath(BARS)
    assert [(bar.get("data-from"), bar.get("data-to")) for bar in bars[:1] + bars[-1:]] == [("2009-01", "2009-02"), ("2009-12", "2010")]
    half = load(client, "/search?q=agile&year=2009&after=2009-03&before=2009-06")
    assert total(half) == sum(int(row[1]) for row in table(page) if row[0] in {"March 2009", "April 2009", "May 2009"}) == 4
    assert len(labels(half)) == 12
    assert [bar.get("aria-label").split(":")[0] for bar in half.xpath(BARS)] == ["March 2009", "April 2009", "May 2009"]


def test_years_without_posts_are_kept_and_lead_nowhere(reader: Reader) -> None:
    page = load(dated(reader, day(2001), day(2004)), "/")
    assert labels(page) == ["2001", "2002", "2003", "2004"]
    assert [bar.get("aria-label") for bar in page.xpath(BARS)] == ["2001: 1 post", "2004: 1 post"]
    assert table(page)[2] == ["2002", "0"]
    ranged = load(dated(reader, day(2001), day(2004), day(2009)), "/search?after=2000&before=2007")
    assert labels(ranged) == ["2000", "2001", "2002", "2003", "2004", "2005", "2006"]


@pytest.mark.parametrize(
    ("years", "shown", "first"),
    [
        ((1990, 2018), 29, "1990"),
        ((1989, 2018), 4, "1980 to 1989"),
        ((1903, 2024), 13, "1900 to 1909"),
        ((1203, 2024), 9, "1200 to 1299"),
        ((1, 9999), 10, "1 to 999"),
    ],
)
def test_many_years_are_shown_in_spans_with_nothing_left_out(reader: Reader, years: tuple[int, int], shown: int, first: str) -> None:
    client = dated(reader, day(years[0], 6), day(years[1], 6), day(years[1], 7), None)
    page = load(client, "/search?q=word")
    assert len(labels(page)) == len(table(page)) - 1 == shown
    assert table(page)[1] == [first, "1"]
    ends = page.xpath(BARS)
    assert [bar.get("aria-label").split(": ")[1] for bar in ends] == ["1 post", "2 posts"]
    for bar, count in zip(ends, (1, 2), strict=True):
        assert total(load(client, bar.get("href"))) == count


def test_a_span_stays_inside_the_range_that_is_chosen(reader: Reader) -> None:
    client = dated(reader, *(day(year, 6) for year in range(1905, 2020, 5)))
    page = load(client, "/search?after=1908&before=1993")
    counts = {bar.get("aria-label").split(":")[0]: bar.get("href") for bar in page.xpath(BARS)}
    assert counts["1990 to 1999"] == "/search?after=1990&before=1993"
    assert total(load(client, counts["1990 to 1999"])) == 1


def test_posts_without_a_date_are_counted_beside_the_bars(reader: Reader) -> None:
    client = dated(reader, day(2001), day(2002), None, None)
    assert words(load(client, "/").xpath("//figure/p")) == ["2 more have no date"]
    assert words(load(client, "/search?year=2001").xpath("//figure/p")) == []
    assert words(load(dated(reader, day(2001), day(2002)), "/").xpath("//figure/p")) == []


def test_one_year_leads_to_its_months(reader: Reader) -> None:
    client = dated(reader, day(2001), day(2001, 5))
    (year,) = load(client, "/").xpath(BARS)
    assert year.get("aria-label") == "2001: 2 posts"
    months = load(client, year.get("href")).xpath(BARS)
    assert [month.get("aria-label") for month in months] == ["January 2001: 1 post", "May 2001: 1 post"]


def test_one_post_or_no_date_is_no_choice(reader: Reader) -> None:
    assert not load(dated(reader, day(2001)), "/").xpath("//figure")
    assert not load(dated(reader, None, None), "/").xpath("//figure")
    assert not load(dated(reader, day(2001), day(2002)), "/search?facet=tag").xpath("//figure")
    only = load(dated(reader, day(2001), day(2002)), "/search?after=2002")
    assert words(only.xpath("//figcaption/a")) == ["All years"]
    assert labels(only) == ["2002"]
    assert not only.xpath("//figure//form")


def test_large_counts_are_short_above_a_bar_and_whole_where_they_are_read_out(reader: Reader) -> None:
    page = load(dated(reader, *([day(2001)] * 1_234), day(2002)), "/")
    bar = page.xpath(BARS)[0]
    assert (bar.get("aria-label"), words(bar.xpath("./text"))) == ("2001: 1,234 posts", ["1.2k", "2001"])
    assert table(page)[1] == ["2001", "1,234"]


def test_years_are_those_of_the_zone_and_the_form_stays_below_the_path(archive: Searchable, reader: Reader) -> None:
    client = dated(reader, datetime(2008, 12, 31, 20, tzinfo=UTC), day(2010), zone="Asia/Tokyo")
    assert labels(load(client, "/")) == ["2009", "2010"]
    assert labels(load(client, "/search?before=2011&after=2009")) == ["2009", "2010"]
    based = create_app(Settings(web=WebSettings(base_path="/old")), archive).test_client()
    assert load(based, "/old/search?q=agile").xpath("//figure//form/@action") == ["/old/search"]
