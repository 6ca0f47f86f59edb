"""What reindex does about sources, posts and engines that fail: each is named, and the rest is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import Archive
from index.backlog import Counts
from index.report import Problem
from search.engines.memory import MemoryEngine
from search.errors import SourceError, UsageError
from tests.faults import hostile
from tests.feeding import rss, save
from tests.places import Place


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_problems_are_named_and_the_rest_is_done(place: Place) -> None:
    good = save(place.feeds / "a.xml", [(1, "one")])
    cut = place.feeds / "cut.xml"
    cut.write_text(rss([(2, "two"), (3, "three")])[:-120])
    text = place.feeds / "text.txt"
    text.write_text("no feed")
    empty = place.feeds / "empty.xml"
    empty.touch()
    barren = place.feeds / "barren"
    barren.mkdir()
    report = place.run(good, cut, text, empty, barren, place.feeds / "gone", "http://127.0.0.1/", place.feeds / "*.none")
    problems = {Path(problem.source).name: problem.detail for problem in report.problems}
    assert list(problems) == ["gone", "cut.xml", "text.txt", "empty.xml", "127.0.0.1", "barren", "*.none"]
    assert problems["text.txt"] == "not a feed"
    assert problems["empty.xml"] == "the file is empty"
    assert problems["barren"] == "no file in this folder is a feed"
    assert problems["*.none"] == "no file matches it"
    assert "no connection" in problems["127.0.0.1"]
    assert report.exit_code == 3
    assert {"Post 1", "Post 2"} <= set(place.documents())
    with Archive(place.settings.data) as archive:
        assert [Path(root.name).name for root in archive.ledger.roots()] == ["a.xml", "cut.xml"]


def test_a_folder_ignores_what_is_no_feed(place: Place) -> None:
    for name in ("a.txt", "empty.xml"):
        (place.feeds / name).write_text("text" if name == "a.txt" else "")
    save(place.feeds / "feed.xml", [(1, "one")])
    report = place.run(place.feeds, place.feeds / "a.txt")
    assert (report.ignored, report.problems) == (1, (Problem(str(place.feeds / "a.txt"), "not a feed"),))
    other = place.feeds / "other"
    other.mkdir()
    (other / "a.txt").write_text("text")
    assert place.run(other / "*").problems == (Problem(str(other / "*"), "no file that it matches is a feed"),)


def test_nothing_readable_is_a_failure_and_nothing_is_remembered(place: Place) -> None:
    (place.feeds / "a.txt").write_text("no feed")
    report = place.run(place.feeds)
    assert (report.exit_code, place.generation) == (1, 0)
    with pytest.raises(UsageError, match="no source is remembered yet"):
        place.run()
    with pytest.raises(SourceError, match=r"x: .*; y: "):
        place.run("x", "y")


def test_a_feed_that_became_something_else_keeps_its_posts(place: Place) -> None:
    path = save(place.feeds / "a.xml", [(1, "one")])
    save(place.feeds / "b.xml", [(2, "two")])
    place.run(place.feeds)
    path.write_text("<html><body>Moved</body></html>")
    report = place.run()
    assert report.problems == (Problem(str(path), "a web page, not a feed, and was one before: the posts that it had are kept"),)
    assert set(place.documents()) == {"Post 1", "Post 2"}


def test_a_file_that_is_too_large_is_a_problem(place: Place) -> None:
    save(place.feeds / "a.xml", [(1, "one")])
    (place.feeds / "large.xml").write_text("<rss>" + " " * (1 << 20))
    place.settings = replace(place.settings, index=replace(place.settings.index, file_megabytes=1))
    report = place.run(place.feeds)
    assert [Path(problem.source).name for problem in report.problems] == ["large.xml"]
    assert "larger than 1 MiB" in report.problems[0].detail


def test_a_post_that_cannot_be_looked_at_costs_no_other(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch fails, then each post is looked at alone; the bad one is named, tried again in the next run, and stays as it was."""
    path = save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    place.run(place.feeds)
    save(path, [(1, "one edited"), (2, "two edited"), (3, "three")])
    monkeypatch.setattr("index.tasks.look", hostile.look_but_not_at_two)
    report = place.run()
    assert report.posts == Counts(added=1, changed=1, removed=0, unchanged=1)
    assert [problem.detail for problem in report.problems] == ["ValueError: two cannot be looked at"]
    assert (place.documents()["Post 2"].body, place.documents()["Post 1"].body) == ("two", "one edited")
    rebuilt = place.run(full=True)
    assert (rebuilt.posts.unchanged, set(place.documents())) == (2, {"Post 1", "Post 3"})
    monkeypatch.undo()
    assert place.run().posts == Counts(added=1, changed=0, removed=0, unchanged=2)


def test_what_an_engine_did_not_publish_is_published_by_the_next_run(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(place.feeds / "a.xml", [(1, "one"), (2, "two")])
    place.run(place.feeds)
    save(path, [(1, "one edited"), (3, "three")])

    class Died(Exception):
        pass

    def die(*_arguments: object) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(MemoryEngine, "_publish", die)
        with pytest.raises(Died):
            place.run()
    assert place.documents()["Post 1"].body == "one"
    assert place.run().posts == Counts(added=1, changed=1, removed=0, unchanged=1)
    assert place.documents()["Post 1"].body == "one edited"
