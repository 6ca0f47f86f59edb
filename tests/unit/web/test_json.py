"""/search.json, /facet/<name>.json and /post/<id>.json as interface.md has them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from search.record import REASONS

PROBLEM = "application/problem+json"


def answer(client: FlaskClient, url: str, status: int = 200) -> Any:  # noqa: ANN401 - any JSON value
    response = client.get(url)
    assert response.status_code == status, response.text
    assert response.mimetype == ("application/json" if status == 200 else PROBLEM)
    return response.get_json(force=True)


def test_the_shape_of_an_answer(client: FlaskClient) -> None:
    got = answer(client, "/search.json?q=agile+parser&match=all&tag=Python&per_page=2")
    assert set(got) >= {"query", "total", "page", "per_page", "pages", "took_ms", "links", "suggestion", "hits", "facets", "index"}
    assert (
        got["query"] | {"q": "agile parser", "match": "all", "filters": {"tag": ["python"]}, "sort": "relevance", "notices": []}
        == got["query"]
    )
    assert (got["page"], got["per_page"], got["pages"]) == (1, 2, -(-got["total"] // 2))
    assert got["suggestion"] is None
    assert got["links"] == {
        "self": "/search.json?match=all&per_page=2&q=agile+parser&tag=python",
        "next": "/search.json?match=all&page=2&per_page=2&q=agile+parser&tag=python",
        "prev": None,
        "html": "/search?match=all&per_page=2&q=agile+parser&tag=python",
        "atom": "/search.atom?match=all&per_page=2&q=agile+parser&tag=python",
        "rss": "/search.rss?match=all&per_page=2&q=agile+parser&tag=python",
        "csv": "/search.csv?match=all&per_page=2&q=agile+parser&tag=python",
    }
    hit = got["hits"][0]
    told = "id url title creator categories date published date_source updated lang score site feeds highlight"
    assert set(hit) == set(told.split())
    assert ["parser", True] in hit["highlight"]["title"]
    assert hit["date"].endswith("Z")
    assert isinstance(hit["score"], float)
    assert set(got["index"]) == {"engine", "generation", "documents", "built"}
    assert got["index"]["documents"] == 47


def test_the_reasons_of_a_score(client: FlaskClient) -> None:
    got = answer(client, "/search.json?q=agile+parser&explain=1&per_page=2")
    for hit in got["hits"]:
        assert sum(reason["score"] for reason in hit["reasons"]) == pytest.approx(hit["score"], abs=0.01)
        assert set(hit["reasons"][0]) == {"kind", "text", "field", "score"}
    assert "explain=1" in got["links"]["next"]
    assert answer(client, "/search.json?q=agile&explain=1&sort=newest")["hits"][0]["reasons"] is None
    assert "reasons" not in answer(client, "/search.json?q=agile")["hits"][0]
    beginnings = [
        f"{field}{word[:end]}*" for field in ("", "title:", "body:") for word in ("agile", "parser") for end in range(1, len(word) + 1)
    ]
    long = answer(client, f"/search.json?q={'+'.join(beginnings)}&explain=1&match=any")
    assert len(long["hits"][0]["reasons"]) == REASONS


def test_facets_and_their_links(client: FlaskClient) -> None:
    facets = answer(client, "/search.json?q=agile&tag=python")["facets"]
    assert set(facets) == {"tag", "creator", "site", "lang", "date"}
    first, second = facets["tag"]["values"][:2]
    assert first == {
        "value": "python", "label": "Python", "count": 36, "selected": True, "excluded": False, "toggle_url": "/search.json?q=agile",
    }  # fmt: skip
    assert second["toggle_url"] == "/search.json?q=agile&tag=machine+learning&tag=python"
    assert (facets["tag"]["mode"], facets["tag"]["truncated"], facets["tag"]["exact"]) == ("any", False, True)
    assert facets["date"]["interval"] == "year"
    year = facets["date"]["values"][1]
    assert (year["value"], year["from"], year["to"]) == ("2009", "2009-01-01", "2010-01-01")
    assert year["toggle_url"] == "/search.json?q=agile&tag=python&year=2009"
    inside = answer(client, year["toggle_url"])
    assert inside["total"] == year["count"]
    assert inside["facets"]["date"]["interval"] == "month"
    assert inside["facets"]["date"]["years"][1]["toggle_url"] == "/search.json?q=agile&tag=python"
    month = next(value for value in inside["facets"]["date"]["values"] if value["count"])
    assert answer(client, month["toggle_url"])["total"] == month["count"]


def test_browsing_without_words_is_newest_first_and_shows_the_beginning(client: FlaskClient) -> None:
    got = answer(client, "/search.json")
    assert got["query"]["sort"] == "newest"
    assert [hit["date"] for hit in got["hits"]] == sorted((hit["date"] for hit in got["hits"]), reverse=True)
    assert got["hits"][0]["score"] is None
    [[text, marked], *_] = got["hits"][0]["highlight"]["body"]
    assert text.startswith("The first line says")
    assert not marked


def test_a_relaxed_search_says_so_and_its_links_stay_relaxed(client: FlaskClient) -> None:
    got = answer(client, "/search.json?q=zebra+parser")
    assert got["query"]["match"] == "any"
    assert [notice["code"] for notice in got["query"]["notices"]] == ["relaxed"]
    tag = got["facets"]["tag"]["values"][0]
    assert "match=any" in tag["toggle_url"]
    assert answer(client, tag["toggle_url"])["total"] == tag["count"]


def test_a_misspelt_word_has_a_suggestion_with_its_address(client: FlaskClient) -> None:
    got = answer(client, "/search.json?q=zbera&tag=python&facet=none")
    address = "/search.json?facet=none&q=zebra&tag=python"
    assert got["suggestion"] == {"q": "zebra", "total": answer(client, address)["total"], "url": address}
    word = {"kind": "word", "name": None, "text": "zbera", "total": 36, "url": "/search.json?facet=none&tag=python"}
    everything = answer(client, "/search.json?q=parser")
    assert got["relaxations"] == [word]
    assert (everything["suggestion"], everything["relaxations"]) == (None, [])


def test_what_is_offered_is_found_though_the_last_word_was_half_typed(client: FlaskClient) -> None:
    got = answer(client, "/search.json?q=unfindable+zeb&match=all&prefix=last&lang=de")
    assert {one["kind"] for one in got["relaxations"]} == {"word", "match"}
    for one in got["relaxations"]:
        assert answer(client, one["url"])["total"] == one["total"]


def test_a_page_past_the_end_is_empty_with_the_right_total(client: FlaskClient) -> None:
    got = answer(client, "/search.json?page=99")
    assert (got["hits"], got["total"], got["page"]) == ([], 47, 99)
    assert got["links"]["next"] is None
    assert got["links"]["prev"] == "/search.json?page=3"


def test_the_text_is_given_where_it_is_asked_for(client: FlaskClient) -> None:
    got = answer(client, "/search.json?include=body&per_page=1")
    assert got["hits"][0]["body"].startswith("The first line says")
    assert "include=body" in got["links"]["next"]
    assert "body" not in answer(client, "/search.json")["hits"][0]


def test_facets_may_be_left_out(client: FlaskClient) -> None:
    got = answer(client, "/search.json?facet=none")
    assert got["facets"] == {}
    assert got["links"]["next"] == "/search.json?facet=none&page=2"


def test_every_bad_value_is_named(client: FlaskClient) -> None:
    got = answer(client, "/search.json?page=x&sort=up", 400)
    assert (got["status"], got["code"], got["type"]) == (400, "bad-parameter", "about:blank")
    assert [error["parameter"] for error in got["errors"]] == ["sort", "page"]
    assert "x" in got["errors"][1]["detail"]


def test_a_cursor_that_no_answer_gave_is_a_bad_value(client: FlaskClient) -> None:
    assert answer(client, "/search.json?cursor=abc", 400)["errors"][0]["parameter"] == "cursor"


def test_the_cursor_goes_on(client: FlaskClient) -> None:
    got = answer(client, "/search.json?per_page=40")
    rest = answer(client, f"/search.json?per_page=40&cursor={got['cursor']}")
    assert len(rest["hits"]) == 7
    assert not {hit["id"] for hit in rest["hits"]} & {hit["id"] for hit in got["hits"]}


def test_a_text_over_the_limit_is_too_long(client: FlaskClient) -> None:
    assert answer(client, "/search.json?q=" + "a" * 4097, 414)["code"] == "query-too-long"


def test_all_values_of_a_facet_page_by_page(client: FlaskClient) -> None:
    first = answer(client, "/facet/tag.json?q=agile&facet_size=2")
    assert first["facet"] == "tag"
    assert [value["value"] for value in first["values"]] == ["python", "machine learning"]
    assert first["truncated"]
    assert first["links"] == {
        "self": "/facet/tag.json?facet_size=2&q=agile",
        "next": "/facet/tag.json?facet_size=2&page=2&q=agile",
        "prev": None,
    }
    assert first["values"][0]["toggle_url"] == "/search.json?q=agile&tag=python"
    second = answer(client, first["links"]["next"])
    assert [value["value"] for value in second["values"]] == ["c++"]
    assert second["links"]["prev"] == first["links"]["self"]
    assert second["links"]["next"] is None


def test_values_of_a_facet_by_a_part_of_them(client: FlaskClient) -> None:
    got = answer(client, "/facet/tag.json?contains=LEARN")
    assert [value["value"] for value in got["values"]] == ["machine learning"]
    assert got["links"]["self"] == "/facet/tag.json?contains=learn"


def test_the_date_facet_alone(client: FlaskClient) -> None:
    got = answer(client, "/facet/date.json?year=2009")
    assert got["interval"] == "month"
    assert got["years"][1]["toggle_url"] == "/search.json"
    assert len(got["values"]) == 12


def test_a_facet_that_is_not_there(client: FlaskClient) -> None:
    assert answer(client, "/facet/colour.json", 404)["code"] == "no-facet"
    assert answer(client, "/facet/tag.json?page=x", 400)["errors"][0]["parameter"] == "page"


def test_one_post(client: FlaskClient) -> None:
    got = answer(client, f"/post/{1:016x}.json")
    assert got["body"].startswith("The first line says feed.\n")
    assert got["categories"] == ["Python"]
    assert got["cuts"] == [{"rule": "tracking-pixel", "count": 2}]
    assert got["links"] == {"self": f"/post/{1:016x}.json", "html": f"/post/{1:016x}"}
    assert answer(client, "/post/0000000000000000.json", 404)["code"] == "no-post"


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_an_old_id_moves_to_the_new_one(client: FlaskClient, based: FlaskClient, suffix: str) -> None:
    response = client.get(f"/post/{'f' * 16}{suffix}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/post/{1:016x}{suffix}")
    assert based.get(f"/post/{'f' * 16}{suffix}").headers["Location"] == f"/old/posts/post/{1:016x}{suffix}"


def test_links_have_the_base_path_and_dates_the_zone(based: FlaskClient) -> None:
    for path in ("/search.json?after=2009", "/old/posts/search.json?after=2009"):
        got = answer(based, path)
        assert got["links"]["self"] == "/old/posts/search.json?after=2009"
        assert got["query"]["after"] == "2008-12-31T15:00:00Z"
        assert got["facets"]["date"]["values"][0]["from"] == "2009-01-01"
