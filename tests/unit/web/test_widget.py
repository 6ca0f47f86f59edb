"""The widget: small, safe in its means, complete in its words. What it does is tried in a browser (tests/browser)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

import web
from search.facets import FACETS
from search.settings import read

ROOT = Path(__file__).parents[3]
WIDGET = (Path(web.__file__).parent / "static" / "widget.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def guide() -> str:
    return (ROOT / "docs" / "your-site.md").read_text(encoding="utf-8")


def test_it_is_small() -> None:
    assert len(WIDGET.encode()) < 8_000
    assert max(map(len, WIDGET.splitlines())) <= 140


@pytest.mark.parametrize(
    "means", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "setAttribute", "style=", "<style"]
)
def test_it_writes_no_markup(means: str) -> None:
    assert means not in WIDGET


def test_it_loads_nothing_but_answers() -> None:
    assert WIDGET.count("fetch(") == 1
    assert not re.findall(r"https?://|url\(|@import|\bimport\b|XMLHttpRequest|localStorage|cookie", WIDGET)


def _words() -> set[str]:
    found = re.search(r"const WORDS = \{(.*?)\};", WIDGET, re.DOTALL)
    assert found
    return set(re.findall(r"(\w+): \"", found[1]))


def test_every_word_is_used_and_documented(guide: str) -> None:
    used = set(re.findall(r'word\("(\w+)"\)', WIDGET)) | set(re.findall(r'word\(\w+ \? "(\w+)"', WIDGET)) | {"nothing"}
    assert _words() == used | set(FACETS)
    assert set(re.findall(r"`text-(\w+)`", guide)) == _words()


def test_every_attribute_and_variable_is_documented(guide: str) -> None:
    table = {name for row in guide.splitlines() if row.startswith("| `") for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    attributes = set(re.findall(r'getAttribute\("([a-z-]+)"\)', WIDGET))
    variables = set(re.findall(r"var\((--[a-z-]+)", WIDGET))
    assert {name for name in table if not name.startswith("text-")} == attributes | variables


def test_the_example_works_without_scripts_and_is_let_in() -> None:
    page = html.parse(str(ROOT / "examples" / "widget.html")).getroot()
    widgets = page.xpath("//backissues-search")
    assert len(widgets) == 2
    for widget in widgets:
        endpoint = widget.get("endpoint")
        assert widget.xpath(".//form/@action") == [f"{endpoint}search"]
        assert widget.xpath(".//input/@name") == ["q"]
    assert page.xpath("//script/@src") == [f"{widgets[0].get('endpoint')}static/widget.js"]
    origin = read(ROOT / "examples" / "widget.toml").web.origins[0]
    assert f"{origin}/widget.html" in (ROOT / "examples" / "widget.html").read_text(encoding="utf-8")
