"""What scripts are given by the page: addresses that answer, dates that make ranges, words; and nothing of it without scripts."""

from __future__ import annotations

from itertools import combinations
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement


def load(client: FlaskClient, path: str) -> HtmlElement:
    return html.document_fromstring(client.get(path).text)


@pytest.mark.parametrize("path", ["/", "/search?q=agile&facet_size=2", "/help", "/post/0000000000000003", "/nowhere"])
def test_what_works_with_scripts_only_is_hidden(client: FlaskClient, path: str) -> None:
    page = load(client, path)
    assert page.xpath("//head/script/@src") == ["/static/page.js"]
    assert page.xpath("//script[not(@src) or node()]") == []
    assert [each.tag for each in page.xpath("//*[@data-live][not(@hidden)]")] == []
    assert page.xpath('//*[@id="suggestions"]/@hidden')
    assert page.xpath("//dialog[@open]") == []


def test_a_box_asks_for_the_values_of_its_facet_under_the_same_search(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile&facet_size=2&tag=python&tag.mode=all&exclude.creator=bob&sort=oldest&page=2&match=any")
    for name in ("tag", "creator"):
        (box,) = page.xpath(f'//*[@id="by-{name}"]//input[@data-use="typeahead"]') or [None]
        if box is None:
            continue
        answer = client.get(box.get("data-values")).get_json()
        assert (answer["facet"], answer["page"]) == (name, 1)
        links = page.xpath(f'//*[@id="by-{name}"]/ul/li/a[1]/@href')
        first = answer["values"][0]["toggle_url"]
        assert set(parse_qsl(urlsplit(links[0]).query)) - {("facet_size", "2")} == set(parse_qsl(urlsplit(first).query))


def test_two_bars_make_a_range(client: FlaskClient) -> None:
    page = load(client, "/search?q=post&tag=python&sort=oldest&after=2009-02")
    bars = sorted(page.xpath('//*[@data-use="range"]//a[@data-from]'), key=lambda bar: str(bar.get("data-from")))
    counts = [int(bar.get("aria-label").split(": ")[1].split()[0]) for bar in bars]
    hidden = [(each.get("name"), each.get("value")) for each in page.xpath('//*[@data-use="range"]//form/input')]
    assert ("tag", "python") in hidden
    assert not {"after", "before", "year", "month"} & {name for name, _ in hidden}
    for one, other in combinations(range(len(bars)), 2):
        given = [*hidden, ("after", bars[one].get("data-from")), ("before", bars[other].get("data-to"))]
        if one:  # the first year is cut by `after`, which the range replaces
            assert client.get("/search.json", query_string=given).get_json()["total"] == sum(counts[one : other + 1])


def test_months_are_bars_too(based: FlaskClient) -> None:
    page = load(based, "/old/posts/search?year=2010")
    bars = page.xpath('//*[@data-use="range"]//a[@data-from]')
    assert [(bar.get("data-from"), bar.get("data-to")) for bar in bars][:2] == [("2010-01", "2010-02"), ("2010-02", "2010-03")]
    assert page.xpath('//*[@data-use="range"]//form/@action') == ["/old/posts/search"]
    assert page.xpath('//*[@id="suggestions"]/@data-address') == ["/old/posts/suggest.json"]


def test_words_of_scripts_are_patterns(client: FlaskClient) -> None:
    page = load(client, "/search?q=agile")
    (found,) = page.xpath('//*[@id="suggestions"]')
    assert (found.get("data-one"), found.get("data-many")) == ("{n} suggestion", "{n} suggestions")
    assert (found.get("data-tag"), found.get("data-post"), found.get("data-posts")) == ("Tag, {n}", "{n} post", "{n} posts")
    assert page.xpath('//*[@id="choice"]//a/@aria-label') == ["Exclude {label}"]
    assert page.xpath('//*[@data-use="range"]/@data-second') == ["From {start}. Choose the last one."]


def test_keys_are_told_in_a_dialog(client: FlaskClient) -> None:
    (dialog,) = load(client, "/help").xpath('//dialog[@id="keys"]')
    assert dialog.xpath(".//kbd/text()")[:1] == ["/"]
    assert dialog.xpath(".//input[@checked]/@type") == ["checkbox"]
