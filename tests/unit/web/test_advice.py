"""What the page says to help where little or nothing is found. Every number shown is what the click finds."""

from __future__ import annotations

from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement


def load(client: FlaskClient, url: str) -> HtmlElement:
    return html.document_fromstring(client.get(url).text)


def words(elements: list[HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def found(client: FlaskClient, link: HtmlElement) -> str:
    """Return the heading of the page behind the link."""
    (heading,) = words(load(client, link.get("href")).xpath("//h1"))
    return heading


def test_the_unfindable_gets_help(client: FlaskClient) -> None:
    page = load(client, "/search?q=unfindable+zebra&match=all&tag=python&exclude.lang=de&after=2010")
    assert words(page.xpath('//ul[@class="help"]/li')) == [
        "Search without unfindable 3 results",
        "Find posts with any of the words 3 results",
        "Check the spelling, or use fewer or more general words.",
        "End a word with * to find all words that begin with it.",
        "Look through the newest posts",
    ]
    first, second, *_ = page.xpath('//ul[@class="help"]//a')
    assert found(client, first) == "3 results for zebra"
    assert found(client, second) == "3 results for unfindable zebra"


def test_filters_that_leave_nothing_can_be_dropped(client: FlaskClient) -> None:
    offered = load(client, "/search?q=zebra&tag=c%2B%2B&tag=python&tag.mode=all&lang=de&after=2030").xpath('//ul[@class="help"]//a')
    assert words(offered) == ["Search without filters", "Search without the dates", "Look through the newest posts"]
    assert [found(client, link) for link in offered[:2]] == ["9 results for zebra", "1 result for zebra"]
    offered = load(client, "/search?q=zebra&site=other.org&lang=de").xpath('//ul[@class="help"]//a')
    assert words(offered)[:3] == ["Search without filters", "Search without Other", "Search without zebra"]


def test_a_misspelt_word_is_offered_before_the_results(client: FlaskClient) -> None:
    page = load(client, "/search?q=title:zbera+-tag:flask&tag=python&sort=oldest")
    (offer,) = page.xpath('//p[@class="meant"]')
    (link,) = offer.xpath("a")
    assert words([offer]) == ["Did you mean title:zebra -tag:flask? 6 results"]
    assert words(link.xpath(".//b")) == ["zebra"]
    assert link.get("href") == "/search?q=title:zebra+-tag:flask&sort=oldest&tag=python"
    assert found(client, link) == "6 results for title:zebra -tag:flask"
    assert not load(client, "/search?q=zebra").xpath('//p[@class="meant"]')


def test_what_was_typed_is_text_in_advice_too(client: FlaskClient) -> None:
    page = load(client, "/search?q=zebra+tag:%22%3Ci%3E%22&match=all")
    assert words(page.xpath('//ul[@class="help"]//a'))[0] == 'Search without tag:"<i>"'
    assert not page.xpath("//main//i")
    page = load(client, "/search?q=%3Ci%3Ezbera%3C/i%3E")
    assert not page.xpath("//main//i")


_words = ["zbera", "zebra", "parsr", "morewords", "agile", "aigle", "tag:pyhton", "title:zbera", "first", "lien", "unfindable"]
_signs = ["-", "NOT", "OR", "(", ")", '"', "lang:xx", "date:2009", "zebra*", "zbera,parsr", "\uff5abera", "***", "\x00"]
_pieces = st.sampled_from([*_words, *_signs])
_parameters = st.fixed_dictionaries(
    {"q": st.lists(_pieces, max_size=5).map(" ".join)},
    optional={
        "tag": st.sampled_from(("python", "c++", "none")),
        "lang": st.sampled_from(("de", "xx")),
        "after": st.just("2010"),
        "year": st.just("2009"),
        "match": st.sampled_from(("all", "any")),
        "sort": st.just("newest"),
        "prefix": st.just("last"),
    },
)


@settings(max_examples=60, deadline=None)
@given(_parameters)
def test_behind_each_address_are_as_many_posts_as_were_promised(client: FlaskClient, parameters: dict[str, str]) -> None:
    got = client.get("/search.json", query_string={"facet": "none", **parameters}).get_json()
    offered = [*got["relaxations"], *([got["suggestion"]] if got["suggestion"] else [])]
    for offer in offered:
        assert client.get(offer["url"]).get_json()["total"] == offer["total"] > 0
