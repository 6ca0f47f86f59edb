from __future__ import annotations

import pytest

from index.categories import LONGEST, labels
from search.settings import PostSettings

DROPPED = PostSettings().default_categories


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (["Python", "python", "PYTHON"], ("Python",)),
        (["b", "a", "b"], ("b", "a")),
        (["R&amp;D", "R&D"], ("R&D",)),
        (["<b>Bold</b> claims"], ("Bold claims",)),
        (["  machine\n\tlearning\u00a0"], ("machine learning",)),
        (["Washington, D.C.", "I/O", "C++"], ("Washington, D.C.", "I/O", "C++")),
        (["ﬁne", "fine"], ("ﬁne",)),
        (["Straße", "STRASSE"], ("Straße",)),
        (["Uncategorized", "UNCATEGORISED", "Allgemein", "未分类", "a"], ("a",)),
        (["", " ", "\u200b", "&nbsp;", "<br>"], ()),
        (["soft\u00adware\u200b"], ("software",)),
        (["a < b", "x & y", "List<T>"], ("a < b", "x & y", "List<T>")),
        (["x" * (LONGEST + 1)], ()),
        ([], ()),
    ],
)
def test_labels(raw: list[str], expected: tuple[str, ...]) -> None:
    assert labels(raw, DROPPED) == expected


def test_what_is_dropped_is_a_setting() -> None:
    assert labels(["Uncategorized", "News"], ["news"]) == ("Uncategorized",)
