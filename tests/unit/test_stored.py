from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.document import Cut, Document, Feed, Site
from search.stored import from_json, to_json

MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
TEXTS = st.tuples() | st.tuples(st.text(), st.text())


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), TEXTS, MOMENTS, MOMENTS)
def test_a_document_comes_back_as_it_was(
    title: str, body: str, labels: tuple[str, ...], date: datetime | None, updated: datetime | None
) -> None:
    document = Document(
        "0" * 16,
        title,
        body,
        url="https://example.org/",
        creators=labels,
        categories=labels,
        date=date,
        date_source="published",
        published="2009-03-01T10:00:00+09:00",
        updated=updated,
        lang="en",
        site=Site("example.org", title, None),
        feeds=(Feed(title, None), Feed("b", "https://example.org/feed")),
        sources=labels,
        guid=title,
        aliases=labels,
        summary_only=True,
        cuts=(Cut("rule", 2),),
        creator_aliases=labels,
    )
    assert from_json(to_json(document)) == document


def test_a_bare_document_comes_back_as_it_was() -> None:
    assert from_json(to_json(Document("1", "", ""))) == Document("1", "", "")


def test_nothing_else_is_stored() -> None:
    with pytest.raises(TypeError, match="no JSON"):
        to_json(Document("1", "", "", sources=({1, 2},)))  # type: ignore[arg-type] # the mistake is the example
