from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import cli
from search.analysis import Analyzer
from search.document import Position
from search.engines.memory import MemoryEngine
from search.errors import BadParameter
from search.port import Searchable
from search.settings import Settings
from tests.contract.posts import SHELF, post

ESCAPES = post(6, "Evil \x1b[31mtitle", "a \x1b]0;title\x07 body", tags=("\x1b[2J",), date="2009-06-01T00:00:00", site=SHELF[0].site)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Settings]]:
    """Put an index of example posts behind the command; the settings that it was opened with are collected."""
    seen: list[Settings] = []
    engine = MemoryEngine()
    engine.rebuild(map(Analyzer().analyse, (*SHELF, ESCAPES)), Position("archive", 1))

    def opened(settings: Settings) -> Searchable:
        seen.append(settings)
        return engine.reader()

    monkeypatch.setattr(cli, "open_searchable", opened)
    yield seen
    engine.close()


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.search, arguments, catch_exceptions=False)


def _found(*arguments: str) -> list[str]:
    record = json.loads(_run("--json", *arguments).stdout)
    return [hit["title"] for hit in record["hits"]]


@pytest.mark.usefixtures("asked")
def test_results_are_listed_for_people() -> None:
    result = _run("feeds")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "2 posts"
    assert "Flask and feeds" in result.stdout
    assert "https://example.org/3" in result.stdout
    assert "tag: python (2), Feeds (1), Flask (1)" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.usefixtures("asked")
def test_json_has_the_keys_of_the_interface() -> None:
    record = json.loads(_run("feeds", "--json", "--per-page", "1").stdout)
    assert list(record)[:6] == ["query", "total", "page", "per_page", "pages", "took_ms"]
    assert (record["total"], record["pages"], record["links"], len(record["hits"])) == (2, 2, None, 1)
    assert record["query"]["q"] == "feeds"
    assert set(record["facets"]) == {"tag", "creator", "site", "lang", "date"}
    assert record["index"]["documents"] == 6


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("output", [(), ("--json",)])
def test_no_post_can_give_the_terminal_an_order(output: tuple[str, ...]) -> None:
    result = _run("evil", *output)
    assert "31mtitle" in result.stdout
    assert not set(result.stdout) & {"\x1b", "\x07"}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (("--tag", " PYTHON "), ["Flask and feeds", "Parsing feeds", "Old parser notes"]),
        (("--tag", "flask", "--tag", "c++"), ["Flask and feeds", "Fütterung"]),
        (("--creator", "Bob", "--site", "example.net/notes"), ["Snakes"]),
        (("--lang", "de"), ["Fütterung"]),
        (("--after", "2009-07", "--before", "2011"), ["Snakes"]),
        (("parser", "--sort", "oldest"), ["Old parser notes", "Parsing feeds"]),
        (("--per-page", "2", "--page", "2", "--sort", "oldest"), ["Evil \x1b[31mtitle", "Snakes"]),
        (("feeds -flask",), ["Parsing feeds"]),
        (("--", "-python", "-evil"), ["Fütterung"]),
        (("machine", "learning"), []),
    ],
)
def test_options_narrow_and_order(arguments: tuple[str, ...], titles: list[str]) -> None:
    assert _found(*arguments) == titles


@pytest.mark.usefixtures("asked")
def test_all_words_can_be_asked_for() -> None:
    assert "0 posts" in _run("snake flask", "--match", "all").stdout
    assert "0 posts" not in _run("snake flask", "--match", "any").stdout


@pytest.mark.usefixtures("asked")
def test_results_are_explained_where_it_is_asked_for() -> None:
    assert "snake in body (word)" in _run("snake", "--explain").stdout
    assert "(word)" not in _run("snake").stdout


@pytest.mark.usefixtures("asked")
def test_a_relaxed_search_says_so() -> None:
    assert "no post has all of these words" in _run("snake flask").stdout


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("arguments", "parameter"), [(("--after", "soon"), "--after"), (("--before", "2009-13"), "--before"), (("--page", "0"), "page")]
)
def test_a_bad_value_is_named(arguments: tuple[str, ...], parameter: str) -> None:
    with pytest.raises(BadParameter) as raised:
        _run(*arguments)
    assert raised.value.problems[0][0] == parameter


def test_settings_reach_the_search(asked: list[Settings], tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text('timezone = "Europe/Berlin"\n', encoding="utf-8")
    assert "2010-01-01" in _run("snakes", "--config", str(config), "--data", str(tmp_path)).stdout
    assert (asked[0].data, asked[0].timezone) == (tmp_path, "Europe/Berlin")
    assert _run("--sort", "best").exit_code == 2
