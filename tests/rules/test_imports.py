"""What a command loads, beyond what the import contracts in pyproject.toml say."""

import subprocess
import sys
from pathlib import Path

import click

import backissues

HEAVY = ("feedparser", "bs4", "lxml", "flask", "whoosh", "numpy", "waitress", "rich", "Stemmer", "requests")

HELP = """
import sys, backissues
sys.argv[0] = "backissues"
try:
    backissues.main()
except SystemExit as stopped:
    print("code", stopped.code, "loaded", sorted(sys.modules.keys() & set(%r)))
"""

BLOCKED = """
import importlib, sys
for name in %r:
    sys.modules[name] = None
for name in sys.argv[1].split(","):
    importlib.import_module(name)
"""


def _run(root: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-c", script, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter and script


def test_help_loads_nothing_heavy(root: Path) -> None:
    result = _run(root, HELP % (HEAVY,), "--help")
    assert result.stdout.splitlines()[-1] == "code 0 loaded []", result.stderr


def test_the_help_of_the_front_door_is_that_of_the_commands() -> None:
    context = click.Context(backissues.backissues)
    for name, place in backissues.COMMANDS.items():
        command = backissues.backissues.get_command(context, name)
        assert command is not None
        assert (command.help or "").replace("\n", " ").startswith(place.says.removesuffix(".")), name


def test_web_runs_without_what_index_needs(root: Path, modules: tuple[str, ...]) -> None:
    web = [name for name in modules if name.split(".")[0] in ("web", "search")]
    result = _run(root, BLOCKED % (("feedparser", "bs4", "index", "sqlite3"),), ",".join(web))
    assert result.returncode == 0, result.stderr


def test_an_engines_library_is_loaded_with_that_engine_only(root: Path, modules: tuple[str, ...]) -> None:
    others = [name for name in modules if not name.startswith("search.engines.whoosh")]
    result = _run(root, BLOCKED % (("whoosh",),), ",".join(others))
    assert result.returncode == 0, result.stderr
