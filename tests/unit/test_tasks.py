"""What a worker makes of one file, and of posts."""

from __future__ import annotations

from pathlib import Path

from index import identity, tasks
from index.archive import Archive
from index.formats.found import NoFeed, Options, Unreadable
from index.reading import Reading, Same
from index.sighting import FeedDocument
from index.tasks import ToLook, ToRead
from search.document import Analysed, Prepared
from search.engines.memory.writer import prepare
from search.settings import PostSettings
from tests.feeding import feed, put, save, sighting


def read(path: Path, sha256: str | None = None) -> Reading | Same | Unreadable:
    (found,) = tasks.read(ToRead(1, str(path), path.name, sha256, Options(megabytes=1)))
    return found


def test_a_feed_is_read_with_the_keys_of_its_items(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xml", [(1, "one"), (2, "two")])
    reading = read(path)
    assert isinstance(reading, Reading)
    assert isinstance(reading.found.content, FeedDocument)
    assert reading.whole
    assert [sighting.title for sighting in reading.found.content.sightings] == ["Post 1", "Post 2"]
    assert len({keys.guid for keys in reading.keys}) == 2
    assert reading.modified.endswith("+00:00")
    assert read(path, reading.whole.sha256) == Same(reading.whole.stamp)


def test_what_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for content, detail in (("", "the file is empty"), (" \n", "the file is empty"), ("text", "not a feed")):
        path.write_text(content)
        found = read(path)
        assert isinstance(found, Reading)
        assert found.found.content == NoFeed(detail)
    assert read(tmp_path / "gone") == Unreadable("there is no such file")


def test_a_feed_that_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?><rss version='2.0'><channel><title>Cut o")
    found = read(path)
    assert isinstance(found, Reading)
    assert isinstance(found.found.content, FeedDocument | Unreadable)


def test_a_feed_that_is_too_large_is_named(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xml", [(1, "x" * (1 << 20))])
    found = read(path)
    assert isinstance(found, Reading)
    assert found.found.content == Unreadable("larger than 1 MiB; raise index.file_megabytes to read it")


def test_posts_are_cleaned_and_analysed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1, "<b>One</b> word"), sighting(2, published=None)))
    post = identity.guid_key("https://blog.example.org/?p=1", "")[:16]
    other = identity.guid_key("https://blog.example.org/?p=2", "")[:16]
    ((first, second),) = tasks.look(ToLook(tmp_path, (post, "0" * 16, other), PostSettings(), prepare))
    assert isinstance(first.post, Prepared)
    analysed = first.post.content
    assert (first.post.id, analysed.document.id, analysed.terms["body.exact"]) == (post, post, "one word")
    assert (first.look.post, first.look.date, second.look.date) == (post, "2001-01-01T00:00:00+00:00", None)
    assert first.look.digest != second.look.digest
    assert next(tasks.look(ToLook(tmp_path, (post,), PostSettings(), prepare))) == [first]


def test_what_an_index_has_already_is_not_analysed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1), sighting(2)))
    posts = tuple(identity.guid_key(f"https://blog.example.org/?p={number}", "")[:16] for number in (1, 2))
    analysed: list[Analysed] = []

    def noting(one: Analysed) -> Analysed:
        analysed.append(one)
        return one

    ((first, second),) = tasks.look(ToLook(tmp_path, posts, PostSettings(), noting))
    known = {first.look.post: first.look.digest, second.look.post: "of another document"}
    ((same, other),) = tasks.look(ToLook(tmp_path, posts, PostSettings(), noting, known))
    assert (same.post, same.look, other) == (None, first.look, second)
    assert [one.document.id for one in analysed] == [*posts, posts[1]]
