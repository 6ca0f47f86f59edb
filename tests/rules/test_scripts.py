"""House rules on scripts: small, in modules that are used, without text of their own, and without a way from text to markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BYTES = 15_000
"""Of all scripts of the page together, comments too."""
FIRST = 4_000
"""Of the script that every page loads at once."""
FORBIDDEN = (
    r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|createContextualFragment|DOMParser|HTMLUnsafe",
    r"https?://|javascript:|\bcookie\b",
    r"\bsmooth\b|\banimate\(",  # what moves by itself asks for prefers-reduced-motion; nothing does
    r"\.style\b|\.on[a-z]+ =|setTimeout\([\"'`]",
)
KEYS = {"Arrow", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Enter", "Escape"}
"""Names that the browser gives to keys, and how some begin: the only literals with a capital letter."""
APART = {"widget.js"}
"""Scripts for pages of other sites, held to a budget of their own."""


@pytest.fixture(scope="module")
def scripts(root: Path) -> dict[str, str]:
    """The scripts of the page, by name."""
    return {
        path.name: path.read_text(encoding="utf-8") for path in sorted((root / "web" / "static").rglob("*.js")) if path.name not in APART
    }


@pytest.fixture(scope="module")
def templates(root: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "web" / "templates").rglob("*.html")))


def code_of(script: str) -> str:
    """Return the script without its comments; no literal of ours has two slashes."""
    return re.sub(r"(?m)(?<![:\"'`])//.*$", "", script)


def test_scripts_are_small(scripts: dict[str, str]) -> None:
    sizes = {name: len(script.encode()) for name, script in scripts.items()}
    assert sum(sizes.values()) < BYTES, sizes
    assert sizes["page.js"] < FIRST


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_scripts_make_no_markup_of_text(scripts: dict[str, str], pattern: str) -> None:
    assert {name: found for name, script in scripts.items() if (found := re.findall(pattern, code_of(script)))} == {}


def test_scripts_hold_no_sentences(scripts: dict[str, str]) -> None:
    """Words are those of the page: no literal has two of them, or begins with a capital."""
    literals = {
        text
        for script in scripts.values()
        for pair in re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`\n]*)`", code_of(script))
        for text in pair
    }
    said = {re.sub(r"\$\{.*\}", "x", text) for text in literals}
    assert len(said) > 20
    assert {text for text in said if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]", text)} - KEYS == set()


def test_each_module_is_loaded_somewhere_and_is_there(scripts: dict[str, str], templates: str) -> None:
    imported = {name for script in scripts.values() for name in re.findall(r"from \"\./([^\"]+)\"", script)}
    loaded = {f"{name}.js" for script in scripts.values() for name in re.findall(r"load\(\"(\w+)\"\)", script)}
    used = {f"{name}.js" for name in re.findall(r"data-use=\"(\w+)\"", templates)}
    started = set(re.findall(r"static\('(\w+\.js)'\)", templates)) - APART
    assert imported | loaded | used | started == set(scripts)
    assert {name for name in used if not re.search(r"export (?:async )?function use\(", scripts[name])} == set()


def test_a_script_finds_what_it_reads_in_the_page(scripts: dict[str, str], templates: str) -> None:
    names = {
        name
        for script in scripts.values()
        for name in re.findall(r"dataset\.(\w+)|data-([a-z-]+)", code_of(script))
        for name in name
        if name
    }
    kebab = {re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in names}
    assert {name for name in kebab if f"data-{name}" not in templates} - {"theme", "in"} == set()
