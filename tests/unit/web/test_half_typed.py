"""`prefix=last`: the last word of a search is half typed. Through /search.json, on a few posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.document import Document
from search.port import Searchable
from search.settings import Settings
from web.app import create_app

TITLES = {
    1: "A pony running home",
    2: "Two ponies run",
    3: "Poniesville",
    4: "Python feed",
    5: "Feeding the python",
    6: "Feedback",
    7: "Plain",
    8: "機械学習の本",
    9: "A c++ runner",
}


@pytest.fixture(scope="module", name="client")
def small_client(reader: Callable[[list[Document]], Searchable]) -> FlaskClient:
    posts = [Document(f"{number:016x}", title, "", categories=("Animals",) * (number < 4), lang="en") for number, title in TITLES.items()]
    return create_app(Settings(), reader(posts)).test_client()


def answer(client: FlaskClient, q: str, prefix: str | None = "last", **more: str) -> Any:  # noqa: ANN401 - any JSON value
    asked = {"q": q, "match": "all", **({"prefix": prefix} if prefix else {}), **more}  # so few posts would relax every search of two words
    response = client.get("/search.json", query_string=asked)
    assert response.status_code == 200, response.text
    return response.get_json(force=True)


def found(client: FlaskClient, q: str, prefix: str | None = "last") -> list[int]:
    return [int(hit["id"], 16) for hit in answer(client, q, prefix)["hits"]]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("runnin", {1}),
        ("running", {1, 2}),
        ("ponie", {1, 2, 3}),
        ("poniesv", {3}),
        ("ponies", {1, 2, 3}),
        ("p", {1, 2, 3, 4, 5, 7}),
        ("python fee", {4, 5}),
        ("python feed", {4, 5}),
        ("feedb", {6}),
        ("title:pyt", {4, 5}),
        ("running -pon", {1, 2}),
        ("-pony", set(TITLES) - {1, 2}),
        ("plain OR feedb", {6, 7}),
        ('"two pon', {2}),
        ('"pon', {1, 2, 3}),
        ("tag:anim", set()),
        ("tag:animals", {1, 2, 3}),
        ("機", {8}),
        ("機械", {8}),
        ("機械学", {8}),
        ("c+", set()),
        ("c++", {9}),
        ("fee ", set()),
        ("fee,", set()),
        ('"fee"', set()),
    ],
)
def test_what_a_half_typed_word_finds(client: FlaskClient, q: str, expected: set[int]) -> None:
    assert set(found(client, q)) == expected


@pytest.mark.parametrize("q", ["feed", "running", "ponies", "python", "pony running", "title:feeding", "機械", "c++"])
def test_it_finds_all_that_the_whole_word_finds_and_one_of_those_first(client: FlaskClient, q: str) -> None:
    whole, half = found(client, q, None), found(client, q)
    assert set(whole) <= set(half)
    assert half[0] in whole


def test_it_says_how_it_was_understood(client: FlaskClient) -> None:
    got = answer(client, "python fee")
    assert got["query"]["parsed"] == "python AND (fee OR fee*)"
    assert found(client, got["query"]["parsed"], None) == found(client, "python fee")
    assert answer(client, '"two pon')["query"]["notices"] == []


def test_links_of_the_answer_go_on_with_it_and_the_form_does_not(client: FlaskClient) -> None:
    got = answer(client, "pon", per_page="1")
    assert "prefix=last" in got["links"]["next"]
    (tag,) = got["facets"]["tag"]["values"]
    assert client.get(tag["toggle_url"]).get_json(force=True)["total"] == tag["count"] == 3
    page = html.document_fromstring(client.get("/search?q=pon&prefix=last&tag=animals").text)
    assert page.xpath('//form//input[@name="tag"]')
    assert not page.xpath('//form//input[@name="prefix"]')


def test_without_a_word_there_is_nothing_half_typed_to_go_on_with(client: FlaskClient) -> None:
    got = answer(client, "", per_page="2")
    assert got["links"]["next"] == "/search.json?match=all&page=2&per_page=2"


def test_one_letter_is_bounded_work(reader: Callable[[list[Document]], Searchable]) -> None:
    body = " ".join(f"w{number:04}" for number in range(3000))
    client = create_app(Settings(), reader([Document("1".zfill(16), "", body)])).test_client()
    assert [notice["code"] for notice in answer(client, "w")["query"]["notices"]] == ["prefix-cut"]
