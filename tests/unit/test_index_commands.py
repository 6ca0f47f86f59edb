"""The commands reindex, status, inspect and forget, as a user gives them, with the default engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import backissues
from search.capacity import MOST
from search.errors import ArchiveError, BackissuesError, EngineBusy, IndexMissing, PostNotFound, SourceError, UsageError, outcome
from search.opening import open_indexable
from search.settings import Settings
from tests.faults import hostile
from tests.feeding import rss, save


class Command:
    """`backissues` with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def __call__(self, *words: str | Path) -> Result:
        config = self.folder / "config.toml"
        config.write_text("[index]\nworkers = 1\n")
        given = [str(word) for word in words]
        return CliRunner().invoke(backissues.backissues, [*given, "--data", str(self.data), "--config", str(config)])

    def json(self, *words: str | Path) -> dict[str, Any]:
        result = self(*words, "--json")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def error(self, *words: str | Path) -> BackissuesError:
        result = self(*words)
        assert isinstance(result.exception, BackissuesError)
        return result.exception

    def found(self, words: str) -> list[str]:
        return [hit["title"] for hit in self.json("search", words)["hits"]]


@pytest.fixture(name="command")
def _command(tmp_path: Path) -> Command:
    return Command(tmp_path)


def test_reindex_prints_the_report(command: Command, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xml", [(1, "one"), (2, "two")])
    report = command.json("reindex", path)
    assert report.pop("seconds") > 0
    assert report.pop("index") == {"engine": "whoosh", "generation": "00000001", "documents": 2}
    assert report == {
        "sources": 1,
        "documents_read": 1,
        "posts": {"added": 2, "changed": 0, "removed": 0, "unchanged": 0},
        "duplicates": 0,
        "ignored": 0,
        "skipped": [],
        "problems": [],
        "missing": [],
        "histories_unfinished": 0,
    }
    line = command("reindex").stdout
    assert line.startswith("2 posts 2021-03 to 2021-03 (nothing new) in 1 document; index generation 1, 2 posts, ")
    assert command("reindex", "--quiet").output == ""
    assert command.found("two") == ["Post 2"]


def test_reindex_notes_once_that_an_index_has_outgrown_its_engine(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "a.xml", [(1, "one"), (2, "two")])
    monkeypatch.setitem(MOST, "whoosh", 2)
    assert "note:" not in command("reindex", path).output
    monkeypatch.setitem(MOST, "whoosh", 1)
    grown = command("reindex")
    assert grown.exit_code == 0
    assert grown.stderr.count("--engine tantivy") == 1
    assert "note:" not in command("reindex", "--quiet").output
    assert command.json("reindex")["problems"] == []


def test_reindex_complains_in_visible_text(command: Command, tmp_path: Path) -> None:
    (tmp_path / "evil\x1b[2J.txt").write_text("no feed")
    cut = tmp_path / "cut.xml"
    cut.write_text(rss([(1, "one"), (2, "two")])[:-100])
    comments = tmp_path / "comments.xml"
    comments.write_text(rss([(3, "I agree")]).replace("?p=3<", "?p=3#comment-9<"))
    gone = save(tmp_path / "gone.xml", [(4, "four")])
    command("reindex", gone)
    gone.unlink()
    result = command("reindex", *sorted(tmp_path.glob("*.txt")), cut, comments)
    assert result.exit_code == 3
    assert "1 skipped: 1 comment; 2 problems" in result.stdout
    assert "\x1b" not in result.output
    assert "evil\\x1b[2J.txt: not a feed" in result.stderr
    assert command("reindex").stderr.startswith(f"{gone}: gone; its posts are kept\n")
    assert str(gone) not in command("reindex").stderr


def test_reindex_without_anything_to_read(command: Command, tmp_path: Path) -> None:
    error = command.error("reindex")
    assert isinstance(error, UsageError)
    assert not command.data.exists()
    assert isinstance(command.error("reindex", "nowhere"), SourceError)
    assert command("reindex", save(tmp_path / "a.xml", [(1, "one")])).exit_code == 0
    (tmp_path / "b.txt").write_text("no feed")
    assert command("reindex", tmp_path / "b.txt").exit_code == 1


def test_a_second_reindex_is_refused_at_once(command: Command, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xml", [(1, "one")])
    with open_indexable(Settings(data=command.data)):
        error = command.error("reindex", path)
    assert isinstance(error, EngineBusy)
    assert outcome(error).exit_code == 4
    assert command("reindex", path).exit_code == 0


def test_status_says_what_is_indexed(command: Command, tmp_path: Path) -> None:
    assert isinstance(command.error("status"), IndexMissing)
    path = save(tmp_path / "a.xml", [(1, "one"), (2, "two")])
    text = rss([(2, "two"), (3, "three")], section="/tag/x").replace("<title>Blog/tag/x", "<title>T\x1b]0;x")
    (tmp_path / "b.xml").write_text(text.replace("\x1b", "&#27;"))
    cut = tmp_path / "c.xml"
    cut.write_text(rss([(3, "three"), (4, "four")])[:-100])
    command("reindex", path, tmp_path / "b.xml", cut)
    status = command.json("status")
    assert (status["posts"], status["sightings"], status["index"]["documents"]) == (3, 5, 3)
    assert [(Path(source["name"]).name, source["posts"], source["documents"], source["missing"]) for source in status["sources"]] == [
        ("a.xml", 2, 1, False), ("b.xml", 2, 1, False), ("c.xml", 1, 1, False),
    ]  # fmt: skip
    assert "cut off" in status["sources"][2]["error"]
    result = command("status")
    assert result.stdout.startswith(
        "3 posts 2021-03 to 2021-03; 2 duplicates\n1 site, 2 feeds, 3 sources\nwhoosh index, generation 1, 3 posts\n"
    )
    assert "https://blog.example.org/tag/x/feed/" in command("status", "--feeds").stdout
    assert "\x1b" not in command("status", "--feeds", "--months").output
    assert "\x1b" not in result.output


def test_every_post_that_was_left_out_is_listed_with_its_reason(command: Command, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xml", [(1, "one")])
    command("reindex", path)
    assert command("status", "--skipped").output == ""
    assert command.json("status", "--skipped") == {"skipped": []}
    comments = tmp_path / "b.xml"
    two = rss([(3, "x"), (4, "y")]).replace("?p=3<", "?p=3#comment-9<").replace("?p=4<", "?p=4#comment-10<")
    comments.write_text(two.replace("Post 4", "a\tb"))
    command("reindex", comments)
    command("forget", "--post", "https://blog.example.org/1")
    left = command.json("reindex", "--full")["skipped"]
    assert [(one["source"], one["reason"], "count" in one) for one in left] == [
        (str(path), "forgotten", False), (str(comments), "comment", False), (str(comments), "comment", False),
    ]  # fmt: skip
    assert command.json("status", "--skipped") == {"skipped": left}
    lines = command("status", "--skipped").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [[one["source"], one["reason"]] for one in left]
    assert lines[1].endswith("\tPost 3")
    assert lines[2].endswith("\ta b")


def test_status_after_the_rules_changed(command: Command, tmp_path: Path) -> None:
    comments = tmp_path / "b.xml"
    comments.write_text(rss([(3, "I agree")]).replace("?p=3<", "?p=3#comment-9<"))
    command("reindex", save(tmp_path / "a.xml", [(1, "one")]), comments)
    next(command.data.glob("engines/whoosh/*")).rename(tmp_path / "away")
    lines = command("status").stdout.splitlines()
    assert lines[2:4] == ["left out: 1 comment (--skipped lists them)", "no index under the present rules: backissues reindex builds it"]
    assert command.json("status")["index"] is None
    (command.data / "status.json").write_text("{}")
    assert isinstance(command.error("status"), ArchiveError)


def test_inspect_shows_a_post_and_what_was_cut(command: Command, tmp_path: Path) -> None:
    assert isinstance(command.error("inspect", "0" * 16), ArchiveError)
    command("reindex", save(tmp_path / "a.xml", [(1, "one <script>x</script>\u202e&#27;[2J\ntwo")]))
    for name in ("https://blog.example.org/1", "https://blog.example.org/?p=1"):
        found = command.json("inspect", name)
        assert (found["title"], found["cuts"]) == ("Post 1", [{"rule": "script", "count": 1}])
    assert [(held["standing"], held["summary_only"]) for held in found["sightings"]] == [("its own", True)]
    shown = command("inspect", found["id"])
    assert "cut      script (1)" in shown.stdout
    assert "text     " in shown.stdout
    assert "a summary only" in shown.stdout
    assert "\x1b" not in shown.stdout
    assert "\u202e" not in shown.stdout
    assert isinstance(command.error("inspect", "nothing"), PostNotFound)


def test_forget_a_source(command: Command, tmp_path: Path) -> None:
    assert isinstance(command.error("forget", "x"), IndexMissing)
    assert isinstance(command.error("forget"), UsageError)
    assert isinstance(command.error("forget", "x", "--post", "y"), UsageError)
    shared, own = save(tmp_path / "a.xml", [(1, "one"), (2, "two")]), save(tmp_path / "feed-b.xml", [(2, "two"), (3, "xylophonist " * 300)])
    command("reindex", shared, own)
    error = command.error("forget", tmp_path / "feed-c.xml")
    assert isinstance(error, SourceError)
    assert f"did you mean {own}" in str(error)
    assert str(command.error("forget", "quite different")).endswith("backissues status lists the sources")
    result = command("forget", own)
    assert (result.stdout, result.exit_code) == (f"forgot {own}: 1 post is gone\n", 0)
    assert command.found("xylophonist") == []
    assert sorted(command.found("")) == ["Post 1", "Post 2"]
    assert [source["name"] for source in command.json("status")["sources"]] == [str(shared)]
    assert not [path for path in command.data.rglob("*") if path.is_file() and b"xylophonist" in path.read_bytes()]
    assert command.json("reindex")["posts"] == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2}


def test_forget_a_post_for_good(command: Command, tmp_path: Path) -> None:
    command("reindex", save(tmp_path / "a.xml", [(1, "one"), (2, "bassoonist " * 300)]))
    result = command("forget", "--post", "https://blog.example.org/2")
    assert result.stdout.endswith(": 1 post is gone\n")
    report = command.json("reindex", "--full")
    assert [left["reason"] for left in report["skipped"]] == ["forgotten"]
    assert command.found("bassoonist") == []
    assert not [path for path in command.data.rglob("*") if path.is_file() and b"bassoonist" in path.read_bytes()]
    assert isinstance(command.error("forget", "--post", "https://blog.example.org/2"), PostNotFound)


def test_forget_names_posts_that_could_not_be_looked_at(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = save(tmp_path / "a.xml", [(1, "one")]), save(tmp_path / "b.xml", [(2, "two"), (3, "three")])
    command("reindex", first, second)
    monkeypatch.setattr("index.tasks.look", hostile.look_but_not_at_two)
    result = command("forget", first)
    assert result.exit_code == 3
    assert "ValueError: two cannot be looked at" in result.stderr


def test_a_bar_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    """`script` gives the command a terminal."""
    save(tmp_path / "a.xml", [(1, "one")])
    command = f"{sys.executable} -c 'import backissues; backissues.main()' reindex {tmp_path}/a.xml --data {tmp_path}/data"
    root = Path(__file__).parents[2]
    done = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, text=True, check=True, cwd=root)  # noqa: S603, S607 - our own command, on a terminal
    assert "Indexing" in done.stdout
    assert "1 post 2021-03 to 2021-03 (1 new)" in done.stdout


def test_what_the_system_refuses_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "argv", ["backissues", "search", "word", "--data", str(tmp_path / "file" / "data")])
    with pytest.raises(SystemExit) as ended:
        backissues.main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith(f"backissues: {tmp_path / 'file'}")
    assert said.endswith(": Not a directory\n")
    assert said.count("\n") == 1
