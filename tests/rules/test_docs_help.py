"""The search tips of the page say what docs/query-language.md says: the same operators, fields and notices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.atoms import FIELD_NAMES, OPERATORS
from web import strings
from web.composition import NAMES
from web.examples import PATTERNS
from web.texts.tips import EXAMPLE

IN_PARTS = {"-x", "NOT x", "x x OR x", "AND", "OR", "NOT", "*"}
"""What the docs show and the tips have inside a longer example, or in one that says the same."""


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "query-language.md").read_text(encoding="utf-8")


def shapes(examples: list[str]) -> set[str]:
    """Return the examples with every word that is no operator and no field made the same."""
    names = "|".join([*OPERATORS, *(f"{name}:" for name in FIELD_NAMES)])
    return {re.sub(rf"({names})|[\w-]*\w", lambda found: found[1] or "x", example.replace(" -", " - ")) for example in examples}


def fixed() -> list[str]:
    return [pattern.format_map(EXAMPLE) for patterns in PATTERNS.values() for pattern in patterns]


def test_every_operator_of_the_docs_is_in_the_tips(text: str) -> None:
    typed = re.findall(r"`(.*?)`", text.partition("## Words")[2].partition("**Forms.**")[0])
    assert shapes(typed) - shapes(list(IN_PARTS)) <= shapes(fixed())


def test_every_field_of_the_docs_is_in_the_tips(text: str) -> None:
    table = re.findall(r"^\| (.*?) \|", text.partition("## Fields")[2].partition("\n## ")[0], re.MULTILINE)
    documented = set(re.findall(r"`(\w+:)`", " ".join(table)))
    assert documented == {f"{name}:" for name in FIELD_NAMES}
    assert documented <= set(re.findall(r"\w+:", " ".join(fixed())))


def test_every_notice_of_the_docs_is_explained(text: str) -> None:
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", text.partition("## Notices")[2].partition("\n## ")[0], re.MULTILINE))
    assert documented == {key.removeprefix("notice.") for key in strings.TEXTS if key.startswith("notice.")}


def test_every_field_of_the_form_is_in_the_docs(root: Path) -> None:
    searching = (root / "docs" / "searching.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (.*?) \|", searching, re.MULTILINE)) - {"field", "---"} == {strings.text(f"input.{name}") for name in NAMES}
    assert set(re.findall(r"`q\.(\w+)`", searching)) == set(NAMES)
