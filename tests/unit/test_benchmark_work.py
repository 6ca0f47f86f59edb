"""What `make bench` does with a system: how it asks, measures and checks, and what becomes of one that fails."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from benchmarks import archive, asking, bench, work
from benchmarks.madeposts import MadePosts
from benchmarks.processes import StepFailed, run, serving
from benchmarks.questions import Question
from benchmarks.results import Machine, Run
from benchmarks.systems import SYSTEMS, System

MACHINE = Machine("A processor", 2, 8 * 2**30, "Linux 6", 0.1)


@pytest.fixture(scope="module")
def made() -> MadePosts:
    return MadePosts()


def test_a_search_is_asked_in_the_manner_of_each_system() -> None:
    question = Question("filtered", '"rain barrel"', tag="R&D", size=12)
    assert asking.address(question, datasette=False) == "/search.json?q=%22rain+barrel%22&match=all&per_page=12&tag=R%26D"
    theirs = asking.address(question, datasette=True)
    assert "_search=%22rain+barrel%22&_searchmode=raw" in theirs
    assert "tags__arraycontains=R%26D" in theirs
    assert "_facet_array=tags&_facet=creator&_facet=site&_facet=year" in theirs


def test_an_answer_says_its_total_and_the_sum_of_its_sites() -> None:
    ours = b'{"total": 3, "took_ms": 1.5, "facets": {"site": {"values": [{"count": 1}, {"count": 2}]}}}'
    theirs = b'{"filtered_table_rows_count": 3, "query_ms": 1.5, "facet_results": {"site": {"results": [{"count": 3}]}}}'
    assert asking.answer(ours, datasette=False) == asking.answer(theirs, datasette=True) == asking.Answer(3, 3, 1.5)
    assert asking.answer(b'{"total": 3, "facets": {}}', datasette=False).of_sites is None
    with pytest.raises(StepFailed, match="an answer is none: <html>"):
        asking.answer(b"<html>", datasette=False)


def _python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def test_a_command_is_measured_with_all_its_processes() -> None:
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.5)"
    ran = run(_python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done')"), {}, 60)
    assert ran.stdout == "done\n"
    assert ran.peak_bytes is None or ran.peak_bytes > 60_000_000


@pytest.mark.parametrize(
    ("script", "patience", "said"),
    [
        ("raise ValueError('so it is')", 60, "exit code 1: ValueError: so it is"),
        ("import time; time.sleep(60)", 0.2, "it took more than 0"),
    ],
)
def test_a_command_that_fails_is_a_failed_step(script: str, patience: float, said: str) -> None:
    with pytest.raises(StepFailed, match=said):
        run(_python(script), {}, patience)


def test_a_server_that_ends_is_a_failed_step(tmp_path: Path) -> None:
    with (
        pytest.raises(StepFailed, match="the server ended with exit code 3: no port"),
        serving(_python("import sys; print('no port'); sys.exit(3)"), {}, tmp_path / "log", 60),
    ):
        pass


def test_a_server_is_known_by_the_address_it_prints(tmp_path: Path) -> None:
    script = "import time; print('Serving on http://127.0.0.1:1234/', flush=True); time.sleep(60)"
    with serving(_python(script), {}, tmp_path / "log", 60) as (base, _pid):
        assert base == "http://127.0.0.1:1234"


@pytest.fixture
def site(tmp_path: Path, made: MadePosts) -> work.Site:
    archive.write(tmp_path / "feeds", made, 3)
    return work.Site(made, tmp_path / "feeds", tmp_path / "data", tmp_path, (), (), 1, 60)


class Losing(System):
    """A system that loses a post."""

    def reindex(self, python: Path, feeds: Path, data: Path) -> list[str]:
        del python, feeds, data
        return _python("""print('{"index": {"documents": 2}}')""")


def test_a_system_that_loses_a_post_fails(site: work.Site) -> None:
    losing = Losing("losing", "Losing", "", (), engine="whoosh")
    doing = work.Work(losing, site, Run("losing", 3, "", 0, "", MACHINE, {}), print)
    with pytest.raises(StepFailed, match="first: it has 2 posts of 3"):
        doing.do()


def test_a_failed_system_sinks_nothing_and_is_named(site: work.Site, capsys: pytest.CaptureFixture[str]) -> None:
    losing = Losing("losing", "Losing", "", (), engine="whoosh")
    assert bench.done(losing, site, Run("losing", 3, "", 0, "", MACHINE, {})).failure == "first: it has 2 posts of 3"
    assert "FAILED: first: it has 2 posts of 3" in capsys.readouterr().out


def test_each_system_has_what_it_needs() -> None:
    root = Path(__file__).parents[2]
    for system in SYSTEMS:
        if system.script:
            assert (root / "benchmarks" / "peers" / f"{system.script}.py").exists()
            pins = (root / "benchmarks" / "requirements" / f"{system.script}.txt").read_text(encoding="utf-8").splitlines()
            assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
            assert set(system.packages) <= {pin.partition("==")[0] for pin in pins}


def test_an_engine_that_is_not_there_is_left_out_with_a_word() -> None:
    assert "has no engine nothing" in System("x", "X", "", (), engine="nothing").missing()
    assert SYSTEMS[0].missing() == ""


def test_options_are_documented_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.parsed(["--help"])
    readme = (Path(__file__).parents[2] / "benchmarks" / "README.md").read_text(encoding="utf-8")
    offered = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", readme, re.MULTILINE)) == offered
    assert all(f"`{system.name}`" in readme for system in SYSTEMS)


def test_sizes_and_systems_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    given = bench.parsed(["--sizes", "1000", "30000", "--systems", "reader"])
    assert (given.sizes, given.systems) == ([1000, 30_000], ["reader"])
    for wrong in (["--sizes", "10"], ["--systems", "lucene"]):
        with pytest.raises(SystemExit):
            bench.parsed(wrong)
    assert "a size is 200 posts or more" in capsys.readouterr().err
