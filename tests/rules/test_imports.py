"""What a command loads, beyond what the import contracts in pyproject.toml say."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

import backissues
from tests.feeding import save

HEAVY = {
    *("feedparser", "bs4", "soupsieve", "lxml", "chardet", "py3langid"),  # parsing, cleaning, languages: 0.4 to 0.9 s of CPU
    *("requests", "urllib3", "requests_hardened"),  # fetching: 0.2 s
    *("whoosh", "tantivy", "numpy", "Stemmer"),  # an index: 0.2 s
    *("flask", "jinja2", "werkzeug", "waitress"),  # serving: 0.2 s
    "rich",  # lines for people: 0.05 s
}
"""Libraries that a command loads only when it uses them."""

INDEX = {"whoosh", "numpy", "Stemmer"}
CLEANING = {"bs4", "soupsieve", "lxml", "chardet"}  # bs4 loads chardet where it is

COMMANDS: dict[tuple[str, ...], set[str]] = {
    ("--help",): set(),
    ("--version",): set(),
    **{(name, "--help"): set() for name in ("reindex", "status", "inspect", "forget", "export", "search")},
    ("status", "--json"): set(),
    ("status",): {"rich"},
    ("status", "--skipped"): set(),
    ("reindex",): set(),  # where nothing is new
    ("reindex", "--json"): set(),
    ("search", "word", "--json"): INDEX,
    ("search", "word"): INDEX | {"rich"},
    ("inspect", "https://blog.example.org/1"): CLEANING | {"py3langid", "numpy"},
    ("export",): CLEANING,
}
"""What each command may load of them, on an archive that is indexed."""

RUN = """
import sys, backissues
sys.argv[0] = "backissues"
try:
    backissues.main()
except SystemExit as stopped:
    print("\\ncode", stopped.code, "loaded", sorted(sys.modules.keys() & %r))
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


@pytest.fixture(name="data", scope="module")
def _data(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with one post."""
    folder = tmp_path_factory.mktemp("imports")
    source = save(folder / "a.xml", [(1, "one word")])
    assert _run(root, "import backissues; backissues.main()", "reindex", str(source), "--data", str(folder / "data")).returncode == 0
    return folder / "data"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_loads_what_it_uses_and_nothing_else(root: Path, data: Path, command: tuple[str, ...]) -> None:
    place = () if command[-1] in ("--help", "--version") else ("--data", str(data))
    result = _run(root, RUN % HEAVY, *command, *place)
    assert result.stdout.splitlines()[-1] == f"code 0 loaded {sorted(COMMANDS[command])}", result.stderr


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


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_engines_library_is_loaded_with_that_engine_only(root: Path, modules: tuple[str, ...], engine: str) -> None:
    others = [name for name in modules if not name.startswith(f"search.engines.{engine}")]
    result = _run(root, BLOCKED % ((engine,),), ",".join(others))
    assert result.returncode == 0, result.stderr
