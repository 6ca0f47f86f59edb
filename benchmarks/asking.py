"""Clients that ask a server over HTTP and look at the clock."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.processes import StepFailed
from benchmarks.questions import Question

PATIENCE = 60
"""Seconds after which an answer is no longer waited for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says: posts in all, the sum of the counts of sites (None where there are no facets), milliseconds in the engine."""

    total: int | None
    of_sites: int | None
    engine: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the milliseconds until the whole answer was there, its status (0 where the connection broke) and its bytes."""

    question: Question
    milliseconds: float
    status: int
    body: bytes


def address(question: Question, *, datasette: bool) -> str:
    """Return the path and the parameters that ask for a page of posts with all facets, or for suggestions."""
    if question.kind == "suggest":
        return f"/suggest.json?{urlencode({'q': question.text})}"
    if not datasette:
        given = {"q": question.text, "match": "all", "per_page": question.size} | ({"tag": question.tag} if question.tag else {})
        return f"/search.json?{urlencode(given)}"
    pairs = [("_facet_array", "tags"), ("_facet", "creator"), ("_facet", "site"), ("_facet", "year"), ("_size", question.size)]
    pairs += [("_col", name) for name in ("title", "link", "date")] + [("_shape", "objects"), ("_nosuggest", "1")]
    pairs += [("_search", question.text), ("_searchmode", "raw")] if question.text else [("_sort_desc", "date")]
    return f"/posts/posts.json?{urlencode(pairs + ([('tags__arraycontains', question.tag)] if question.tag else []))}"


def answer(body: bytes, *, datasette: bool) -> Answer:
    """Return what an answer to a search says. Raises StepFailed where it is none."""
    try:
        return _answer(json.loads(body), datasette=datasette)
    except (ValueError, KeyError, TypeError) as error:
        raise StepFailed(f"an answer is none: {body[:200].decode(errors='replace')}") from error


def _answer(said: Any, *, datasette: bool) -> Answer:  # noqa: ANN401 - whatever JSON there is
    if datasette:
        sites = said["facet_results"].get("site", {}).get("results")
        total, engine = said["filtered_table_rows_count"], said.get("query_ms")
    else:
        sites = said["facets"].get("site", {}).get("values")
        total, engine = said["total"], said.get("took_ms")
    return Answer(total, None if sites is None else sum(site["count"] for site in sites), engine)


def ask(base: str, questions: Sequence[Question], clients: int, seconds: float, *, datasette: bool) -> list[Asked]:
    """Ask the questions in their order, each once, by so many clients that each wait for an answer before they ask again.

    After that many seconds no question is begun. Answers are only looked into when all are there: the clients share the machine
    with the server.
    """
    waiting = iter(questions)
    found: list[Asked] = []
    lock = Lock()
    until = time.monotonic() + seconds

    def following() -> Iterator[Question]:
        while time.monotonic() < until:
            with lock:
                question = next(waiting, None)
            if question is None:
                return
            yield question

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE)
        found.extend(_asked(connection, question, address(question, datasette=datasette)) for question in following())
        connection.close()

    threads = [Thread(target=client) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _asked(connection: http.client.HTTPConnection, question: Question, path: str) -> Asked:
    began = time.perf_counter()
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        status, body = response.status, response.read()
    except (OSError, http.client.HTTPException) as error:  # counted and named as an answer that did not come
        connection.close()
        status, body = 0, str(error or type(error).__name__).encode()
    return Asked(question, 1000 * (time.perf_counter() - began), status, body)
