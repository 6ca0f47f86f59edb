"""The archive: what is kept, what is replaced, what goes, and under which ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import schema, spans
from index.archive import Archive
from index.holdings import Holding, Holdings
from index.sighting import Channel, FeedDocument, Skipped
from search.errors import ArchiveError, PostNotFound
from tests.feeding import BLOG, NOW, feed, indexed, put, sighting

TAG = Channel("Tag", "https://blog.example.org/tag/x/feed/", "https://blog.example.org/tag/x/")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        yield opened


def posts(data: Path) -> dict[str, Holding]:
    with Holdings(data) as holdings:
        reader = schema.connect_to_read(data)
        ids = [post for (post,) in reader.execute("SELECT id FROM posts WHERE state = 'live' ORDER BY seq")]
        reader.close()
        return {post.id: post for post in holdings.posts(ids)}


def texts(data: Path) -> list[list[str]]:
    return [sorted(held.sighting.html for held in post.sightings) for post in posts(data).values()]


def test_a_sighting_comes_back_as_it_was_published(archive: Archive, tmp_path: Path) -> None:
    odd = sighting(1, "caf\u00e9 \U0001f9e0", creators=("A", "B, C"), categories=("x,y", ""), updated=NOW, lang="de", summary_only=True)
    channel = Channel("T", None, "https://blog.example.org/", "de", NOW)
    put(archive, "a", feed(odd, channel=channel), modified=NOW)
    (post,) = posts(tmp_path).values()
    (held,) = post.sightings
    assert (held.sighting, held.channel, held.file, held.modified, held.read) == (odd, channel, "/feeds/a", NOW, NOW)
    assert post.sources == ("/feeds/a",)


def test_a_post_that_left_its_feed_stays(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1), sighting(2)))
    put(archive, "a", feed(sighting(2), sighting(3)))
    assert len(posts(tmp_path)) == 3


def test_a_complete_feed_takes_posts_away(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1), sighting(2)))
    put(archive, "a", feed(sighting(2), complete=True, problem="cut off"))
    assert len(posts(tmp_path)) == 2
    put(archive, "a", feed(sighting(2), complete=True))
    assert len(posts(tmp_path)) == 1


def test_an_edit_replaces_what_the_source_said_before_and_keeps_the_id(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, "before"), sighting(2)))
    before = list(posts(tmp_path))
    put(archive, "a", feed(sighting(1, "after", title="New", link="https://blog.example.org/new"), sighting(2)))
    assert list(posts(tmp_path)) == before
    assert texts(tmp_path)[0] == ["<p>after</p>"]


def test_a_post_in_two_feeds_is_one_and_outlives_one_of_them(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1)))
    put(archive, "b", feed(sighting(1), channel=TAG))
    (before,) = posts(tmp_path).values()
    assert before.sources == ("/feeds/a", "/feeds/b")
    archive.drop_roots(["/feeds/a"])
    (after,) = posts(tmp_path).values()
    assert (after.id, after.sources) == (before.id, ("/feeds/b",))


def test_when_two_posts_become_one_the_older_id_stays_and_the_other_finds_it(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, link=None)))
    put(archive, "b", feed(sighting(1, guid="other")))
    old, new = posts(tmp_path)
    indexed(archive)
    put(archive, "c", feed(sighting(1)))
    (post,) = posts(tmp_path).values()
    assert (post.id, post.aliases) == (old, (new,))
    with Holdings(tmp_path) as holdings:
        assert holdings.find(new) == holdings.find(old) == old


def test_an_alias_of_an_alias_leads_to_the_oldest(archive: Archive, tmp_path: Path) -> None:
    for number, file in enumerate("abc"):
        put(archive, file, feed(sighting(number, guid=file, link=None)))
    first, second, third = posts(tmp_path)
    indexed(archive)
    put(archive, "d", feed(sighting(1, "same", guid="b", link="https://blog.example.org/x")))
    put(archive, "e", feed(sighting(2, "same", guid="c", link="https://blog.example.org/x")))
    assert posts(tmp_path)[second].aliases == (third,)
    put(archive, "f", feed(sighting(0, "same", guid="a", link="https://blog.example.org/x")))
    assert posts(tmp_path)[first].aliases == tuple(sorted((second, third)))


def test_an_alias_of_a_post_that_is_gone_finds_nothing(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, link=None)))
    put(archive, "b", feed(sighting(1, guid="other")))
    old, new = posts(tmp_path)
    indexed(archive)
    put(archive, "c", feed(sighting(1)))
    archive.forget_post(old)
    with Holdings(tmp_path) as holdings, pytest.raises(PostNotFound):
        holdings.find(new)


def test_feeds_without_address_are_told_by_link_and_title(archive: Archive, tmp_path: Path) -> None:
    for file, title in (("a", "Blog"), ("b", "agile")):
        put(archive, file, feed(sighting(1), channel=Channel(title, None, BLOG.link)))
    (site,) = archive.write_status(tmp_path).sites
    assert [(one.title, one.posts) for one in site.feeds] == [("Blog", 1), ("agile", 1)]


def test_status_reads_no_row_of_a_sighting(archive: Archive) -> None:
    """A row holds the post's text: of 100,000 posts, 400 MB."""
    for query in (spans.SPANS, spans.UNDATED, spans.DATES):
        plan = [row[3] for row in archive._connection.execute(f"EXPLAIN QUERY PLAN {query}", ("[]",))]
        assert [step for step in plan if step.split()[1] == "s" and "COVERING INDEX" not in step] == []


def test_when_a_post_falls_apart_the_id_stays_with_one_and_is_not_used_again(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, link=None)))
    put(archive, "c", feed(sighting(1)))
    put(archive, "b", feed(sighting(1, guid="other")))
    (whole,) = posts(tmp_path)
    archive.drop_roots(["/feeds/c"])
    parts = list(posts(tmp_path))
    assert len(parts) == 2
    assert whole in parts


def test_a_post_that_comes_back_has_its_old_id(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1)))
    before = list(posts(tmp_path))
    archive.drop_roots(["/feeds/a"])
    assert not posts(tmp_path)
    put(archive, "a", feed(sighting(1)))
    assert list(posts(tmp_path)) == before


def test_posts_with_one_guid_get_ids_of_their_own(archive: Archive, tmp_path: Path) -> None:
    same = "https://blog.example.org/?p=0"
    put(archive, "a", feed(*(sighting(number, guid=same, published=None) for number in (1, 2, 3))))
    assert len(posts(tmp_path)) == 3
    put(archive, "a", feed(*(sighting(number, guid=same, published=None) for number in (2, 3, 4))))
    assert len(posts(tmp_path)) == 4


def test_thousands_of_posts_with_one_guid_take_no_quadratic_time(archive: Archive) -> None:
    same = "https://blog.example.org/?p=0"
    asked = 0

    def count(_statement: str) -> None:
        nonlocal asked
        asked += 1

    archive._connection.set_trace_callback(count)
    put(archive, "a", feed(*(sighting(number, guid=same) for number in range(1000))))
    archive._connection.set_trace_callback(None)
    assert archive.count() == 1000
    assert asked < 10_000


def test_items_without_guid_and_link_are_told_by_what_they_say(archive: Archive, tmp_path: Path) -> None:
    for _ in range(2):
        put(archive, "a", feed(sighting(1, guid=None, link=None), sighting(2, guid=None, link=None)))
    assert len(posts(tmp_path)) == 2


def test_comments_are_left_out_unless_they_are_asked_for(archive: Archive, tmp_path: Path) -> None:
    comments = FeedDocument(BLOG, (sighting(1),), comments=True, skipped=(Skipped("Draft", "draft"),))
    put(archive, "a", comments)
    assert not posts(tmp_path)
    (left,) = {file.file for file in archive.ledger.members(archive.ledger.roots()[0])}
    assert [(skip.post, skip.reason) for skip in archive.ledger.skipped([left])] == [("Draft", "draft"), ("Post 1", "comment")]
    put(archive, "a", comments, comments=True)
    assert len(posts(tmp_path)) == 1
    put(archive, "a", comments)
    assert not posts(tmp_path)


def test_keys_are_made_anew_when_the_rules_have_changed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1)))
        put(archive, "b", feed(sighting(1)))
        before = list(posts(tmp_path))
    connection = sqlite3.connect(tmp_path / schema.FILE)
    connection.execute("UPDATE archive SET identity = identity - 1")
    connection.execute("UPDATE sightings SET guid_key = id, link_key = id, title_key = id, published_key = NULL")
    connection.commit()
    connection.close()
    with Archive(tmp_path):
        assert list(posts(tmp_path)) == before
        assert len(next(iter(posts(tmp_path).values())).sightings) == 2


def test_a_transaction_is_done_whole_or_not_at_all(archive: Archive, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def half() -> None:
        with archive.transaction():
            archive.backlog.advance(7)
            raise Stop

    with pytest.raises(Stop):
        half()
    assert archive.backlog.change() == 0
    held = sqlite3.connect(tmp_path / schema.FILE)
    held.execute("BEGIN IMMEDIATE")
    archive._connection.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(ArchiveError, match=r"cannot be written.*untouched"):
        put(archive, "a", feed(sighting(1)))
    held.close()
    put(archive, "a", feed(sighting(1)))
    assert archive.count() == 1


def test_a_post_is_found_by_id_address_and_guid(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1), sighting(2, guid="seventeen")))
    first, second = posts(tmp_path)
    with Holdings(tmp_path) as holdings:
        for name in (first, "https://blog.example.org/?p=1", "http://www.blog.example.org/1/?utm_source=x"):
            assert holdings.find(name) == first
        assert holdings.find("seventeen") == second
        with pytest.raises(PostNotFound, match="nothing here: no post has this id or address"):
            holdings.find("nothing here")


def test_opening_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive yet; run backissues reindex SOURCE"):
        Holdings(tmp_path)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / schema.FILE).write_text("no database " * 100)
    for opened in (Archive, Holdings):
        with pytest.raises(ArchiveError, match="cannot be opened"):
            opened(tmp_path / "text")
    with pytest.raises(ArchiveError, match="cannot be opened"):
        Archive(tmp_path / "text" / schema.FILE)
    (tmp_path / "other").mkdir()
    other = sqlite3.connect(tmp_path / "other" / schema.FILE)
    other.execute("CREATE TABLE notes (note)")
    other.close()
    with pytest.raises(ArchiveError, match="no archive of Backissues"):
        Archive(tmp_path / "other")


def test_an_archive_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1)))
    newer = sqlite3.connect(tmp_path / schema.FILE)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(ArchiveError, match="written by a newer release"):
        Archive(tmp_path)


def test_the_folder_and_the_file_are_private(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with Archive(data) as archive:
        assert len(archive.uuid) == 32
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / schema.FILE).stat().st_mode & 0o777 == 0o600
