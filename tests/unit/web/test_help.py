"""The search tips: every operator and field, with examples that find something in the archive at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.atoms import FIELD_NAMES, OPERATORS
from search.document import Document
from search.page import Page
from search.port import Health, Searchable
from search.query import Notice, Query
from search.settings import Settings, WebSettings
from search.syntax import parse
from web import strings
from web.app import create_app
from web.examples import PATTERNS, TRIES
from web.texts.tips import EXAMPLE

Reader = Callable[[list[Document]], Searchable]


def load(client: FlaskClient, url: str = "/help") -> HtmlElement:
    response = client.get(url)
    assert response.status_code == 200, response.text
    return html.document_fromstring(response.text)


def examples(page: HtmlElement) -> list[str]:
    return [code.text for code in page.xpath("//table//code")]


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_every_field_and_operator_is_shown(client: FlaskClient) -> None:
    shown = " ".join(examples(load(client)))
    assert {f"{name}:" for name in FIELD_NAMES} <= set(re.findall(r"\w+:", shown))
    assert set(OPERATORS) <= set(shown.split())
    for sign in ('"', "(", ")", "*", " -", "..", "-tag:"):
        assert sign in shown
    assert {f"tip.{name}" for name in PATTERNS} == {key for key in strings.TEXTS if key.startswith("tip.")}


def test_every_example_finds_what_it_says(client: FlaskClient) -> None:
    page = load(client)
    links = page.xpath("//table//a")
    fixed = page.xpath("//table//li[not(a)]/code/text()")
    assert fixed == [pattern.format_map(EXAMPLE) for pattern in PATTERNS["body"]]  # no text has a word of its title here
    for link in links:
        (total,) = link.xpath("./following-sibling::small/text()")
        assert number(total) > 0
        results = load(client, link.get("href"))
        assert number(results.xpath("//h1/text()")[0]) == number(total), link.get("href")
        assert not results.xpath('//ul[@class="notices"]')


def test_examples_are_the_archives_own(client: FlaskClient) -> None:
    shown = examples(load(client))
    for example in ("tag:Python", "site:example.org", "lang:en", "creator:Ann", "after:2012", "date:2008..2012", "date:2012-09"):
        assert example in shown


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [Document("1" * 16, "", "")],
        [Document("1" * 16, "2009", "***")],
        [Document("1" * 16, "One", "", categories=('a "quoted" tag',))],
        [Document("1" * 16, "機械学習の入門", "機械学習", lang="ja")],
        [Document("1" * 16, "שלום לכולם", "שלום", creators=("דוד",))],
    ],
    ids=["none", "untitled", "numbers", "one word", "Japanese", "Hebrew"],
)
def test_any_archive_has_all_examples_and_none_without_a_result(reader: Reader, documents: list[Document]) -> None:
    client = create_app(Settings(), reader(documents)).test_client()
    page = load(client)
    assert len(examples(page)) == sum(map(len, PATTERNS.values()))
    for example in examples(page):
        assert parse(example).notices == ()
    for link in page.xpath("//table//a"):
        assert load(client, link.get("href")).xpath('//ol[@class="hits"]/li')


def test_words_of_a_script_without_spaces_are_examples(reader: Reader) -> None:
    documents = [Document(f"{number:016x}", title, "本文") for number, title in enumerate(("機械学習の入門", "全文検索"))]
    page = load(create_app(Settings(), reader(documents)).test_client())
    assert {"機械 学習", '"機械 学習"', "機*"} & {link.text_content() for link in page.xpath("//table//a")}


def test_an_archive_without_posts_says_so(reader: Reader, client: FlaskClient) -> None:
    empty = load(create_app(Settings(), reader([])).test_client())
    assert "There are no posts yet" in empty.xpath('//p[@class="intro"]')[1].text
    assert not empty.xpath("//table//a | //table//small")
    assert "of this archive" in load(client).xpath('//p[@class="intro"]')[1].text


@dataclass
class Counting:
    """Answers like the archive, and counts the searches."""

    archive: Searchable
    searches: list[Query] = field(default_factory=list)

    def search(self, query: Query) -> Page:
        self.searches.append(query)
        return self.archive.search(query)

    def health(self) -> Health:
        return self.archive.health()


def test_examples_are_counted_once_for_a_state_of_the_index(archive: Searchable) -> None:
    counting = Counting(archive)
    client = create_app(Settings(web=WebSettings(searches_at_once=1)), counting).test_client()  # type: ignore[arg-type]  # no more is asked
    first = client.get("/help").text
    work = len(counting.searches)
    assert 1 < work <= 1 + TRIES * sum(map(len, PATTERNS.values()))
    assert all(query.facets == () and not query.highlight and query.per_page == 1 for query in counting.searches[1:])
    assert client.get("/help").text == first
    assert len(counting.searches) == work


class Remarking(Counting):
    """Has something to remark on every search but the one for the examples' material."""

    def search(self, query: Query) -> Page:
        page = super().search(query)
        return page if query.facets else replace(page, notices=(Notice("relaxed", "some of the words"),))


def test_a_search_with_a_remark_is_no_example(archive: Searchable) -> None:
    client = create_app(Settings(), Remarking(archive)).test_client()  # type: ignore[arg-type]  # no more is asked
    assert not load(client).xpath("//table//a")


def test_the_tips_stay_below_their_path_and_out_of_search_engines(based: FlaskClient) -> None:
    page = load(based, "/old/posts/help")
    assert {link.get("href").partition("?")[0] for link in page.xpath("//table//a")} == {"/old/posts/search"}
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
