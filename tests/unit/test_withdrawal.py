"""What a site takes back: by other names, from files packed together, and where the export cannot speak for the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from index.archive import Archive
from index.formats.found import Found
from index.reading import Reading, Whole
from index.sighting import Channel, FeedDocument, Withdrawn
from index.sources.files import Stamp
from index.taking import Rules
from index.withdrawal import withdrawals
from tests.feeding import BLOG, NOW, feed, put, sighting
from tests.unit.test_taking import APRIL, MARCH, MAY, entered, export, taken, titles


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as archive:
        yield archive


def pack(archive: Archive, *members: tuple[str, FeedDocument], name: str = "/feeds/all.zip", foreign: bool = False) -> None:
    """Have the archive take in a file of members, or one that is no pack where a path is empty."""
    taking = archive.taking(entered(archive, name), NOW, Rules(comments=False))
    for at, (path, document) in enumerate(members, 1):
        keys = tuple(archive.rewriting.keys(one, document.channel) for one in document.sightings)
        back = withdrawals(document.withdrawn, document.channel, archive.rewriting, foreign=foreign)
        taking.take(Reading(Found(path, document), MARCH, keys, back, Whole(Stamp(1, 1), "0") if at == len(members) else None))


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_exports_that_are_packed_together_take_back_as_single_ones_do(archive: Archive, tmp_path: Path, order: tuple[int, ...]) -> None:
    members = [("march.xml", export(MARCH, sightings=(1, 2))), ("april.xml", export(APRIL, taken(1), sightings=(2,)))]
    pack(archive, *(members[at] for at in order))
    assert titles(tmp_path) == ["Post 2", "Post 2"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_post_taken_back_is_gone_by_its_other_name_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    """The feed's guid is the address of the post, which an export of a draft does not tell; an older export ties the two."""
    by_link = sighting(1, guid="https://blog.example.org/1")
    documents = [
        ("feed", feed(by_link, channel=Channel("Blog", None, BLOG.link, built=MARCH))),
        ("march", export(MARCH, sightings=(1,))),
        ("april", export(APRIL, Withdrawn("https://blog.example.org/?p=1", "https://blog.example.org/?p=1", "draft"))),
    ]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at])
        assert titles(tmp_path) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_link_post_taken_back_does_not_take_back_what_it_links_to(tmp_path: Path, order: tuple[int, ...]) -> None:
    article = "https://news.example.com/article"
    news = Channel("News", None, "https://news.example.com/", built=MARCH)
    documents = [
        ("feed", feed(sighting(1, link=article), channel=Channel("Blog", None, BLOG.link, built=MARCH))),
        ("news", feed(sighting(7, title="Article", guid=article, link=article), channel=news)),
        ("export", export(APRIL, taken(1))),
    ]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at])
        assert titles(tmp_path) == ["Article"]


@pytest.mark.parametrize("parts", [(0, 1), (1, 0)])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_post_in_the_place_of_a_trashed_one_stays(tmp_path: Path, parts: tuple[int, ...], order: tuple[int, ...]) -> None:
    """It has the address and the title of the one before, and a guid of its own."""
    trashed = Withdrawn("https://blog.example.org/?p=1", "https://blog.example.org/1__trashed", "trash")
    anew = sighting(1, guid="https://blog.example.org/?p=9")
    channel = Channel("Blog", None, BLOG.link, built=APRIL)
    april = FeedDocument(channel, withdrawn=(trashed,)), FeedDocument(channel, (anew,))
    documents = [
        ("march", (export(MARCH, sightings=(1,)),)),
        ("april", tuple(april[at] for at in parts)),
        ("feed", (feed(anew, channel=Channel("Blog", BLOG.self_link, BLOG.link, built=MARCH)),)),
    ]
    with Archive(tmp_path) as archive:
        for at in order:
            name, state = documents[at]
            put(archive, name, *state)
        assert set(titles(tmp_path)) == {"Post 1"}
        assert archive.count() == 1


def crosspost(built: str, *, public: bool) -> FeedDocument:
    """Return an export with a post that has its names from another site."""
    channel = Channel("Blog", None, BLOG.link, built=built)
    guid = "https://news.example.com/a"
    post = sighting(1, guid=guid, link=guid, title="Cross-post")
    return FeedDocument(channel, (post,)) if public else FeedDocument(channel, withdrawn=(Withdrawn(guid, guid, "draft"),))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_post_with_names_of_another_site_leaves_the_site_that_took_it_back_and_no_other(tmp_path: Path, order: tuple[int, ...]) -> None:
    guid = "https://news.example.com/a"
    news = feed(sighting(1, guid=guid, link=guid, title="News"), channel=Channel("News", None, "https://news.example.com/", built=MARCH))
    documents = [("march", crosspost(MARCH, public=True)), ("april", crosspost(APRIL, public=False)), ("news", news)]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at])
        assert titles(tmp_path) == ["News"]
        put(archive, "may", crosspost(MAY, public=True))
        assert titles(tmp_path) == ["Cross-post", "News"]


def test_an_export_from_a_foreign_address_takes_back_what_it_said_itself(archive: Archive, tmp_path: Path) -> None:
    put(archive, "feed", feed(sighting(2)), modified=MARCH)
    pack(archive, ("", export(MARCH, sightings=(1, 2))), name="https://files.example/export.xml", foreign=True)
    assert titles(tmp_path) == ["Post 1", "Post 2", "Post 2"]
    pack(archive, ("", export(APRIL, taken(1), taken(2))), name="https://files.example/export.xml", foreign=True)
    assert titles(tmp_path) == ["Post 2"]


def test_an_export_from_a_foreign_address_takes_nothing_from_others_by_what_it_said_before(archive: Archive, tmp_path: Path) -> None:
    put(archive, "feed", feed(sighting(1), channel=Channel("Blog", None, BLOG.link, built=MARCH)))
    for document in (export(APRIL, taken(1)), export(MARCH, sightings=(1,))):
        pack(archive, ("", document), name="https://files.example/export.xml", foreign=True)
    assert titles(tmp_path) == ["Post 1"]


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_backup_does_not_bring_a_post_back_though_its_file_is_new(tmp_path: Path, order: tuple[int, ...]) -> None:
    backup = FeedDocument(BLOG, (sighting(1), sighting(2)), snapshot=False)
    documents = [("posts.jsonl", backup), ("export", export(APRIL, taken(1)))]
    with Archive(tmp_path) as archive:
        for at in order:
            put(archive, *documents[at], modified=NOW)
        assert titles(tmp_path) == ["Post 2"]


def test_items_without_a_head_are_published_again_in_their_file(archive: Archive, tmp_path: Path) -> None:
    """They do not say when they were exported, and are no snapshot."""
    for modified, state in ((MARCH, "public"), (APRIL, "draft"), (MAY, "public")):
        post = (sighting(1),) if state == "public" else ()
        back = () if state == "public" else (taken(1),)
        put(archive, "items.xml", FeedDocument(BLOG, post, withdrawn=back, snapshot=False), modified=modified)
        assert titles(tmp_path) == ["Post 1"] * len(post)


def test_what_is_taken_back_is_named_without_its_address(archive: Archive) -> None:
    """An address holds the words of the title."""
    address = "https://blog.example.org/zebra"
    put(archive, "export", export(APRIL, Withdrawn(address, address, "private", "post 12")))
    put(archive, "feed", feed(sighting(1, guid=address, link=address)), modified=MARCH)
    files = [entry.file for root in archive.ledger.roots() for entry in archive.ledger.members(root)]
    named = {left.post for left in archive.ledger.skipped(files)}
    assert "post 12" in named
    assert len(named) == 2
    assert "zebra" not in "".join(named)


def test_what_an_older_state_showed_is_not_looked_through_for_each_part(archive: Archive) -> None:
    """A new state of a long export would else take time by the square of its posts."""
    assert _steps(archive, 1000) < 2 * _steps(archive, 10)


def _steps(archive: Archive, count: int) -> int:
    """Return how many hundreds of instructions SQLite needs for a part of one post in the new state of a document of `count`."""
    put(archive, f"{count}", feed(*(sighting(number) for number in range(count))))
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    archive._connection.set_progress_handler(step, 100)
    put(archive, f"{count}", feed(sighting(1)))
    archive._connection.set_progress_handler(None, 0)
    return steps[0]
