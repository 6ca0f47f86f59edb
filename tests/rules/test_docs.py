"""House rule 20: every setting, command, option, field, facet, notice, error and number of the ranking is in the docs, and the docs
name none that is not."""

import ast
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import backissues
from search import ranking
from search.atoms import FIELD_NAMES
from search.errors import OUTCOMES
from search.facets import FACETS
from search.fields import SKETCH_STEMS
from search.repairs import DETAILS
from search.settings import Settings
from search.syntax import parse


def _rows(text: str) -> list[list[str]]:
    """Cells of all table rows but headings and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not re.match(r"\|[\s:|-]+\|$", line)]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def _named(text: str) -> set[str]:
    """What stands in backticks in the first column of a table."""
    return {name for row in _rows(text) for name in re.findall(r"`([^`]+)`", row[0])}


def _section(text: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


@pytest.fixture(scope="session")
def docs(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (root / "docs").glob("*.md")}


def _settings(kind: type[Any], path: str = "") -> Iterator[tuple[str, object, str]]:
    for field in dataclasses.fields(kind):
        if "help" in field.metadata:
            table = field.type == "tuple[tuple[str, str], ...]"
            yield path + field.name, dict(field.default) if table else field.default, field.metadata["help"]
        else:
            assert isinstance(field.default_factory, type)
            yield from _settings(field.default_factory, f"{field.name}.")


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def test_settings_are_documented_with_their_defaults(docs: dict[str, str]) -> None:
    wanted = [[f"`{name}`", f"`{_toml(default)}`", text] for name, default, text in _settings(Settings)]
    assert [row for row in _rows(docs["settings.md"]) if row[0] != "setting"] == wanted


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(backissues.backissues)
    found = [(name, backissues.backissues.get_command(context, name)) for name in backissues.COMMANDS]
    return [(name, command) for name, command in found if command]


def _options(command: click.Command) -> set[str]:
    return {name for option in command.params if isinstance(option, click.Option) for name in (*option.opts, *option.secondary_opts)}


def test_commands_and_their_options_are_documented(docs: dict[str, str]) -> None:
    text = docs["commands.md"]
    shared = _named(_section(text, "Options of every command"))
    for name, command in _commands():
        section = _section(text, f"backissues {name}")
        documented = {option.split()[0] for option in _named(section) | shared if option.startswith("-")}
        assert documented == _options(command) | {"-h", "--help"}, name
        assert command.help, name
        assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_no_other_command_is_documented(docs: dict[str, str]) -> None:
    assert set(re.findall(r"^## backissues (\w+)$", docs["commands.md"], re.MULTILINE)) == set(backissues.COMMANDS)


def test_variables_of_the_environment_are_documented(docs: dict[str, str]) -> None:
    options = [option for _, command in _commands() for option in command.params if isinstance(option, click.Option)]
    assert {option.envvar for option in options if option.envvar} == set(re.findall(r"BACKISSUES_[A-Z]+", docs["commands.md"]))


def test_fields_of_the_query_language_are_documented(docs: dict[str, str]) -> None:
    documented = {name for name in _named(_section(docs["query-language.md"], "Fields")) if name.endswith(":")}
    assert documented == {f"{name}:" for name in FIELD_NAMES}


def test_examples_of_operators_are_understood(docs: dict[str, str]) -> None:
    """None of the table's examples needs a repair."""
    examples = _named(_section(docs["query-language.md"], "Words"))
    assert len(examples) >= 8
    assert not [(example, notice) for example in examples for notice in parse(example).notices]


def _notice_codes(code: dict[str, ast.Module]) -> set[str]:
    calls = [node for module in code.values() for node in ast.walk(module) if isinstance(node, ast.Call)]
    made = [node for node in calls if ast.unparse(node.func).endswith("Notice")]
    first = [node.args[0] if node.args else next(word.value for word in node.keywords if word.arg == "code") for node in made]
    written = {node.value for node in first if isinstance(node, ast.Constant)}
    return written | set(DETAILS)


def test_notices_are_documented(docs: dict[str, str], code: dict[str, ast.Module]) -> None:
    section = _section(docs["query-language.md"], "Notices")
    assert {row[0].strip("`") for row in _rows(section)} - {"code"} == _notice_codes(code)


def test_errors_are_documented(docs: dict[str, str]) -> None:
    rows = [row[:3] for row in _rows(_section(docs["json-api.md"], "Errors"))[1:]]
    assert sorted(rows) == sorted([f"`{each.code}`", str(each.status), str(each.exit_code)] for each in OUTCOMES.values())


def test_exit_codes_are_documented(docs: dict[str, str]) -> None:
    documented = {row[0] for row in _rows(_section(docs["commands.md"], "Exit codes"))[1:]}
    assert documented == {str(each.exit_code) for each in OUTCOMES.values()} | {"0", "3"}


def test_facets_are_documented(docs: dict[str, str]) -> None:
    assert {row[0].strip("`") for row in _rows(docs["facets.md"])} - {"facet"} == set(FACETS)


def test_numbers_of_the_ranking_are_documented(docs: dict[str, str]) -> None:
    rows = [row[:3] for row in _rows(docs["ranking.md"].partition("## Measured")[0])[1:]]
    assert rows == [[f"`{field}`", str(weight), str(ranking.B[field])] for field, weight in ranking.WEIGHTS.items()]
    said = (
        f"`k1` is {ranking.K1}.",
        f"** {ranking.IDF}",
        f"a function word (`the`,\n`und`) {ranking.STOP_WORD}",
        f"{ranking.PAIRS['title']} in the title, {ranking.PAIRS['body']} in the text, {ranking.PAIRS['categories']} in the tags",
        f"at most {ranking.PAIRS_MOST} pairs",
        f"`times * {ranking.REPEATED + 1:.0f} / ({ranking.REPEATED:.0f} + times)`",
        f"{ranking.TITLE} times the weights of the query's words in the title",
        f"at least {ranking.ENOUGH} posts have them all",
        f"the best {ranking.SUPPORT_RESULTS} results that the text finds",
        f"    {ranking.SUPPORT} * sum(likeness ** {ranking.SUPPORT_POWER} *",
        f"+ {ranking.SUPPORT_LIKE} ** {ranking.SUPPORT_POWER})",
        f"With two words of a query a quarter of that counts,\nwith {ranking.SUPPORT_FULL} all",
        f"their first {SKETCH_STEMS} telling stems",
    )
    assert [text for text in said if text not in docs["ranking.md"]] == []


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    files = {path: path.read_text(encoding="utf-8") for pattern in ("*.md", "docs/**/*.md", "examples/*.md") for path in root.glob(pattern)}
    links = [(path, target) for path, text in files.items() for target in re.findall(r"\]\(([^)#\s]+)", text) if ":" not in target]
    assert not [(path.name, target) for path, target in links if not (path.parent / target).exists()]
