"""The advanced search: a form that writes a query text, and is filled in from one."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from search.query import Q_CHARACTERS
from web.composition import NAMES

Pairs = list[tuple[str, str]]

OPENERS = ("//evil.example", "https://evil.example/", "/\\evil.example", "\r\nLocation: //evil.example", "http:evil.example")


def form(client: FlaskClient, url: str, status: int = 200) -> HtmlElement:
    response = client.get(url)
    assert response.status_code == status, response.text
    (found,) = html.document_fromstring(response.text).xpath('//form[@class="fields"]')
    return found


def filled(element: HtmlElement) -> dict[str, str]:
    """Return what the form would send, without empty values."""
    return {name: value for name, value in element.form_values() if value}


def sent(client: FlaskClient, **values: str) -> Pairs:
    """Return the parameters of the search that the form leads to."""
    response = client.get("/advanced", query_string={f"q.{name}": values.pop(name, "") for name in NAMES} | values)
    assert response.status_code == 303, response.text
    assert urlsplit(response.location)[:3] in {("", "", "/search"), ("", "", "/")}
    return parse_qsl(urlsplit(response.location).query)


def test_the_fields_become_the_text_that_a_person_would_type(client: FlaskClient) -> None:
    fields = {
        "all": "rain barrel",
        "phrase": "exact phrase",
        "any": "a b",
        "none": "c d",
        "begins": "barr",
        "title": "x",
        "creator": "Ann Lee",
        "tag": "machine learning",
        "site": "https://www.Example.org/",
        "lang": "de",
        "since": "2009",
        "until": "2010-03",
        "more": "body:y",
    }
    text = 'rain barrel "exact phrase" (a OR b) barr* -c -d title:x creator:(Ann Lee) tag:"machine learning" site:example.org lang:de'
    assert sent(client, **fields) == [("q", f"{text} date:2009..2010-03 body:y")]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"any": "a b"}, "a OR b"),
        ({"any": "a"}, "a"),
        ({"since": "2009"}, "after:2009"),
        ({"until": "2010"}, "date:..2010"),
        ({"since": "2009-03", "until": "2009-03"}, "date:2009-03"),
        ({"title": "a b"}, "title:(a b)"),
        ({"more": "a OR b -c"}, "a OR b -c"),
    ],
)
def test_a_single_field_is_written_plainly(client: FlaskClient, fields: dict[str, str], text: str) -> None:
    assert sent(client, **fields) == [("q", text)]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"all": "-x OR y"}, "x or y"),
        ({"all": 'a) OR (b "c'}, "a or b c"),
        ({"all": "title:x std::vector 12:30"}, "title x std::vector 12:30"),
        ({"phrase": 'he said "no" ) OR'}, '"he said no ) OR"'),
        ({"none": "-a b"}, "-a -b"),
        ({"begins": "barr* *x"}, "barr* x*"),
        ({"tag": 'a" OR tag:"b'}, 'tag:"a OR tag: b"'),
        ({"all": "x", "more": "OR y"}, "x y"),
        ({"any": "a b", "more": ") OR (c"}, "(a OR b) c"),
    ],
)
def test_what_is_typed_into_a_field_means_the_words_typed(client: FlaskClient, fields: dict[str, str], text: str) -> None:
    assert sent(client, **fields) == [("q", text)]


def test_a_form_sent_empty_leads_to_the_newest_posts(client: FlaskClient) -> None:
    assert sent(client) == []


def test_a_new_form_asks_for_all_of_the_words(client: FlaskClient) -> None:
    assert filled(form(client, "/advanced"))["match"] == "all"
    assert filled(form(client, "/advanced?q=zebra+parser"))["match"] == "all"


def test_match_and_order_are_parameters_and_defaults_are_not_said(client: FlaskClient) -> None:
    assert sent(client, all="a b", match="auto", sort="relevance") == [("q", "a b")]
    assert sent(client, all="a b", match="any", sort="oldest") == [("match", "any"), ("q", "a b"), ("sort", "oldest")]


def test_a_search_is_taken_apart_into_the_fields_and_nothing_of_it_is_lost(client: FlaskClient) -> None:
    text = 'rain "a b" (x OR y) -z tag:python after:2009 before:2011 "c d" -tag:news sort'
    values = filled(form(client, f"/advanced?q={text}&sort=newest&match=all"))
    assert values == {
        "q.all": "rain sort",
        "q.phrase": "a b",
        "q.any": "x y",
        "q.none": "z",
        "q.tag": "Python",
        "q.since": "2009",
        "q.until": "2010",
        "q.more": '"c d" -tag:news',
        "match": "all",
        "sort": "newest",
    }


def test_filters_of_the_search_go_on_unless_they_are_unticked(client: FlaskClient) -> None:
    page = form(client, "/advanced?q=agile&tag=python&tag=c%2B%2B&tag.mode=all&exclude.site=other.org&year=2009&per_page=5&page=3")
    ticked = page.xpath('.//input[@type="checkbox"][@checked]/@name')
    assert sorted(ticked) == ["exclude.site", "tag", "tag", "year"]
    names = [" ".join(each.text_content().split()) for each in page.xpath('.//p[@class="kept"]')]
    assert names == ["Date: 2009", "Site: not Other", "Tag: C++", "Tag: Python"]
    response = client.get("/advanced", query_string=[pair for pair in page.form_values() if pair != ("tag", "c++")])
    assert response.location == "/search?exclude.site=other.org&per_page=5&q=agile&tag=python&tag.mode=all&year=2009"


def test_the_dates_of_an_address_move_into_the_text(client: FlaskClient) -> None:
    page = form(client, "/advanced?q=agile+before:2012&after=2009-03&before=2013")
    assert {name: value for name, value in filled(page).items() if "s" in name[2:3] or "u" in name[2:3]} == {
        "q.since": "2009-03",
        "q.until": "2011",
    }
    response = client.get("/advanced", query_string=page.form_values())
    assert response.location == "/search?q=agile+date:2009-03..2011"
    (above,) = page.getroottree().xpath('//form[@role="search"]')
    assert filled(above) == {"q": "agile before:2012", "after": "2009-03", "before": "2013"}


def test_the_way_to_the_form_takes_the_search_along(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/search?q=agile+zebra&tag=python&sort=newest&page=2").text)
    (link,) = page.xpath('//nav[@class="ways"]/a[1]/@href')
    assert link == "/advanced?q=agile+zebra&sort=newest&tag=python"
    for address in ("/", "/help", f"/post/{1:016x}", "/nowhere"):
        page = html.document_fromstring(client.get(address).text)
        assert page.xpath('//nav[@class="ways"]/a/@href') == ["/advanced", "/help"]
    assert html.document_fromstring(client.get("/advanced").text).xpath('//nav/a[@aria-current="page"]/@href') == ["/advanced"]


def test_a_choice_of_all_or_any_words_goes_along_but_not_what_was_decided(client: FlaskClient) -> None:
    def way(address: str) -> str:
        return str(html.document_fromstring(client.get(address).text).xpath('//nav[@class="ways"]/a[1]/@href')[0])

    assert way("/search?q=zebra+parser") == "/advanced?q=zebra+parser"
    assert way("/search?q=zebra+parser&match=any") == "/advanced?match=any&q=zebra+parser"
    assert filled(form(client, "/advanced?match=any&q=zebra+parser"))["match"] == "any"


@pytest.mark.parametrize("name", ["since", "until"])
def test_what_is_no_date_is_said_beside_its_field_and_the_rest_stays(client: FlaskClient, name: str) -> None:
    page = form(client, f"/advanced?q.all=rain&q.{name}=banana&tag=python&after=2009&match=any")
    assert page.xpath("./preceding-sibling::ul/li/text()") == [
        f"{'From' if name == 'since' else 'To'}: must be a date such as 2009, 2009-03 or 2009-03-01, not 'banana'."
    ]
    assert page.xpath('.//input[@aria-invalid="true"]/@name') == [f"q.{name}"]
    assert page.xpath('.//input[@aria-invalid="true"]/@aria-describedby') == [f"on-{name} problems"]
    values = filled(page)
    assert values["q.all"] == "rain"
    assert values[f"q.{name}"] == "banana"
    assert (values["tag"], values["after"], values["match"]) == ("python", "2009", "any")


def test_a_text_that_gets_too_long_is_said_and_stays(client: FlaskClient) -> None:
    words = "rain " * (Q_CHARACTERS // 5)
    page = form(client, f"/advanced?q.all={words}&q.none=snow")
    assert "4,096 characters" in page.xpath("./preceding-sibling::ul/li/text()")[0]
    assert len(filled(page)["q.all"].split()) == Q_CHARACTERS // 5
    assert client.get(f"/advanced?q={'x' * (Q_CHARACTERS + 1)}").status_code == 414


def test_bad_values_of_other_parameters_are_notices(client: FlaskClient) -> None:
    page = form(client, "/advanced?q.all=rain&sort=sideways")
    assert "Sort by: must be" in page.xpath("./preceding-sibling::ul/li/text()")[0]


def test_every_field_has_a_label_and_values_of_the_archive_are_offered(client: FlaskClient) -> None:
    page = form(client, "/advanced")
    labels = set(page.xpath(".//label/@for"))
    shown = page.xpath('.//input[not(@type="hidden")] | .//select')
    assert [each.get("id") for each in shown if each.get("id") not in labels] == []
    assert {each.get("name") for each in shown} == {f"q.{name}" for name in NAMES} | {"match", "sort"}
    assert page.xpath('.//datalist[@id="of-tag"]/option/@value') == ["Python", "Machine Learning", "C++"]
    assert page.xpath('.//datalist[@id="of-site"]/option/@value') == ["example.org", "other.org"]
    assert page.xpath('.//select[@name="q.lang"]/option/@value') == ["", "en", "de"]
    assert all(each.get("dir") == "auto" for each in page.xpath('.//input[@type="text"]'))


def test_a_tag_is_shown_by_its_label(client: FlaskClient) -> None:
    assert filled(form(client, '/advanced?q=tag:"machine learning"'))["q.tag"] == "Machine Learning"
    assert filled(form(client, '/advanced?q=tag:"no such"'))["q.tag"] == "no such"


def test_what_is_far_too_long_is_not_even_read(client: FlaskClient) -> None:
    page = form(client, f"/advanced?q.all={'a:b+' * 10_000}&q.more={'(' * 20_000}")
    assert len(page.xpath("./preceding-sibling::ul/li")) == 1


def test_of_a_field_given_twice_the_first_counts_and_controls_are_spaces(client: FlaskClient) -> None:
    assert client.get("/advanced?q.all=rain&q.all=snow").location == "/search?q=rain"
    assert client.get("/advanced?q.all=rain%01snow%00&q.phrase=%01%C2%85").location == "/search?q=rain+snow"
    assert b"\0" not in client.get("/advanced?q.since=%00x").data


def test_a_language_that_no_post_has_can_still_be_asked_for(client: FlaskClient) -> None:
    assert filled(form(client, "/advanced?q=lang:tlh"))["q.lang"] == "tlh"


def test_robots_need_no_form(client: FlaskClient, based: FlaskClient) -> None:
    assert "Disallow: /old/posts/advanced\n" in based.get("/robots.txt").text
    page = html.document_fromstring(client.get("/advanced").text)
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_below_a_path_the_form_stays_below_it(based: FlaskClient) -> None:
    page = html.document_fromstring(based.get("/old/posts/advanced?q=rain").text)
    assert page.xpath('//form[@class="fields"]/@action') == ["/old/posts/advanced"]
    assert based.get("/old/posts/advanced?q.all=rain").location == "/old/posts/search?q=rain"
    assert based.get("/advanced?q.all=").location == "/old/posts/"


names = st.sampled_from(
    [*(f"q.{name}" for name in NAMES), "q", "s", "tag", "sort", "match", "page", "next", "url", "q.next", "lang", "year"]
)
values = st.sampled_from(OPENERS) | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(names, values), max_size=8), host=st.sampled_from(["localhost", "evil.example"]))
def test_no_request_leads_elsewhere(client: FlaskClient, pairs: Pairs, host: str) -> None:
    response = client.get("/advanced", query_string=pairs, headers={"Host": host, "X-Forwarded-Host": "evil.example"})
    assert response.status_code in {200, 303}
    if response.status_code == 303:
        assert response.headers["Location"].startswith(("/search?", "/?")) or response.headers["Location"] == "/"
        assert client.get(response.headers["Location"]).status_code == 200
