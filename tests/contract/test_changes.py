"""Laws 1 to 4, 12 and 14: what a writer does to what readers find."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.document import Analysed, Document, Removal
from search.errors import EngineBusy, IndexMissing, IndexOutdated
from search.port import Searchable
from search.query import And, Phrase, Prefix, Query
from search.settings import PostSettings, Settings
from tests.contract.benches import BENCHES, Index
from tests.contract.posts import SHELF, post, post_id
from tests.contract.questions import counts, ids, words

NEWEST = Query(sort="newest")


def _found(reader: Searchable, text: str = "") -> list[int]:
    return sorted(ids(reader.search(words(text))))


def test_law_01_the_last_change_of_an_id_wins_within_a_batch(index: Index) -> None:
    reader = index.apply(
        post(1, "first"), post(1, "second"), post(2, "kept"), post_id(2), post(2, "back"), post(3, "gone"), post_id(3), post_id(9)
    )
    assert _found(reader) == [1, 2]
    assert (_found(reader, "first"), _found(reader, "second"), _found(reader, "back")) == ([], [1], [2])


def test_law_01_the_last_change_of_an_id_wins_across_batches(index: Index) -> None:
    index.rebuild(post(1, "first"), post(2, "other"), post(3, "third"))
    index.apply(post(1, "second"), post_id(3))
    reader = index.apply(post(1, "third"), post(2, "other"))
    assert reader.search(NEWEST).total == 2
    assert (_found(reader, "second"), _found(reader, "third")) == ([], [1])


def test_law_01_the_last_document_of_an_id_wins_in_a_rebuild(index: Index) -> None:
    reader = index.rebuild(post(1, "first"), post(2, "other"), post(1, "second"))
    assert _found(reader) == [1, 2]
    assert _found(reader, "first") == []


def test_law_02_rebuild_replaces_all(index: Index) -> None:
    index.rebuild(*SHELF)
    reader = index.rebuild(post(7, "Only this"))
    assert _found(reader) == [7]
    assert counts(reader.search(NEWEST), "tag") == {}
    assert reader.get(post_id(1)) is None


def test_law_18_a_post_that_another_process_prepared_is_the_post(index: Index) -> None:
    queries = (NEWEST, words("parser"), words("python feeds"), Query(expr=Prefix("pars")), words("katze"))
    plain = [index.rebuild(*SHELF).search(query) for query in queries]
    with index.bench.writer() as writer:
        changes = [index.change(one) for one in SHELF]
        ready = [pickle.loads(pickle.dumps(writer.prepare(one))) for one in changes if isinstance(one, Analysed)]  # noqa: S301 - our own
        writer.rebuild([changes[0], *ready[1:-1], index.change(post(1, "Another"))], index.position())
        writer.apply([Removal(SHELF[1].id), *ready[:2], changes[-1]], index.position())
    reader = index.read()
    for query, expected in zip(queries, plain, strict=True):
        found = reader.search(query)
        assert (found.hits, found.total, found.facets) == (expected.hits, expected.total, expected.facets)


class _BrokenError(Exception):
    """What a source of changes raises in these tests."""


def _breaking(index: Index, *documents: Document) -> Iterator[Analysed]:
    for one in documents:
        change = index.change(one)
        assert isinstance(change, Analysed)
        yield change
    raise _BrokenError


def _files(index: Index) -> set[Path]:
    return set(index.folder.rglob("*"))


def test_law_02_a_rebuild_that_fails_half_way_changes_nothing(index: Index) -> None:
    index.rebuild(*SHELF)
    with index.bench.writer() as writer:
        files, reached = _files(index), writer.reached()
        with pytest.raises(_BrokenError):
            writer.rebuild(_breaking(index, post(7, "Half"), post(1, "Half")), index.position())
        assert writer.reached() == reached
        assert _files(index) == files
    assert _found(index.read()) == [1, 2, 3, 4, 5]
    assert _found(index.read(), "half") == []
    assert _found(index.apply(post(7, "Half"))) == [1, 2, 3, 4, 5, 7]


def test_law_02_changes_that_fail_half_way_change_nothing(index: Index) -> None:
    index.rebuild(*SHELF)
    with index.bench.writer() as writer:
        files, reached = _files(index), writer.reached()
        with pytest.raises(_BrokenError):
            writer.apply(_breaking(index, post(7, "Half"), post(1, "Half")), index.position())
        assert writer.reached() == reached
        assert _files(index) == files
    assert _found(index.read()) == [1, 2, 3, 4, 5]
    assert _found(index.rebuild(post(7, "Half"))) == [7]


def test_law_02_a_first_rebuild_that_fails_leaves_no_index(index: Index) -> None:
    with index.bench.writer() as writer:
        with pytest.raises(_BrokenError):
            writer.rebuild(_breaking(index, post(7, "Half")), index.position())
        assert writer.reached() is None
    with pytest.raises(IndexMissing):
        index.bench.reader()


def test_law_03_a_reader_keeps_answering_as_before(index: Index) -> None:
    old = index.rebuild(*SHELF)
    before = (old.search(words("python")), old.suggest("py"), old.similar(post_id(1)), old.get(post_id(3)), old.health())
    newer = index.apply(post(1, "All new"), post_id(3))
    newest = index.rebuild(post(9, "Python"))
    assert (old.search(words("python")), old.suggest("py"), old.similar(post_id(1)), old.get(post_id(3)), old.health()) == before
    assert _found(newer) == [1, 2, 4, 5]
    assert _found(newest) == [9]


def test_law_03_positions_are_those_of_the_published_state(index: Index) -> None:
    with index.bench.writer() as writer:
        assert writer.reached() is None
        first = index.position()
        writer.rebuild([], first)
        assert writer.reached() == first
        old = index.read()
        second = index.position()
        writer.apply([index.change(post(1, "One"))], second)
        assert writer.reached() == second
    assert (old.health().position, index.read().health().position) == (first, second)
    assert old.search(NEWEST).index.documents == 0
    assert index.read().search(NEWEST).index.documents == 1


def test_law_04_a_second_writer_is_told_that_another_one_works(index: Index) -> None:
    with index.bench.writer() as writer:
        with pytest.raises(EngineBusy):
            index.bench.writer()
        writer.rebuild([], index.position())
        with pytest.raises(EngineBusy):
            index.bench.writer()
    writer.close()
    with index.bench.writer() as another:
        writer.close()  # closing an old writer again must not free the lock of a new one
        assert another.reached() is not None
        with pytest.raises(EngineBusy):
            index.bench.writer()


CHILD = """
import sys, time
from pathlib import Path
from search.settings import Settings
from tests.contract.benches import BENCHES
writer = BENCHES[sys.argv[1]](Settings(data=Path(sys.argv[2]), engine=sys.argv[1])).writer()
print("open", flush=True)
time.sleep(60)
"""


def test_law_04_a_killed_writer_leaves_no_lock(index: Index, engine: str) -> None:
    if not index.bench.on_disk:
        pytest.skip("this engine keeps nothing when its process ends")
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", CHILD, engine, str(index.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:  # noqa: S603 - our own interpreter
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "open\n"
            with pytest.raises(EngineBusy):
                index.bench.writer()
        finally:
            child.kill()
    assert _found(index.rebuild(post(1, "One"))) == [1]


def test_law_12_an_index_of_other_rules_says_how_to_build_it_anew(index: Index, engine: str) -> None:
    if not index.bench.on_disk:
        pytest.skip("this engine keeps nothing from one release to the next")
    index.rebuild(*SHELF)
    changed = Settings(data=index.folder, engine=engine, posts=PostSettings(comments=True))
    bench = BENCHES[engine](changed)
    with pytest.raises(IndexOutdated, match="backissues reindex"):
        bench.reader()
    with bench.writer() as writer:
        assert writer.reached() is None
        writer.rebuild([], index.position())
    reader = bench.reader()
    assert reader.search(NEWEST).total == 0
    reader.close()
    assert _found(index.read()) == [1, 2, 3, 4, 5]


RARE = post(8, "Zyzzyva", "A zyzzyva is a weevil.", tags=("Zyzzyva beetles",), by=("Zyta Zyx",), date="2010-05-05T00:00:00", lang="fr")


@pytest.mark.parametrize("way", ["removed", "rewritten", "rebuilt"])
def test_law_14_what_was_removed_is_found_nowhere(index: Index, way: str) -> None:
    index.rebuild(*SHELF, RARE)
    ways = {
        "removed": lambda: index.apply(RARE.id),
        "rewritten": lambda: index.apply(post(8, "Weevil")),
        "rebuilt": lambda: index.rebuild(*SHELF),
    }
    reader = ways[way]()
    for expr in (Prefix("zy"), Prefix("zyta", "creator"), Phrase("a zyzzyva"), Prefix("zyz", "categories")):
        assert reader.search(Query(expr=And((expr,)))).total == 0
    assert _found(reader, "zyzzyva") == []
    assert reader.suggest("zy") == ()
    page = reader.search(Query())
    assert "zyzzyva beetles" not in counts(page, "tag")
    assert "zyta zyx" not in counts(page, "creator")
    assert "fr" not in counts(page, "lang")
    assert "2010" not in {year for year, count in counts(page, "date").items() if count}
    assert RARE.id not in {hit.document.id for one in SHELF for hit in reader.similar(one.id, 100) if way != "rewritten"}
    assert (reader.get(RARE.id) is None) == (way != "rewritten")


def test_law_14_removed_posts_push_no_live_term_out_of_a_prefix(index: Index) -> None:
    crowd = post(1, "", " ".join(f"x{number:04}" for number in range(1100)))
    index.rebuild(crowd, post(2, "", "xylophone"))
    assert _found(index.read(), "xylophone") == [2]
    assert index.read().search(Query(expr=Prefix("x"))).total == 1
    page = index.apply(crowd.id).search(Query(expr=Prefix("x")))
    assert (ids(page), page.notices) == ([2], ())


def test_law_14_labels_are_those_of_live_posts(index: Index) -> None:
    index.rebuild(post(1, tags=("AI",)), post(2, tags=("AI",)), post(3, tags=("ai",)))
    page = index.apply(post_id(1), post_id(2)).search(Query())
    assert [value.label for facet in page.facets for value in facet.values if facet.name == "tag"] == ["ai"]
