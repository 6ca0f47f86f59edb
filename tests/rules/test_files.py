"""House rules on files: one concept, one file, named by its noun; short files, short functions."""

import ast
from pathlib import Path

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools"}


def test_files_are_short(texts: dict[str, str]) -> None:
    long = {path: len(text.splitlines()) for path, text in texts.items() if len(text.splitlines()) > LINES_OF_A_FILE}
    assert not long


def test_pages_styles_and_scripts_are_short(root: Path) -> None:
    files = [path for kind in ("*.html", "*.css", "*.js") for path in (root / "web").rglob(kind)]
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert not {name: lines for name, lines in long.items() if lines > LINES_OF_A_FILE}


def test_functions_are_short(texts: dict[str, str]) -> None:
    long = {
        f"{path}: {node.name}": node.end_lineno - node.lineno + 1
        for path, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert not {name: lines for name, lines in long.items() if lines > LINES_OF_A_FUNCTION}


def test_a_file_is_named_by_its_noun(texts: dict[str, str]) -> None:
    assert not [path for path in texts if NAMES_THAT_SAY_NOTHING & set(Path(path).with_suffix("").parts)]


def test_every_module_says_what_it_is(code: dict[str, ast.Module]) -> None:
    assert not [path for path, module in code.items() if not ast.get_docstring(module)]
