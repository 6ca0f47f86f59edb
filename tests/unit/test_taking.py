"""How parts of documents, packed files, lists and posts taken back get into the archive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from index import identity
from index.archive import Archive
from index.formats.found import Content, Found, NoFeed, Subscription, Subscriptions, Unreadable, WebPage
from index.holdings import Holdings
from index.reading import Reading, Whole
from index.sighting import Channel, FeedDocument, Withdrawn
from index.sources import files
from index.sources.files import Listing, Root, Stamp
from index.taking import EMPTY_PACK, Rules
from tests.feeding import BLOG, NOW, feed, put, sighting

MARCH, APRIL, MAY = (f"2024-0{month}-01T00:00:00+00:00" for month in (3, 4, 5))


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as archive:
        yield archive


def titles(data: Path) -> list[str]:
    """Return the titles of the posts that there are, one for each sighting."""
    with Archive(data) as archive, Holdings(data) as holdings:
        return sorted(
            held.sighting.title for post in holdings.posts(list(archive.backlog.pending(-1, full=True).posts)) for held in post.sightings
        )


def entered(archive: Archive, name: str, kind: files.Kind = "file") -> int:
    root = Root(name, kind)
    with archive.transaction():
        archive.ledger.remember(root)
        return archive.ledger.enter(root, Listing((files.Found(name, name),)), NOW).entries[0].file


def pack(archive: Archive, file: int, *members: tuple[str, Content]) -> None:
    taking = archive.taking(file, NOW, Rules(comments=False, lists=True))
    for at, (path, content) in enumerate(members, 1):
        whole = Whole(Stamp(1, 1), "0") if at == len(members) else None
        keys = ()
        if isinstance(content, FeedDocument):
            keys = tuple(identity.keys_of(one, content.channel) for one in content.sightings)
        taking.take(Reading(Found(path, content), MARCH, keys, (), whole))


def export(built: str, *withdrawn: Withdrawn, sightings: tuple[int, ...] = ()) -> FeedDocument:
    channel = Channel("Blog", None, "https://blog.example.org/", built=built)
    return FeedDocument(channel, tuple(map(sighting, sightings)), withdrawn=withdrawn)


def taken(number: int, reason: str = "draft", host: str = "blog.example.org") -> Withdrawn:
    return Withdrawn(f"https://{host}/?p={number}", f"https://{host}/?p={number}", reason)


def test_parts_of_a_document_are_one_document(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1), sighting(2)), feed(sighting(3)), feed(sighting(4)))
    assert titles(tmp_path) == ["Post 1", "Post 2", "Post 3", "Post 4"]
    put(archive, "a", feed(sighting(1, "new")), feed(sighting(2, title="Other"), sighting(4)))
    assert titles(tmp_path) == ["Other", "Post 1", "Post 3", "Post 4"]


def test_two_items_of_different_parts_are_two_posts_as_in_one_part(archive: Archive, tmp_path: Path) -> None:
    """In one document, two items are one post only if guid and link both agree."""
    one, other = sighting(1), sighting(1, link="https://blog.example.org/other", text="quite another")
    put(archive, "whole", feed(one, other))
    assert archive.count() == 2
    put(archive, "parts", feed(one), feed(other))
    assert archive.count() == 2
    assert titles(tmp_path) == ["Post 1"] * 4


def test_what_a_page_of_history_shows_fills_in_and_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, title="Now")))
    put(archive, "a", feed(sighting(1, title="Then"), sighting(2)), fills_in=True)
    assert titles(tmp_path) == ["Now", "Post 2"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_post_taken_back_by_a_later_export_is_gone_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    documents = [
        ("feed", feed(sighting(1), sighting(2), channel=Channel("Blog", None, BLOG.link, built=MARCH))),
        ("planet", feed(sighting(1), channel=Channel("Planet", None, "https://planet.example.net/", built=MARCH))),
        ("export", export(APRIL, taken(1), sightings=(2,))),
    ]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at])
        assert archive.count() == 1
        assert titles(tmp_path) == ["Post 2", "Post 2"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_post_that_is_published_again_is_back_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    documents = [
        ("feed", feed(sighting(1), channel=Channel("Blog", None, BLOG.link, built=MARCH))),
        ("april", export(APRIL, taken(1))),
        ("may", export(MAY, sightings=(1,))),
    ]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at])
        assert titles(tmp_path) == ["Post 1"]


def test_nobody_takes_back_what_is_not_theirs(archive: Archive, tmp_path: Path) -> None:
    put(archive, "feed", feed(sighting(1)), modified=MARCH)
    stranger = Channel("Stranger", None, "https://stranger.example.com/", built=APRIL)
    put(archive, "export", FeedDocument(stranger, withdrawn=(taken(1),)))
    assert titles(tmp_path) == ["Post 1"]


def test_what_is_taken_back_is_counted_by_reason_and_named_without_its_title(archive: Archive, tmp_path: Path) -> None:
    put(archive, "export", export(APRIL, taken(1), taken(2, "private")))
    assert archive.write_status(tmp_path).skipped == (("draft", 1), ("private", 1))
    assert not archive.purge
    put(archive, "feed", feed(sighting(1), sighting(3)), modified=MARCH)
    assert archive.write_status(tmp_path).skipped == (("draft", 2), ("private", 1))


def test_a_post_that_goes_has_the_index_built_anew_and_stays_away(archive: Archive, tmp_path: Path) -> None:
    put(archive, "feed", feed(sighting(1)), modified=MARCH)
    assert not archive.purge
    put(archive, "export", export(APRIL, taken(1)))
    assert archive.purge
    put(archive, "feed", feed(sighting(1)), modified=MARCH)
    assert titles(tmp_path) == []


def test_the_members_of_a_packed_file_are_documents_of_their_own(archive: Archive, tmp_path: Path) -> None:
    file = entered(archive, "/feeds/all.zip")
    tag = Channel("Tag", "https://blog.example.org/tag/a/feed/", "https://blog.example.org/tag/a/")
    pack(
        archive,
        file,
        ("a.xml", feed(sighting(1), sighting(2))),
        ("tag.xml", feed(sighting(1), channel=tag)),
        ("x.jpg", NoFeed("not a feed")),
    )
    assert titles(tmp_path) == ["Post 1", "Post 1", "Post 2"]
    assert archive.count() == 2
    states = {entry.name: entry.state for entry in archive.ledger.members(Root("/feeds/all.zip", "file"))}
    assert states == {
        "/feeds/all.zip": "pack", "/feeds/all.zip/a.xml": "feed", "/feeds/all.zip/tag.xml": "feed", "/feeds/all.zip/x.jpg": "ignored",
    }  # fmt: skip
    pack(archive, file, ("a.xml", feed(sighting(1), sighting(2))))
    missing = {entry.name: entry.missing for entry in archive.ledger.members(Root("/feeds/all.zip", "file"))}
    assert [name for name, gone in missing.items() if gone] == ["/feeds/all.zip/tag.xml", "/feeds/all.zip/x.jpg"]
    assert archive.count() == 2


def test_a_packed_file_without_feeds_is_none(archive: Archive) -> None:
    file = entered(archive, "/feeds/all.zip")
    pack(archive, file, ("a.txt", NoFeed("not a feed")), ("b.xml", Unreadable("damaged")))
    states = {entry.name: (entry.state, entry.error) for entry in archive.ledger.members(Root("/feeds/all.zip", "file"))}
    assert states["/feeds/all.zip"] == ("ignored", EMPTY_PACK)
    assert states["/feeds/all.zip/b.xml"] == ("failed", "damaged")


def test_a_list_that_was_named_has_addresses(archive: Archive) -> None:
    file = entered(archive, "/feeds/list.opml")
    subscriptions = tuple(Subscription(f"https://{name}.example/feed/") for name in "ab")
    pack(archive, file, ("", Subscriptions(subscriptions)))
    assert [entry.name for entry in archive.ledger.addresses(file)] == ["https://a.example/feed/", "https://b.example/feed/"]
    assert {entry.kind for entry in archive.ledger.addresses(file)} == {"address"}
    pack(archive, file, ("", Subscriptions(subscriptions[1:])))
    assert [entry.name for entry in archive.ledger.addresses(file)] == ["https://b.example/feed/"]


def test_a_list_or_a_page_in_a_packed_file_is_no_feed(archive: Archive) -> None:
    file = entered(archive, "/feeds/all.zip")
    pack(archive, file, ("l.opml", Subscriptions(())), ("p.html", WebPage(())), ("a.xml", feed(sighting(1))))
    errors = {entry.name: entry.error for entry in archive.ledger.members(Root("/feeds/all.zip", "file"))}
    assert "subscription list" in str(errors["/feeds/all.zip/l.opml"])
    assert "web page" in str(errors["/feeds/all.zip/p.html"])


@pytest.mark.parametrize("parts", [(0, 1), (1, 0)])
def test_what_one_export_shows_as_public_and_as_a_draft_is_public(archive: Archive, tmp_path: Path, parts: tuple[int, ...]) -> None:
    """Two items with one guid, as in the export that pelican tests with."""
    documents = export(APRIL, taken(1)), export(APRIL, sightings=(1,))
    put(archive, "export", *(documents[at] for at in parts))
    assert titles(tmp_path) == ["Post 1"]


def test_a_draft_in_the_place_of_a_post_takes_it_back_although_the_export_names_the_same_time(archive: Archive, tmp_path: Path) -> None:
    put(archive, "export", export(APRIL, sightings=(1, 2)))
    put(archive, "export", export(APRIL, taken(1), sightings=(2,)))
    assert titles(tmp_path) == ["Post 2"]
    put(archive, "export", export(APRIL, sightings=(1, 2)))
    assert titles(tmp_path) == ["Post 1", "Post 2"]
