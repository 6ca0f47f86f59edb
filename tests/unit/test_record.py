from __future__ import annotations

import json
from datetime import UTC, datetime

from search.document import Document, Feed, Site
from search.page import Correction, FacetResult, FacetValue, Hit, IndexInfo, Page, Relaxation, Snippet
from search.query import Filter, Notice, Query
from search.record import facet_record, hit_record, instant, page_record

MARCH = datetime(2009, 3, 1, 10, tzinfo=UTC)
DOCUMENT = Document(
    "0123456789abcdef",
    "A feed",
    "Body",
    url="https://example.org/1",
    creators=("Ada",),
    categories=("Flask",),
    date=MARCH,
    date_source="published",
    published="2009-03-01T19:00:00+09:00",
    lang="en",
    site=Site("example.org", "Example", "https://example.org/"),
    feeds=(Feed("All posts", "https://example.org/feed"),),
)


def test_instants_are_in_utc_to_the_second() -> None:
    assert instant(MARCH.replace(microsecond=5)) == "2009-03-01T10:00:00Z"
    assert instant(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert instant(None) is None


def test_a_hit_has_the_keys_of_the_interface() -> None:
    assert hit_record(Hit(DOCUMENT, 7.31234567, Snippet("A feed", ((2, 6),)), None)) == {
        "id": "0123456789abcdef",
        "url": "https://example.org/1",
        "title": "A feed",
        "creator": ["Ada"],
        "categories": ["Flask"],
        "date": "2009-03-01T10:00:00Z",
        "published": "2009-03-01T19:00:00+09:00",
        "date_source": "published",
        "updated": None,
        "lang": "en",
        "site": {"title": "Example", "url": "https://example.org/"},
        "feeds": [{"title": "All posts", "url": "https://example.org/feed"}],
        "score": 7.3123,
        "highlight": {"title": [["A ", False], ["feed", True]], "body": None},
    }


def test_a_date_facet_has_days() -> None:
    year = FacetValue("2009", "2009", 5, selected=True, start=datetime(2009, 1, 1, tzinfo=UTC), end=datetime(2010, 1, 1, tzinfo=UTC))
    record = facet_record(FacetResult("date", (year,), interval="year", years=(year,)))
    assert record["interval"] == "year"
    assert record["values"] == record["years"]
    assert record["values"][0] | {"value": "2009", "count": 5, "from": "2009-01-01", "to": "2010-01-01"} == record["values"][0]
    assert facet_record(FacetResult("date", (FacetValue("9999", "9999", 0),), interval="year"))["values"][0]["to"] is None


def test_a_page_is_json_with_every_notice() -> None:
    query = Query(
        text="a",
        parsed="a",
        per_page=20,
        notices=(Notice("cut", "c"),),
        filters=(Filter("tag", ("flask",), "all"), Filter("lang", excluded=("de",))),
    )
    facet = FacetResult("tag", (FacetValue("flask", "Flask", 12, selected=True),), "all", truncated=True, distinct=30)
    page = Page(41, (Hit(DOCUMENT, None),), (facet,), "any", IndexInfo("memory", "7", 3, None), (Notice("relaxed", "r"),))
    record = json.loads(json.dumps(page_record(query, page, 4.123)))
    assert (record["total"], record["pages"], record["took_ms"]) == (41, 3, 4.1)
    assert record["query"]["filters"] == {"tag": ["flask"]}
    assert record["query"]["modes"] == {"tag": "all"}
    assert record["query"]["excluded"] == {"lang": ["de"]}
    assert record["query"]["match"] == "any"
    assert [notice["code"] for notice in record["query"]["notices"]] == ["cut", "relaxed"]
    assert record["facets"]["tag"]["values"][0]["label"] == "Flask"
    assert record["facets"]["tag"]["truncated"] is True
    assert record["hits"][0]["score"] is None
    assert record["index"] == {"engine": "memory", "generation": "7", "documents": 3, "built": None}


def test_advice_is_json_without_addresses() -> None:
    asked = Query(text="python feed")
    page = Page(
        0,
        (),
        (),
        "all",
        IndexInfo("memory", "7", 3, None),
        suggestion=Correction(asked, 61, Snippet("python feed", ((0, 6),))),
        relaxations=(Relaxation("filter", "tag", "flask", asked, 3),),
    )
    record = page_record(Query(text="pyhton feed"), page, 1.0)
    assert record["suggestion"] == {"q": "python feed", "total": 61, "url": None}
    assert record["relaxations"] == [{"kind": "filter", "name": "tag", "text": "flask", "total": 3, "url": None}]
