"""Samples: real answers about three posts of the example archive, made by the reference engine and the formats that answer everywhere.

/openapi.json shows them, so what it shows cannot differ from what the program answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from search.analysis import Analyzer
from search.disclosure import disclosing
from search.document import Cut, Document, Feed, Position, Site
from search.engines.memory import MemoryEngine
from search.errors import BackissuesError, Overloaded
from search.page import IndexInfo
from search.settings import Settings
from web import errors, strings
from web.desk import Desk, Pairs
from web.formats import json as answers
from web.formats import suggestions
from web.gate import Gate
from web.health import HealthView

EVENING = Document(
    id="4f2711268990be12",
    title="Writing a feed parser in an evening",
    body="A feed is an XML file with the last ten posts of a blog. How hard can it be to read one? I gave myself an evening.\nTomorrow I "
    "will use a library written by people who learned this years ago.",
    url="https://bench-and-branch.example/2011/03/feed-parser-in-an-evening/",
    creators=("Mara Lindqvist",),
    categories=("Python", "feeds", "programming"),
    date=datetime(2011, 3, 5, 22, 10, tzinfo=UTC),
    date_source="published",
    published="2011-03-05T22:10:00+00:00",
    lang="en",
    site=Site("bench-and-branch.example", "Bench and Branch", "https://bench-and-branch.example"),
    feeds=(Feed("Bench and Branch", "https://bench-and-branch.example/feed/"),),
    sources=("examples",),
    guid="https://bench-and-branch.example/?p=66",
    cuts=(Cut("footer", 1),),
)
YEAR_LATER = replace(
    EVENING,
    id="783e105cf7e6bb7e",
    title="The feed parser, one year later",
    body="A good library replaced it the next day, and the little program around the library has run every night since. It fetches thirty "
    "feeds and keeps what it finds.\nA feed shows the last ten.",
    url="https://bench-and-branch.example/2012/03/feed-parser-one-year-later/",
    categories=("Python", "feeds", "archives"),
    date=datetime(2012, 3, 5, 20, 30, tzinfo=UTC),
    published="2012-03-05T20:30:00+00:00",
    guid="https://bench-and-branch.example/?p=74",
)
BICYCLES = Document(
    id="a36419d8eac8afd3",
    title="Hundert Fahrräder",
    body="Das hundertste Rad des Jahres ist fertig. So viele waren es noch nie. Als im Frühjahr die Busse leer blieben, wollten alle aufs "
    "Rad, und die Räder kamen aus Kellern, in denen sie zwanzig Winter gestanden hatten.",
    url="https://werkstatt-am-kanal.example/2020/12/13/fahrraeder.html",
    creators=("Jule Brandt",),
    categories=("Fahrrad", "Rückblick", "Reparatur"),
    date=datetime(2020, 12, 13, 14, tzinfo=UTC),
    date_source="published",
    published="2020-12-13T15:00:00+01:00",
    updated=datetime(2020, 12, 13, 14, tzinfo=UTC),
    lang="de",
    site=Site("werkstatt-am-kanal.example", "Werkstatt am Kanal", "https://werkstatt-am-kanal.example/"),
    feeds=(Feed("Werkstatt am Kanal", "https://werkstatt-am-kanal.example/feed.atom"),),
    sources=("examples",),
    guid="tag:werkstatt-am-kanal.example,2020:2020-12-13-fahrraeder",
)
POSTS = (EVENING, YEAR_LATER, BICYCLES)
INDEX = IndexInfo("whoosh", "00000001", len(POSTS), datetime(2025, 3, 2, 14, 5, tzinfo=UTC))
"""What the samples say of the index: the reference engine was never built."""
TOOK_MS = 1.4
"""The time that the samples say: that of a search among a few thousand posts. A real one would make each description another."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer: its name in the description and the JSON value."""

    name: str
    value: Any


class Samples:
    """Asks for the samples, under the settings of the server: its base path, its zone and how much text it shows."""

    def __init__(self, settings: Settings) -> None:
        """Put the posts into the reference engine."""
        with MemoryEngine() as engine:
            engine.rebuild(map(Analyzer().analyse, POSTS), Position("samples", 1))
            self._desk = Desk(settings, disclosing(engine.reader(), settings.post_text), Gate(1))

    def search(self) -> tuple[Sample, ...]:
        """Return answers to searches: one of words, one with the reasons and texts, one of the newest posts, one that finds nothing."""
        asked = {
            "words": [("q", "feed parser"), ("tag", "Python")],
            "explained": [("q", "parser"), ("after", "2012"), ("facet", "none"), ("include", "body"), ("explain", "1")],
            "newest": [("sort", "newest"), ("per_page", "1"), ("facet", "lang")],
            "nothing": [("q", "parsre"), ("lang", "en"), ("facet", "none")],
        }
        return tuple(Sample(name, self._search(pairs)) for name, pairs in asked.items())

    def _search(self, pairs: Pairs) -> Any:  # noqa: ANN401 - a JSON value
        view = self._desk.search(pairs)
        return json.loads(answers.search(replace(view, page=replace(view.page, index=INDEX), took_ms=TOOK_MS)))

    def facet(self) -> tuple[Sample, ...]:
        """Return the values of a facet, and those of the dates, which have more keys."""
        asked = {"tag": [("q", "feed"), ("facet_size", "2")], "date": [("q", "feed"), ("year", "2011")]}
        return tuple(
            Sample(name, json.loads(answers.facet(replace(self._desk.facet(name, pairs), index=INDEX)))) for name, pairs in asked.items()
        )

    def suggest(self) -> tuple[Sample, ...]:
        """Return suggestions as browsers have them."""
        return (Sample("words", json.loads(suggestions.opensearch(replace(self._desk.suggest([("q", "fee")]), index=INDEX)))),)

    def suggest_json(self) -> tuple[Sample, ...]:
        """Return suggestions with all that is known of them."""
        return (Sample("words", json.loads(suggestions.answer(replace(self._desk.suggest([("q", "fee")]), index=INDEX)))),)

    def post(self) -> tuple[Sample, ...]:
        """Return a post."""
        return (Sample("post", json.loads(answers.post(replace(self._desk.post(EVENING.id, "json"), index=INDEX)))),)

    def health(self) -> tuple[Sample, ...]:
        """Return what /healthz says with an index and without one."""
        views = {
            "ok": HealthView("ok", INDEX, None),
            "no-index": HealthView("no-index", None, "there is no index yet; run `backissues reindex`"),
        }
        return tuple(Sample(name, json.loads(answers.health(view))) for name, view in views.items())

    def failures(self) -> dict[str, Sample]:
        """Return errors by their status."""

        def overloaded() -> None:
            raise Overloaded(strings.text("detail.overloaded"))

        raising: tuple[Callable[[], object], ...] = (
            lambda: self._desk.search([("page", "x"), ("sort", "up")]),
            lambda: self._desk.post("0" * 16, "json"),
            lambda: self._desk.search([("q", "a" * 5000)]),
            overloaded,
        )
        failed = [_failure(ask) for ask in raising]
        return {str(value["status"]): Sample(value["code"], value) for value in failed}


def _failure(ask: Callable[[], object]) -> Any:  # noqa: ANN401 - a JSON value
    """Return the problem that the question ends with."""
    try:
        ask()
    except BackissuesError as error:
        return json.loads(answers.failure(errors.of_ours(error)))
    raise AssertionError("the question has an answer")
