"""House rule 14: every law of the engine port has a test in tests/contract."""

import re
from pathlib import Path

import pytest

import search.port

LAWS = tuple(map(int, re.findall(r"^(\d+)\. ", search.port.__doc__ or "", re.MULTILINE)))


def test_the_laws_are_numbered_without_a_gap() -> None:
    assert list(LAWS) == [number + 1 for number in range(len(LAWS))]
    assert LAWS


@pytest.mark.parametrize("law", LAWS)
def test_a_law_has_a_test(root: Path, law: int) -> None:
    suite = "\n".join(path.read_text(encoding="utf-8") for path in (root / "tests" / "contract").rglob("*.py"))
    assert re.search(rf"[Ll]aw[_ ]0*{law}\b|test_law_0*{law}_", suite)
