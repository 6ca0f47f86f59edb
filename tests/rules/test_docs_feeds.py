"""docs/feeds.md says what feeds and tables have, and names the addresses that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.desk import NOT_IN_FEEDS
from web.formats.csv import COLUMNS
from web.forms import FORMS


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "feeds.md").read_text(encoding="utf-8")


def test_columns_are_documented_in_their_order(text: str) -> None:
    table = text.partition("## The table")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == (*COLUMNS, "body")


def test_forms_are_documented(text: str) -> None:
    documented = set(re.findall(r"^\| `/search(\.\w+)` \|", text, re.MULTILINE))
    assert documented == {kind.suffix for kind in FORMS.values() if kind.suffix}


def test_what_is_ignored_is_documented(text: str) -> None:
    (sentence,) = re.findall(r"whatever the page sorts by\. (.*?) are ignored", text, re.DOTALL)
    assert tuple(re.findall(r"`(\w+)`", sentence)) == NOT_IN_FEEDS
