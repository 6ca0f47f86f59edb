"""The rules of cleaning in docs/cleaning.md are those that there are."""

import ast
import re
from pathlib import Path

import pytest

clean = pytest.importorskip("index.clean")


def _counted(code: dict[str, ast.Module]) -> set[str]:
    """Names of the rules that stand in the code as `cuts["name"] += 1`."""
    index = [module for path, module in code.items() if path.startswith("index/")]
    targets = [node.target for module in index for node in ast.walk(module) if isinstance(node, ast.AugAssign)]
    rules = [target.slice for target in targets if isinstance(target, ast.Subscript) and ast.unparse(target.value).endswith("cuts")]
    return {rule.value for rule in rules if isinstance(rule, ast.Constant)}


def test_rules_of_cleaning_are_documented(root: Path, code: dict[str, ast.Module]) -> None:
    text = (root / "docs" / "cleaning.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    documented = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    assert len(documented) == len(set(documented))
    assert set(documented) == _counted(code) | clean._DROPPED


def test_the_longest_text_is_documented(root: Path) -> None:
    assert f"after {clean.LONGEST:,} characters" in (root / "docs" / "cleaning.md").read_text(encoding="utf-8")
