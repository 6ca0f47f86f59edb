from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from search import generations
from search.analysis import Analyzer
from search.document import Analysed, Document, Position, Removal
from search.engines.whoosh import gathering, open_reader, open_writer, postings
from search.engines.whoosh.reader import WhooshReader
from search.engines.whoosh.writer import LAYOUT
from search.errors import IndexDamaged
from search.publishing import Writer
from search.query import Query
from tests.contract.posts import post, post_id

RULES = "f" * 16


def analysed(number: int, body: str = "some words") -> Analysed:
    return Analyzer().analyse(post(number, f"Post {number}", body))


def found(data: Path) -> list[str]:
    reader = open_reader(data, RULES)
    try:
        return [hit.document.title for hit in reader.search(Query(sort="oldest", per_page=100)).hits]
    finally:
        reader.close()


def segments(data: Path) -> int:
    return len(list(generations.current(generations.home(data, "whoosh", RULES)).path.glob("*.trm")))


def newest(data: Path) -> str | None:
    return generations.current_name(generations.home(data, "whoosh", RULES))


def test_no_change_makes_no_generation(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.apply([analysed(1)], Position("uuid", 1))
        writer.apply([], Position("uuid", 1))
        writer.apply([Removal(post_id(7))], Position("uuid", 1))
        assert newest(tmp_path) == "00000001"


def test_a_position_that_moved_makes_a_generation_of_links(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.apply([analysed(1)], Position("uuid", 1))
        writer.apply([], Position("uuid", 2))
        assert writer.reached() == Position("uuid", 2)
    folder = generations.home(tmp_path, "whoosh", RULES)
    one, two = ({path.name: path.stat().st_ino for path in (folder / name).glob("MAIN*")} for name in generations.names(folder))
    assert one == two
    assert found(tmp_path) == ["Post 1"]


@pytest.mark.parametrize("text", ["", "garbage", "00000099", "../../x"])
def test_where_current_names_nothing_there_is_nothing_to_go_on_from(tmp_path: Path, text: str) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.apply([analysed(1)], Position("uuid", 1))
    (generations.home(tmp_path, "whoosh", RULES) / generations.CURRENT).write_text(text, encoding="utf-8")
    assert found(tmp_path) == ["Post 1"]
    with open_writer(tmp_path, RULES) as writer:
        assert writer.reached() is None
        writer.rebuild([analysed(2)], Position("uuid", 1))
    assert newest(tmp_path) == "00000002"
    assert found(tmp_path) == ["Post 2"]


def test_an_empty_index_is_an_index(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([], Position("uuid", 1))
        assert found(tmp_path) == []
        writer.apply([analysed(1)], Position("uuid", 2))
        writer.apply([Removal(post_id(1))], Position("uuid", 3))
        assert found(tmp_path) == []
        assert segments(tmp_path) == 0


def test_a_rebuild_leaves_no_file_with_the_old_text(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([analysed(1, "confidential")], Position("uuid", 1))
        writer.rebuild([analysed(2)], Position("uuid", 2))
    assert not [path for path in tmp_path.rglob("*.trm") if b"confidential" in path.read_bytes()]


def test_forty_small_runs_leave_few_segments(tmp_path: Path) -> None:
    for number in range(40):
        with open_writer(tmp_path, RULES) as writer:
            writer.apply([analysed(number)], Position("uuid", number))
    assert sorted(found(tmp_path)) == sorted(f"Post {number}" for number in range(40))
    assert segments(tmp_path) <= 8


def test_more_posts_than_fit_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "POSTS", 4)
    with open_writer(tmp_path, RULES) as writer:
        again = [analysed(number, "written again") for number in (0, 5, 9)]
        writer.rebuild([*map(analysed, range(10)), *again], Position("uuid", 1))
    assert segments(tmp_path) == 4
    reader = open_reader(tmp_path, RULES)
    assert reader.search(Query(per_page=100)).total == 10
    assert [document.body for document in map(reader.get, map(post_id, (0, 1, 5, 9))) if document] == [
        "written again",
        "some words",
        "written again",
        "written again",
    ]
    reader.close()


def test_a_block_of_long_posts_is_full_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "TERMS", 1000)
    some = gathering.Gathering()
    assert some.block() is None
    for number in range(10):
        assert not some.full
        some.put(gathering.prepare(Analysed(Document(str(number), "", ""), {"body": "word " * 100})))
    assert some.full
    some.drop("0")
    assert not some.full


def test_many_dead_posts_are_written_out(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild(map(analysed, range(10)), Position("uuid", 1))
        writer.apply([Removal(post_id(number)) for number in range(2)], Position("uuid", 2))
        reader = open_reader(tmp_path, RULES)
        assert isinstance(reader, WhooshReader)
        assert [len(segment.live) for segment in reader._all] == [10]
        reader.close()
        writer.apply([Removal(post_id(2))], Position("uuid", 3))
        reader = open_reader(tmp_path, RULES)
        assert [len(segment.live) for segment in reader._all] == [7]
        reader.close()


def test_the_generation_says_when_it_was_built(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 3, tzinfo=UTC)
    with Writer(tmp_path, RULES, LAYOUT, lambda: moment) as writer:
        writer.rebuild([], Position("uuid", 4))
    reader = open_reader(tmp_path, RULES)
    assert reader.health().index.built == moment
    assert reader.health().position == Position("uuid", 4)
    reader.close()
    reader.close()


def test_a_folder_that_others_may_write_is_not_written(tmp_path: Path) -> None:
    with open_writer(tmp_path, RULES) as writer:
        writer.rebuild([], Position("uuid", 1))
    generations.home(tmp_path, "whoosh", RULES).chmod(0o777)
    with open_writer(tmp_path, RULES) as writer:
        assert writer.reached() is None
        with pytest.raises(IndexDamaged, match="chmod 700"):
            writer.rebuild([], Position("uuid", 2))


def test_a_lock_is_free_after_an_opening_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_folder: Path, _most: int) -> None:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(generations, "current", broken)
        with pytest.raises(RuntimeError):
            open_writer(tmp_path, RULES)
    open_writer(tmp_path, RULES).close()
