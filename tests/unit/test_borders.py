"""The values that cross borders: documents, snippets, folded keys, fingerprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.document import Document, Site
from search.facets import FACETS, fold_key
from search.fields import TEXT_FIELDS
from search.fingerprint import fingerprint
from search.page import Snippet
from search.settings import LinkSettings, PostSettings, Settings


@pytest.mark.parametrize("name", ["date", "updated"])
@pytest.mark.parametrize("moment", [datetime(2009, 3, 1), datetime(2009, 3, 1, tzinfo=timezone(timedelta(hours=9)))])  # noqa: DTZ001 - a naive time is the example
def test_a_document_takes_aware_utc_only(name: str, moment: datetime) -> None:
    with pytest.raises(ValueError, match="not in UTC"):
        replace(Document(id="0" * 16, title="A", body=""), **{name: moment})  # type: ignore[arg-type] # the name is a parameter here
    assert Document(id="0" * 16, title="A", body="", date=datetime(2009, 3, 1, tzinfo=UTC)).date is not None


def test_a_snippet_is_cut_at_its_marks() -> None:
    assert Snippet("A feed reader", ((2, 6),)).segments() == (("A ", False), ("feed", True), (" reader", False))
    assert Snippet("feed", ((0, 4),)).segments() == (("feed", True),)
    assert Snippet("").segments() == ()


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Machine  Learning", "machine learning"),
        (" STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A},b", "a,b"),
        ('"x"', '"x"'),
    ],
)
def test_a_key_is_folded(spelling: str, key: str) -> None:
    assert fold_key(spelling) == key


@given(st.text())
@example("a\xdf\u0301b")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


def test_facets_give_one_label_for_each_key_and_no_empty_key() -> None:
    document = Document(
        id="0" * 16,
        title="",
        body="",
        categories=("Python", "PYTHON", " ", "a, b"),
        creators=("Ann",),
        lang="en",
        site=Site("example.org", "", None),
    )
    assert set(FACETS["tag"].values(document)) == {
        ("a, b", "a, b"),
        ("python", "Python"),
    }
    assert FACETS["creator"].values(document) == (("ann", "Ann"),)
    assert FACETS["site"].values(document) == (("example.org", "example.org"),)
    assert FACETS["lang"].values(document) == (("en", "en"),)
    assert FACETS["date"].values(document) == ()
    assert FACETS["lang"].values(replace(document, lang=None)) == ()


def test_a_fingerprint_follows_the_rules_that_shape_posts() -> None:
    usual = fingerprint(Settings())
    assert len(usual) == 16
    assert fingerprint(Settings(timezone="Asia/Tokyo", post_text="none")) == usual
    assert fingerprint(Settings(posts=PostSettings(comments=True))) != usual
    moved, more = ("http://a.example/", "http://b.example/"), ("http://c.example/", "http://d.example/")
    assert fingerprint(Settings(links=LinkSettings((moved,)))) != usual
    assert fingerprint(Settings(links=LinkSettings((moved, more)))) == fingerprint(Settings(links=LinkSettings((more, moved))))


def test_text_fields_are_those_with_terms() -> None:
    assert TEXT_FIELDS == ("title", "title.exact", "body", "body.exact", "categories", "categories.exact", "creator")
