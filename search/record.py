"""Record: pages, hits and facets as plain dictionaries of JSON values, the same on the command line and in /search.json.

No link of ours is in them: the web adds those (`toggle_url`, `links`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from search import buckets
from search.document import Document
from search.page import Correction, FacetResult, FacetValue, Hit, IndexInfo, Page, Related, Relaxation, Snippet
from search.query import Notice, Query

Record = dict[str, Any]
"""A JSON object. Its keys are those of interface.md."""


def instant(moment: datetime | None) -> str | None:
    """Return the moment (aware UTC) as `2009-03-01T10:00:00Z`; None stays None."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if moment else None


def document_record(document: Document) -> Record:
    """Return what a list of results says of a post, but for its highlights."""
    return {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "creator": list(document.creators),
        "categories": list(document.categories),
        "date": instant(document.date),
        "published": document.published,
        "date_source": document.date_source,
        "updated": instant(document.updated),
        "lang": document.lang,
        "site": {"title": document.site.title or document.site.key, "url": document.site.url},
        "feeds": [{"title": feed.title, "url": feed.url} for feed in document.feeds],
    }


REASONS = 32
"""Parts of a score that are printed, the largest; a query of 256 words makes a thousand of them for each result."""


def hit_record(hit: Hit, *, explain: bool = False) -> Record:
    """Return one result, with the reasons of its score where they are asked for."""
    highlight = {"title": _segments(hit.title), "body": _segments(hit.body)}
    score = None if hit.score is None else round(hit.score, 4)
    record = document_record(hit.document) | {"score": score, "highlight": highlight}
    return record | {"reasons": _reasons(hit)} if explain else record


def _reasons(hit: Hit) -> list[Record] | None:
    if hit.reasons is None:
        return None
    return [{"kind": each.kind, "text": each.text, "field": each.field, "score": round(each.score, 4)} for each in hit.reasons[:REASONS]]


def related_record(related: Related) -> Record:
    """Return what is said of a post that is like another one."""
    post = document_record(related.document)
    told = {key: post[key] for key in ("id", "url", "title", "date", "lang", "site")}
    return told | {"score": round(related.score, 4), "shared": list(related.shared)}


def _segments(snippet: Snippet | None) -> list[list[str | bool]] | None:
    return None if snippet is None else [[text, marked] for text, marked in snippet.segments()]


def value_record(value: FacetValue, *, dated: bool) -> Record:
    """Return one value of a facet; with `dated`, a year or month with its first day and the first day after it."""
    record: Record = {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }
    if dated:
        first, after = buckets.days(value.value)
        record |= {"from": first.isoformat(), "to": after.isoformat() if after else None}
    return record


def facet_record(facet: FacetResult) -> Record:
    """Return one facet with its values."""
    dated = facet.interval is not None
    record: Record = {"mode": facet.mode, "truncated": facet.truncated, "exact": True, "distinct": facet.distinct}
    if dated:
        record |= {"interval": facet.interval, "years": [value_record(year, dated=True) for year in facet.years]}
    return record | {"values": [value_record(value, dated=dated) for value in facet.values]}


def index_record(index: IndexInfo) -> Record:
    """Return the state of the index that answered."""
    return {"engine": index.engine, "generation": index.generation, "documents": index.documents, "built": instant(index.built)}


def query_record(query: Query, page: Page) -> Record:
    """Return how the query was understood, with what was decided and repaired."""
    return {
        "q": query.text,
        "parsed": query.parsed,
        "match": page.match,
        "filters": {chosen.facet: list(chosen.values) for chosen in query.filters if chosen.values},
        "excluded": {chosen.facet: list(chosen.excluded) for chosen in query.filters if chosen.excluded},
        "modes": {chosen.facet: chosen.mode for chosen in query.filters if chosen.mode != "any"},
        "after": instant(query.after),
        "before": instant(query.before),
        "sort": query.order,
        "notices": [_notice(notice) for notice in (*query.notices, *page.notices)],
    }


def _notice(notice: Notice) -> Record:
    return {"code": notice.code, "detail": notice.detail}


def correction_record(correction: Correction) -> Record:
    """Return what the query may have meant."""
    return {"q": correction.query.text, "total": correction.total, "url": None}


def relaxation_record(relaxation: Relaxation) -> Record:
    """Return what the query may leave out."""
    return {"kind": relaxation.kind, "name": relaxation.name, "text": relaxation.text, "total": relaxation.total, "url": None}


def page_record(query: Query, page: Page, took_ms: float) -> Record:
    """Return the whole answer."""
    return {
        "query": query_record(query, page),
        "total": page.total,
        "page": query.page,
        "per_page": query.per_page,
        "pages": -(-page.total // query.per_page),
        "took_ms": round(took_ms, 1),
        "cursor": page.cursor,
        "links": None,
        "suggestion": correction_record(page.suggestion) if page.suggestion else None,
        "relaxations": [relaxation_record(one) for one in page.relaxations],
        "hits": [hit_record(hit, explain=query.explain) for hit in page.hits],
        "facets": {facet.name: facet_record(facet) for facet in page.facets},
        "index": index_record(page.index),
    }
