"""How runs end and begin again: Ctrl-C, SIGTERM, a locked data folder, `--every`. Processes of their own, on sites of loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import backissues
from search.opening import open_indexable
from search.settings import Settings
from search.writelock import WriteLock
from tests.feeding import rss, save
from tests.servers import LOOPBACK, Site, answer

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "import backissues\nif __name__ == '__main__': backissues.main()")
FEED = answer(200, rss([(1, "text")]).encode())
LONG = 60
"""Seconds after which a process that was told to end is taken for one that does not."""


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    (folder / "tmp").mkdir()
    config = folder / "config.toml"
    config.write_text(f"[index]\nworkers = 1\n[fetch]\nprivate_addresses = ['{LOOPBACK}']\n")
    command = [*COMMAND, "reindex", *words, "--json", "--data", str(folder / "data"), "--config", str(config)]
    environment = os.environ | {"TMPDIR": str(folder / "tmp")}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)  # noqa: S603 - our own interpreter


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_so_and_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    with Site({"/feed/": lambda _asked: [FEED[:100], float(LONG)]}) as site, start(tmp_path, site.url("/feed/")) as process:
        while not site.asked:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=LONG)
    assert (process.returncode, stdout) == (1, "")
    assert stderr == "backissues: stopped; what was read is kept, and the next reindex goes on with it\n"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_between_cycles_the_data_folder_is_free_and_a_stop_is_no_failure(tmp_path: Path) -> None:
    with Site({"/feed/": FEED}) as site, start(tmp_path, site.url("/feed/"), "--every", "1h") as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["posts"]["added"] == 1
        WriteLock(tmp_path / "data").release()
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=LONG) == ("", "")
    assert process.returncode == 0


def test_a_cycle_that_finds_the_data_folder_locked_is_made_up_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"

    def numbers(_seconds: int) -> Iterator[int]:
        yield 0
        with open_indexable(Settings(data=data)):
            yield 1
        yield 2

    def run(*words: str) -> list[str]:
        command = ["reindex", str(tmp_path / "a.xml"), "--every", "10s", "--json", "--data", str(data), *words]
        result = CliRunner().invoke(backissues.backissues, command)
        assert result.exit_code == 0
        assert result.stderr.count("the next cycle tries again") == 1
        return result.stdout.splitlines()

    save(tmp_path / "a.xml", [(1, "text")])
    monkeypatch.setattr("index.cycles.cycles", numbers)
    assert [json.loads(line)["documents_read"] for line in run()] == [1, 0]

    def locked_first(_seconds: int) -> Iterator[int]:
        with open_indexable(Settings(data=data)):
            yield 0
        yield from (1, 2)

    monkeypatch.setattr("index.cycles.cycles", locked_first)
    assert [json.loads(line)["documents_read"] for line in run("--full")] == [1, 0]


def test_standard_input_cannot_be_read_again_and_again(tmp_path: Path) -> None:
    result = CliRunner().invoke(backissues.backissues, ["reindex", "-", "--every", "1h", "--data", str(tmp_path)], input="x")
    assert "can be read once only" in str(result.exception)
