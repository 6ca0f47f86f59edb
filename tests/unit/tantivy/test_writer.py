from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from search import generations, publishing
from search.analysis import Analyzer
from search.document import Analysed, Position, Removal
from search.engines.tantivy import open_reader, open_writer
from search.engines.tantivy.rows import NAME
from search.query import Query
from tests.contract.posts import post, post_id

RULES = "f" * 16


def analysed(number: int, body: str = "some words") -> Analysed:
    return Analyzer().analyse(post(number, f"Post {number}", body))


def newest(data: Path) -> Path:
    return generations.current(generations.home(data, "tantivy", RULES)).path


def found(data: Path) -> list[str]:
    reader = open_reader(data, RULES)
    try:
        return [hit.document.title for hit in reader.search(Query(sort="oldest", per_page=100)).hits]
    finally:
        reader.close()


def segments(generation: Path) -> set[str]:
    """Return the names by which the list of segments knows their files."""
    listed = json.loads((generation / "meta.json").read_text(encoding="utf-8"))["segments"]
    return {one["segment_id"].replace("-", "") for one in listed}


def test_sixty_small_runs_leave_few_segments_and_no_file_of_others(tmp_path: Path) -> None:
    for number in range(60):
        with open_writer(tmp_path, RULES) as writer:
            writer.apply([analysed(number)], Position("uuid", number))
    assert sorted(found(tmp_path)) == sorted(f"Post {number}" for number in range(60))
    generation = newest(tmp_path)
    names = {path.name for path in generation.iterdir()}
    rows = {name for name in names if NAME.fullmatch(name)}
    assert len(segments(generation)) <= 8
    assert len(rows) <= 6  # each is more than half of the one before: as many as 60 has binary digits
    others = names - rows - {"manifest.json", "meta.json", ".managed.json", "wear.json"}
    assert {name.split(".")[0] for name in others} == segments(generation)  # no file of a segment that was merged, and no lock


def test_a_run_links_what_is_there_and_changes_none_of_it(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.apply(map(analysed, range(20)), Position("uuid", 1))
        one = newest(tmp_path)
        before = {path.name: path.read_bytes() for path in one.iterdir()}
        writer.apply([analysed(21), Removal(post_id(3))], Position("uuid", 2))
        assert {path.name: path.read_bytes() for path in one.iterdir()} == before
        two = newest(tmp_path)
    shared = {path.name for path in two.iterdir()} & before.keys()
    fixed = {
        name for name in before if name not in ("manifest.json", "meta.json", ".managed.json", "wear.json") and not NAME.fullmatch(name)
    }
    assert fixed <= shared
    assert all((one / name).samefile(two / name) for name in fixed)


def test_the_last_change_of_an_id_wins_within_a_run_too(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([analysed(1, "first"), analysed(2), analysed(1, "second")], Position("uuid", 1))
        writer.apply([Removal(post_id(2)), analysed(2, "again"), analysed(3), Removal(post_id(3))], Position("uuid", 2))
    reader = open_reader(tmp_path, RULES)
    assert [document.body for document in map(reader.get, map(post_id, (1, 2))) if document] == ["second", "again"]
    assert reader.search(Query()).total == 2


def test_an_index_of_mostly_old_records_asks_to_be_built_anew(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild(map(analysed, range(10)), Position("uuid", 1))
        for number in range(9):
            assert not writer.worn
            writer.apply([analysed(number, "changed")], Position("uuid", number + 2))
        assert not writer.worn
        writer.apply([analysed(number, "changed again") for number in range(3)], Position("uuid", 11))
        assert writer.worn
        assert writer.reached() == Position("uuid", 11)
        assert len(found(tmp_path)) == 10  # it answers until then
        writer.rebuild(map(analysed, range(10)), Position("uuid", 12))
        assert not writer.worn


def test_damage_that_only_sizes_were_compared_of_stops_no_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild(map(analysed, range(10)), Position("uuid", 1))
    for path in newest(tmp_path).iterdir():
        if path.name != "manifest.json":
            path.write_bytes(bytes(path.stat().st_size))
    monkeypatch.setattr(publishing, "CHECKED", 0)
    with open_writer(tmp_path, RULES) as writer:
        assert writer.worn
        writer.rebuild(map(analysed, range(10)), Position("uuid", 2))
    assert len(found(tmp_path)) == 10


def test_a_disk_that_is_full_is_an_error_of_the_system(tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from search.analysis import Analyzer
from search.document import Position
from search.engines.tantivy import open_writer
from tests.contract.posts import post
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
with open_writer(Path(sys.argv[1]), "f" * 16) as writer:
    try:
        writer.rebuild([], Position("uuid", 1))
        writer.rebuild([Analyzer().analyse(post(1, "One"))], Position("uuid", 2))
    except OSError as error:
        print("told:", error)
"""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", script, str(tmp_path)]
    result = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert result.stdout.startswith("told: "), result.stderr


def test_an_empty_index_is_an_index(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([], Position("uuid", 1))
        assert found(tmp_path) == []
        writer.apply([analysed(1)], Position("uuid", 2))
        assert found(tmp_path) == ["Post 1"]
        writer.apply([Removal(post_id(1))], Position("uuid", 3))
        assert found(tmp_path) == []


def test_a_rebuild_leaves_no_file_with_the_old_text(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([analysed(1, "confidential")], Position("uuid", 1))
        assert [path for path in tmp_path.rglob("*") if path.is_file() and b"confidential" in path.read_bytes()]
        writer.rebuild([analysed(2)], Position("uuid", 2))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"confidential" in path.read_bytes()]


def test_reading_leaves_nothing_in_a_generation(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([analysed(1)], Position("uuid", 1))
    before = {path.name for path in newest(tmp_path).iterdir()}
    reader = open_reader(tmp_path, RULES)
    assert reader.search(Query()).total == 1
    assert {path.name for path in newest(tmp_path).iterdir()} == before
