"""The pipeline from files to an index, with real workers and the reference engine."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index import schema
from index.archive import Archive
from index.backlog import Counts
from index.reindex import update
from index.workers import Pool
from search import sources
from search.document import Document, Position
from search.engines.memory import MemoryEngine
from search.errors import SourceError
from search.settings import PostSettings
from tests.exporting import export, item
from tests.feeding import rss, save
from tests.places import Place


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_first_run_and_one_with_nothing_new(place: Place) -> None:
    save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    save(place.feeds / "b.xml", [(2, "two"), (3, "three")], section="/tag/x")
    (place.feeds / "notes.txt").write_text("no feed")
    first = place.run(place.feeds)
    assert first.posts == Counts(added=3, changed=0, removed=0, unchanged=0)
    assert (first.sources, first.documents, first.documents_read, first.duplicates, first.ignored) == (1, 2, 2, 1, 1)
    assert (first.problems, first.exit_code, first.first, first.last) == ((), 0, "2021-03-02T10:00:00+00:00", "2021-03-04T10:00:00+00:00")
    again = place.run()
    assert again.posts == Counts(added=0, changed=0, removed=0, unchanged=3)
    assert (again.documents_read, again.ignored, again.duplicates, place.generation) == (0, 1, 1, 1)


def test_nothing_new_starts_no_process(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    save(place.feeds / "a.xml", [(1, "one")])
    place.run(place.feeds)

    def refuse(*_arguments: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr("index.reindex.Pool", Pool)  # one that has no process yet
    monkeypatch.setattr(Pool, "_start", refuse)
    assert place.run().exit_code == 0


def test_large_files_are_read_first(place: Place) -> None:
    for name, posts in (("a", 1), ("b", 3), ("c", 2)):
        save(place.feeds / f"{name}.xml", [(number, "text") for number in range(posts)])
    place.run(place.feeds)
    with Archive(place.settings.data) as archive:
        read = archive._connection.execute("SELECT f.name FROM readings r JOIN files f ON f.id = r.file ORDER BY r.id").fetchall()
    assert [Path(name).stem for (name,) in read] == ["b", "c", "a"]


def test_what_changed_is_read_and_nothing_else(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    save(place.feeds / "b.xml", [(3, "three")])
    place.run(place.feeds)
    before = {title: post.id for title, post in place.documents().items()}
    save(path, [(1, "one edited"), (2, "two"), (4, "four")])
    report = place.run()
    assert (report.posts, report.documents_read) == (Counts(added=1, changed=1, removed=0, unchanged=2), 1)
    assert place.documents()["Post 1"].body == "one edited"
    assert before.items() <= {title: post.id for title, post in place.documents().items()}.items()


def test_a_file_that_was_only_touched_is_not_parsed(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    place.run(place.feeds)
    os.utime(path, ns=(1, 1))
    assert place.run().documents_read == 0
    with Archive(place.settings.data) as archive:
        (entry,) = archive.ledger.members(archive.ledger.roots()[0])
    assert entry.stamp
    assert entry.stamp.mtime == 1


def test_full_reads_everything_again_and_says_what_did_not_change(place: Place) -> None:
    save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    place.run(place.feeds)
    full = place.run(full=True)
    assert (full.documents_read, full.posts) == (1, Counts(added=0, changed=0, removed=0, unchanged=2))
    assert place.generation == 2


def test_a_lost_index_is_built_from_the_archive_alone(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    place.run(place.feeds)
    place.store.state = None
    path.unlink()
    report = place.run()
    assert (report.posts, report.documents_read, report.gone) == (Counts(added=2, changed=0, removed=0, unchanged=0), 0, (str(path),))
    assert place.store.state
    place.store.state = replace(place.store.state, position=Position("another archive", 99))
    assert place.run().posts.added == 2


def test_a_file_that_is_gone_is_said_once_and_keeps_its_posts(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    save(place.feeds / "b.xml", [(2, "two")])
    place.run(place.feeds)
    text = path.read_text()
    path.unlink()
    report = place.run()
    assert (report.gone, report.problems, report.exit_code) == ((str(path),), (), 0)
    assert set(place.documents()) == {"Post 1", "Post 2"}
    assert place.run().gone == ()
    path.write_text(text)
    assert place.run().documents_read == 0
    path.unlink()
    assert place.run().gone == (str(path),)


def test_a_remembered_file_that_is_gone_is_shown_as_missing(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    place.run(path)
    path.unlink()
    assert place.run().exit_code == 0
    status = sources.read(place.settings.data)
    assert status
    assert [(source.missing, source.posts) for source in status.sources] == [(True, 1)]
    with pytest.raises(SourceError, match=r"a\.xml: there is no such file"):
        place.run(path)


def test_a_source_more_changes_what_a_post_says_of_its_sources(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    place.run(place.feeds)
    report = place.run(path)
    assert (report.posts.changed, report.documents_read) == (1, 0)
    assert place.documents()["Post 1"].sources == (str(place.feeds), str(path))


def test_a_foreign_feed_that_reuses_a_guid_cannot_rewrite_a_post_in_either_order(tmp_path: Path) -> None:
    def found(order: Callable[[list[Path]], list[Path]]) -> Document:
        folder = tmp_path / order.__name__
        folder.mkdir()
        place = Place(folder)
        own = save(place.feeds / "own.xml", [(1, "the true text")])
        evil = place.feeds / "evil.xml"
        guid = "<guid isPermaLink='false'>https://{}.example".format
        evil.write_text(
            rss([(1, "pills")], site="https://evil.example.com")
            .replace(guid("evil"), guid("blog"))
            .replace("blog.example.com", "blog.example.org")
        )
        for path in order([own, evil]):
            place.run(path)
        (document,) = place.documents().values()
        return replace(document, sources=())

    def forwards(paths: list[Path]) -> list[Path]:
        return paths

    def backwards(paths: list[Path]) -> list[Path]:
        return paths[::-1]

    first, second = found(forwards), found(backwards)
    assert first == second
    assert (first.body, first.url) == ("the true text", "https://blog.example.org/1")
    assert len(first.feeds) == 2


def test_comment_feeds_are_left_out_until_they_are_asked_for(place: Place) -> None:
    path = place.feeds / "comments.xml"
    path.write_text(rss([(1, "I agree")], section="/comments").replace("?p=1<", "?p=1#comment-9<"))
    save(place.feeds / "a.xml", [(2, "two")])
    report = place.run(place.feeds)
    assert [(left.post, left.reason) for left in report.skipped] == [("Post 1", "comment")]
    assert set(place.documents()) == {"Post 2"}
    place.settings = replace(place.settings, posts=PostSettings(comments=True))
    place.store.state = None
    assert place.run().documents_read == 1
    assert set(place.documents()) == {"Post 1", "Post 2"}


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_an_export_are_left_out_until_they_are_asked_for(place: Place, packed: bool) -> None:
    path = place.feeds / "export"
    source = export(item(1, wp_post_type="page"), item(2))
    path.write_text(source)
    if packed:
        with zipfile.ZipFile(path, "w") as pack:
            pack.writestr("export.xml", source)
    assert place.run(place.feeds).documents_read == 1
    assert set(place.documents()) == {"Post 2"}
    place.settings = replace(place.settings, posts=PostSettings(pages=True))
    place.store.state = None
    assert place.run().documents_read == 1
    assert set(place.documents()) == {"Post 1", "Post 2"}
    assert place.run().documents_read == 0


def test_a_forget_that_was_killed_is_ended_by_the_next_run(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it removed must not stay in old segments: the index is built anew, not added to."""
    place.run(save(place.feeds / "a.xml", [(1, "one")]), save(place.feeds / "b.xml", [(2, "two")]))
    with Archive(place.settings.data) as archive:
        archive.drop_roots([str(place.feeds / "b.xml")])
    monkeypatch.setattr(MemoryEngine, "apply", None)
    assert place.run().posts == Counts(added=0, changed=0, removed=1, unchanged=1)
    assert place.run().posts == Counts(added=0, changed=0, removed=0, unchanged=1)


def test_an_index_that_is_ahead_of_an_archive_put_back_from_a_copy_is_built_anew(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    place.run(place.feeds)
    copy = (place.settings.data / schema.FILE).read_bytes()
    save(path, [(1, "one edited"), (2, "two")])
    place.run()
    (place.settings.data / schema.FILE).write_bytes(copy)
    save(path, [(1, "one")])
    place.run()
    assert {title: post.body for title, post in place.documents().items()} == {"Post 1": "one"}
    assert place.run().posts == Counts(added=0, changed=0, removed=0, unchanged=1)


def test_an_update_builds_the_index_without_what_was_forgotten(place: Place) -> None:
    place.run(save(place.feeds / "a.xml", [(1, "one")]), save(place.feeds / "b.xml", [(2, "two")]))
    with MemoryEngine(place.store) as engine, Archive(place.settings.data) as archive:
        archive.drop_roots([str(place.feeds / "b.xml")])
        assert update(place.settings, archive, engine, lambda *_news: None) == ()
    assert set(place.documents()) == {"Post 1"}
    assert place.run().posts == Counts(added=0, changed=0, removed=0, unchanged=1)


def test_posts_that_a_complete_feed_no_longer_has_are_removed(place: Place) -> None:
    complete = "<fh:complete xmlns:fh='http://purl.org/syndication/history/1.0'/></channel>"
    path = place.feeds / "a.xml"
    path.write_text(rss([(1, "one"), (2, "two")]).replace("</channel>", complete))
    place.run(place.feeds)
    path.write_text(rss([(1, "one")]).replace("</channel>", complete))
    assert place.run().posts == Counts(added=0, changed=0, removed=1, unchanged=1)
    assert set(place.documents()) == {"Post 1"}
    assert place.run().posts == Counts(added=0, changed=0, removed=0, unchanged=1)


def test_progress_is_told(place: Place) -> None:
    save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    place.run(place.feeds)
    assert place.told == [("Reading", 1, 1), ("Indexing", 1, 2), ("Indexing", 2, 2)]
