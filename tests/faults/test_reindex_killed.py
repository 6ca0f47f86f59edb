"""kill -9 of a reindex at random moments: what was read stays read, the next run goes on, and no process is left."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from index import schema
from tests.feeding import save

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "import backissues\nif __name__ == '__main__': backissues.main()")
KILLS = 6
SEED = 7


def _start(data: Path, *words: str) -> subprocess.Popen[str]:
    command = [*COMMAND, "reindex", *words, "--json", "--data", str(data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)  # noqa: S603 - our own interpreter and script


def _report(data: Path, *words: str) -> dict[str, object]:
    with _start(data, *words) as process:
        stdout, _ = process.communicate()
    assert process.returncode == 0
    found: dict[str, object] = json.loads(stdout)
    return found


def _left(session: int) -> list[str]:
    """Return the processes of the session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of_session = stat.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of_session) == session and state != "Z":
            found.append(stat.parent.name)
    return found


def _archived(data: Path) -> int:
    connection = sqlite3.connect(data / schema.FILE)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            return 0
        return int(connection.execute("SELECT count(*) FROM sightings").fetchone()[0])
    finally:
        connection.close()


def test_a_killed_run_loses_nothing_that_was_read_and_the_next_one_goes_on(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    for file in range(12):
        save(feeds / f"{file}.xml", [(number, f"text {number} " * 50) for number in range(file * 20, file * 20 + 30)])
    calm = tmp_path / "calm"
    started = time.monotonic()
    expected = _report(calm, str(feeds))
    length = time.monotonic() - started
    data, moments, read, kills = tmp_path / "data", random.Random(SEED), 0, 0  # noqa: S311 - moments of a test, not secrets
    for _ in range(KILLS):
        process = _start(data, str(feeds), "--full")
        time.sleep(moments.uniform(0.2, 1.1) * length)
        kills += process.poll() is None
        process.kill()
        process.communicate()
        end = time.monotonic() + 10
        while _left(process.pid) and time.monotonic() < end:
            time.sleep(0.05)
        assert _left(process.pid) == []
        if (data / schema.FILE).exists():
            kept = _archived(data)
            assert kept >= read
            read = kept
    assert kills
    report = _report(data, str(feeds))
    assert report["index"]["documents"] == expected["index"]["documents"]  # type: ignore[index] # an object of JSON
    assert report["duplicates"] == expected["duplicates"]
    assert _report(data)["documents_read"] == 0
