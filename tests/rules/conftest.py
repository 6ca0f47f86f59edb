"""What the rules look at: the files of the checkout."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("search", "index", "web")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def code() -> dict[str, ast.Module]:
    """The program's own modules, by path below the root."""
    files = [ROOT / "backissues.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(files)}


@pytest.fixture(scope="session")
def modules(code: dict[str, ast.Module]) -> tuple[str, ...]:
    """Dotted names of the program's modules."""
    return tuple(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in code)


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Every Python file of the checkout, tests and benchmarks too, by path below the root."""
    places = ["backissues.py", *ROOMS, "tests", "benchmarks"]
    files = [path for place in places for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted(files)}
