from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.clean import to_text
from index.wordpress import to_html, to_title

PAIRS = sorted((Path(__file__).parents[1] / "data" / "wordpress").glob("*.txt"))


@pytest.mark.parametrize("source", PAIRS, ids=lambda source: source.stem)
def test_golden_pairs(source: Path) -> None:
    """The HTML, and after a line of dashes what went: `rule: times`."""
    cuts: Counter[str] = Counter()
    html = to_html(source.read_bytes().decode(), cuts)
    counts = "".join(f"{rule}: {count}\n" for rule, count in sorted(cuts.items()))
    assert f"{html}\n---\n{counts}" == source.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Under heaven", "Under heaven"),
        ("<!--:fr-->Ciel<!--:--><!--:en-->Sky<!--:-->", "Ciel / Sky"),
        ("[:fr]Ciel[:][:en]Sky[:]", "Ciel / Sky"),
        ("[:en]Sky[:]", "Sky"),
        ("b = a[:] [:en]", "b = a[:] [:en]"),
        ("", ""),
    ],
)
def test_titles_in_several_languages(raw: str, title: str) -> None:
    assert to_title(raw) == title


@pytest.mark.parametrize(
    "source",
    [
        "[" * 200_000,
        "<!--" * 50_000,
        "<!-- wp:" * 30_000,
        "word " * 200_000,
        " " * 300_000 + "x",
        "\n" * 300_000 + "x",
        ("\n" + " " * 1_000) * 300 + "x",
        "[code]" * 30_000,
        "[code]<pre>" * 15_000,
        "<pre>" * 40_000,
        "<a " * 60_000,
        "[a]" * 60_000,
        "[[a]" * 50_000,
        "[x][/x]" * 20_000,
        "[a " * 60_000,
        '[a ="[a "=' * 20_000,
        '[a ="" ' + '="" ' * 40_000,
        "[caption caption='" * 20_000,
        "[:en]" * 40_000,
        "]]" * 100_000,
    ],
    ids=range(20),
)
@pytest.mark.timeout(20)
def test_hostile_texts_cost_linear_time(source: str) -> None:
    assert isinstance(to_html(source, Counter()), str)


def test_the_cuts_of_both_steps_are_joined() -> None:
    cuts: Counter[str] = Counter()
    cleaned = to_text(to_html("<!-- wp:x /-->One [gallery] <!-- y --> [...]", cuts), cuts)
    assert cleaned.text == "One"
    assert [(cut.rule, cut.count) for cut in cleaned.cuts] == [("block comment", 1), ("comment", 1), ("ellipsis", 1), ("shortcode", 1)]
    assert cuts == {"block comment": 1, "shortcode": 1}
