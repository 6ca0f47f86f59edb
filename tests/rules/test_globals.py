"""House rule 7: nothing happens at import, no globals. Constants are fine; nothing writes to them."""

import ast
import re
import subprocess
import sys
from pathlib import Path

CONSTANT = re.compile(r"_?([A-Z][A-Z0-9_]*|[A-Z][A-Za-z]*)$|__all__$")
"""UPPER_CASE, or CapWords for a type alias or a type variable."""
WRITERS = {"append", "add", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort", "update"}

IMPORT_ALL = """
import importlib, os, sys
happened = []
def watch(event, arguments):
    written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if written or event in {"socket.__new__", "socket.connect", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename", "os.putenv",
                            "os.chdir", "sqlite3.connect", "_thread.start_new_thread", "os.fork", "signal.signal"}:
        happened.append((event, repr(arguments)))
for library in sys.argv[1].split(","):
    importlib.import_module(library)
sys.addaudithook(watch)
for module in sys.argv[2].split(","):
    importlib.import_module(module)
print(happened)
"""


def _targets(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=targets):
            nodes = targets
        case ast.AnnAssign(target=target):
            nodes = [target]
        case _:
            nodes = []
    return [node.id for target in nodes for node in ast.walk(target) if isinstance(node, ast.Name)]


def test_names_of_a_module_are_constants(code: dict[str, ast.Module]) -> None:
    odd = [
        f"{path}: {name}"
        for path, module in code.items()
        for statement in module.body
        for name in _targets(statement)
        if not CONSTANT.match(name)
    ]
    assert not odd


def _for_types_only(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"


def test_a_module_only_defines(code: dict[str, ast.Module]) -> None:
    defines = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    odd = [
        f"{path}:{statement.lineno}"
        for path, module in code.items()
        for statement in module.body
        if not isinstance(statement, defines)
        and not _for_types_only(statement)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]
    assert not odd


def _writes(node: ast.AST, constants: set[str]) -> bool:
    match node:
        case ast.Global():
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute)):
            return name in constants and attribute in WRITERS
        case (
            ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))])
            | ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name)) | ast.Name(id=name))
        ):
            return name in constants
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name in constants
        case _:
            return False


def test_nothing_writes_to_a_constant(code: dict[str, ast.Module]) -> None:
    odd = []
    for path, module in code.items():
        constants = {name for statement in module.body for name in _targets(statement)}
        odd += [f"{path}:{node.lineno}" for node in ast.walk(module) if _writes(node, constants)]  # type: ignore[attr-defined] # what writes has a line
    assert not odd


def test_importing_does_nothing(root: Path, modules: tuple[str, ...]) -> None:
    """Our modules open nothing for writing, connect nowhere and start nothing. Libraries are loaded first: they are not ours."""
    libraries = [
        "flask",
        "feedparser",
        "bs4",
        "lxml.etree",
        "whoosh.index",
        "whoosh.query",
        "numpy",
        "rich.progress",
        "waitress",
        "filelock",
        "requests_hardened",
        "sqlite3",
    ]
    result = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-B", "-W", "ignore", "-c", IMPORT_ALL, ",".join(libraries), ",".join(modules)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout.strip(), result.stderr) == ("[]", "")
