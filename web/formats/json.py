"""A View as JSON: the dictionaries of `search/record.py` with the links of the web in them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from search import record
from search.record import Record
from web.advice import AdviceView
from web.errors import Failure
from web.facetview import Choice, FacetPage, FacetView
from web.forms import Form
from web.health import HealthView
from web.postview import PostView, RelatedView
from web.view import View

TYPE = "application/json"
FEEDS: tuple[Form, ...] = ("atom", "rss", "csv")
"""Forms that an answer names besides the page."""
PROBLEM_TYPE = "application/problem+json"


def search(view: View) -> str:
    """Return the answer to a search."""
    answer = record.page_record(view.query, view.page, view.took_ms)
    answer["query"]["notices"] = [{"code": notice.code, "detail": notice.detail} for notice in view.notices]
    answer["links"] = _paging(view) | {"html": view.as_form("html")} | {form: view.subscription(form) for form in FEEDS}
    _link_advice(answer, view.advice)
    for facet in view.facets:
        _link_facet(answer["facets"][facet.result.name], facet)
    if view.body:
        for hit, shown in zip(answer["hits"], view.page.hits, strict=True):
            hit["body"] = shown.document.body if view.post_text == "full" else None
    return _written(answer)


def _paging(view: View | FacetPage) -> Record:
    return {"self": view.self_url, "next": view.next_url, "prev": view.previous_url}


def _link_advice(answer: Record, advice: AdviceView) -> None:
    if advice.correction:
        answer["suggestion"]["url"] = advice.correction.url
    for relaxation, link in zip(answer["relaxations"], advice.relaxations, strict=True):
        relaxation["url"] = link.url


def _link_facet(answer: Record, facet: FacetView) -> None:
    _link(answer["values"], facet.choices)
    if facet.years:
        _link(answer["years"], facet.years)


def _link(values: list[Record], choices: Iterable[Choice]) -> None:
    for value, choice in zip(values, choices, strict=True):
        value["toggle_url"] = choice.url


def facet(view: FacetPage) -> str:
    """Return a page of the values of one facet."""
    result = view.facet.result
    answer: Record = {"facet": result.name} | record.facet_record(result)
    _link_facet(answer, view.facet)
    answer |= {"contains": view.contains, "page": view.page, "links": _paging(view), "index": record.index_record(view.index)}
    return _written(answer)


def post(view: PostView) -> str:
    """Return one post with all that the index knows of it."""
    document = view.document
    answer = record.document_record(document)
    answer |= {
        "body": document.body if view.post_text == "full" else None,
        "beginning": document.body if view.post_text == "snippet" else None,
        "post_text": view.post_text,
        "summary_only": document.summary_only,
        "guid": document.guid,
        "sources": list(document.sources),
        "aliases": list(document.aliases),
        "cuts": [{"rule": cut.rule, "count": cut.count} for cut in document.cuts],
        "citation": {"text": view.citation.text, "bibtex": view.citation.bibtex, "ris": view.citation.ris},
        "related": [_related(near) for near in view.related],
        "links": {"self": view.links.post(document.id), "html": view.links.post(document.id, "html")},
        "index": record.index_record(view.index),
    }
    return _written(answer)


def _related(near: RelatedView) -> Record:
    links = {"self": near.json_url, "html": near.html_url}
    return record.related_record(near.related) | {"links": links}


def health(view: HealthView) -> str:
    """Return whether there is an index that answers, and whether it is the newest."""
    index = record.index_record(view.index) if view.index else None
    return _written({"status": view.status, "problem": view.problem, "index": index})


def failure(failed: Failure) -> str:
    """Return an error as RFC 9457 has it; its `type` is the default, about:blank, which `code` says more about."""
    answer: Record = {"type": "about:blank", "title": failed.title, "status": failed.status, "detail": failed.detail, "code": failed.code}
    if failed.errors:
        answer["errors"] = [{"parameter": name, "detail": detail} for name, detail in failed.errors]
    return _written(answer)


def _written(answer: Record) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"
