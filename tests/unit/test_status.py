"""Status: what is said of sites, feeds, sources and addresses of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from index import identity, walk
from index.addresses import Address
from index.archive import Archive
from index.backlog import Look
from index.formats import found as formats
from index.reading import Reading, Whole
from index.sighting import Channel, FeedDocument, Onward, Sighting, Skipped
from index.sources.files import Found, Listing, Root, Stamp
from index.taking import Rules
from index.walk import Walk
from search.sources import FeedStatus, Gap, Status
from tests.feeding import BLOG, feed, put, sighting

TAG = Channel("Tag", "https://blog.example.org/tag/x/feed/", "https://blog.example.org/tag/x/")
PAGE = "https://blog.example.org/feed/?paged=2"


def _day(number: int) -> str:
    return f"2020-{1 + number // 28:02}-{1 + number % 28:02}T10:00:00+00:00"


def dated(*numbers: int) -> tuple[Sighting, ...]:
    return tuple(sighting(number, published=_day(number)) for number in numbers)


def saved(made: int, *numbers: int, channel: Channel = BLOG, **given: bool | Onward) -> FeedDocument:
    """Return the feed as it was on a day of 2020, with posts of these days."""
    return replace(feed(*dated(*numbers), channel=replace(channel, built=_day(made))), **given)


def looked(archive: Archive, data: Path, timezone: str = "UTC") -> Status:
    """Return the status once documents were made: the date of a post is the one published, its site that of its link."""
    with archive.transaction():
        rows = archive._connection.execute("SELECT post, min(published), min(link) FROM sightings GROUP BY post").fetchall()
        archive.backlog.changed([Look(post, "", date, link.split("/")[2]) for post, date, link in rows], 1)
    return archive.write_status(data, timezone)


def feeds(status: Status) -> dict[str, FeedStatus]:
    return {feed.title: feed for site in status.sites for feed in site.feeds}


def gaps(status: Status) -> list[tuple[int, int]]:
    """Return the gaps as days of 2020."""
    found = [(gap.after, gap.before) for site in status.sites for feed in site.feeds for gap in feed.gaps]
    return [tuple((datetime.fromisoformat(end).month - 1) * 28 + datetime.fromisoformat(end).day - 1 for end in gap) for gap in found]  # type: ignore[misc] # two ends each


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        yield opened


def test_a_gap_is_named_with_both_dates_and_files(archive: Archive, tmp_path: Path) -> None:
    put(archive, "old.xml", saved(30, 28, 29, 30))
    put(archive, "new.xml", saved(90, 88, 89, 90))
    found = feeds(looked(archive, tmp_path))["Blog"]
    assert (found.posts, found.documents, found.gap_count) == (6, 2, 1)
    assert found.gaps == (Gap(_day(30), _day(88), "/feeds/old.xml", "/feeds/new.xml"),)


def test_a_gap_goes_when_any_source_of_the_site_has_a_post_of_that_time(archive: Archive, tmp_path: Path) -> None:
    put(archive, "old.xml", saved(30, 28, 30))
    put(archive, "new.xml", saved(90, 88, 90))
    put(archive, "tag.xml", saved(95, 10, 88, 92, channel=TAG))
    assert gaps(looked(archive, tmp_path)) == [(30, 88)]
    put(archive, "tag.xml", saved(96, 10, 50, 88, 92, channel=TAG))
    assert gaps(looked(archive, tmp_path)) == []


@pytest.mark.parametrize("given", [{"snapshot": False}, {"onward": Onward(archive=True)}, {"comments": True}])
def test_exports_pages_archives_and_comments_are_no_snapshots(archive: Archive, tmp_path: Path, given: dict[str, bool]) -> None:
    put(archive, "old.xml", saved(30, 28, 30, **given))
    put(archive, "new.xml", saved(90, 88, 90))
    assert gaps(looked(archive, tmp_path)) == []


def test_feeds_without_any_address_are_not_taken_for_one(archive: Archive, tmp_path: Path) -> None:
    for file, made in (("a.xml", 30), ("b.xml", 90)):
        put(archive, file, saved(made, made, channel=Channel("Blog", None, None)))
    assert gaps(looked(archive, tmp_path)) == []


@pytest.mark.parametrize(
    ("states", "lost"),
    [
        pytest.param([(20, 18, 20), (30, 20, 30)], [], id="one leads on to the next"),
        pytest.param([(20, 18, 20), (50, 48, 50)], [(20, 48)], id="nothing in common"),
        pytest.param([(20, 18, 20), (50, 48, 50), (52, 50, 52), (54, 52, 54)], [(20, 48)], id="and read on"),
        pytest.param([(20, 18, 20), (50, 48, 50), (51, 48, 50, 51)], [(20, 48)], id="each post of a state is shown again"),
        pytest.param([(20, 18, 20), (50, 48, 50), (51, 18, 20, 48, 50, 51)], [], id="a later state shows both ends"),
        pytest.param([(20, 16, 18, 20), (50, 48, 50), (51, 18, 20, 48, 50)], [], id="both ends, not all of the old"),
        pytest.param([(20, 16, 18, 20), (50, 48, 50), (51, 16, 48, 50, 51)], [], id="an old post is shown once more"),
        pytest.param([(20, 18, 20), (50, 5, 48, 50), (80, 5, 78, 80)], [], id="with an old post, no date is between"),
        pytest.param([(20, 18, 20), (30,), (40, 20, 40)], [], id="empty for a while"),
        pytest.param([(20, 18, 20), (50, 48, 50), (60, 18, 20)], [], id="what is older was made later"),
    ],
)
def test_states_of_one_file(archive: Archive, tmp_path: Path, states: list[tuple[int, ...]], lost: list[tuple[int, int]]) -> None:
    for made, *numbers in states:
        put(archive, "feed", saved(made, *numbers))
    assert gaps(looked(archive, tmp_path)) == lost


def _address(archive: Archive, name: str, known: Walk | None = None, *, root: str | None = None, wait: str | None = None) -> int:
    """Have the archive know an address as a root, or as a part of the list `root`."""
    with archive.transaction():
        whole = Root(root or name, "file" if root else "address")
        archive.ledger.remember(whole)
        entries = archive.ledger.enter(whole, Listing((Found(whole.name, whole.name),)), _day(1)).entries
        file = next(entry.file for entry in entries if entry.name == whole.name)
        file = archive.ledger.address(name, file) if root else file
        archive.addresses.write(Address(file, name, wait_until=wait, walk=walk.to_json(known) if known else None))
        archive._connection.execute("UPDATE files SET state = 'feed', checked = ? WHERE id = ?", (_day(2), file))
    return file


def _reread(archive: Archive, file: int, document: FeedDocument, now: int, *, page: bool = False) -> None:
    """Have the archive take in what the address answered on a day."""
    keys = tuple(identity.keys_of(one, document.channel) for one in document.sightings)
    taking = archive.taking(file, _day(now), Rules(comments=False, page=page))
    taking.take(Reading(formats.Found("", document), _day(now), keys, (), Whole(Stamp(1, 1), "0")))


def test_pages_of_the_history_belong_to_the_state_before_them(archive: Archive, tmp_path: Path) -> None:
    file = _address(archive, "https://blog.example.org/feed/")
    _reread(archive, file, saved(20, 18, 20), 20)
    _reread(archive, file, saved(90, 88, 90), 90)
    assert gaps(looked(archive, tmp_path)) == [(20, 88)]
    _reread(archive, file, saved(90, 84, 86), 90, page=True)
    assert gaps(looked(archive, tmp_path)) == [(20, 84)]
    _reread(archive, file, saved(95, 86, 95), 95)
    assert gaps(looked(archive, tmp_path)) == [(20, 84)]
    _reread(archive, file, saved(95, 18, 20), 95, page=True)
    assert gaps(looked(archive, tmp_path)) == []


@pytest.mark.parametrize(("walked", "outcome", "left"), [(100, "complete", []), (100, "limit", [(30, 88)]), (60, "complete", [(30, 88)])])
def test_a_history_that_was_read_to_its_end_fills_the_gaps_before_it(
    archive: Archive, tmp_path: Path, walked: int, outcome: walk.Outcome, left: list[tuple[int, int]]
) -> None:
    """It shows one old post: the site had nothing else. In any order of reading."""
    known = Walk("https://blog.example.org/feed/", way="wordpress", pages=2, outcome=outcome, next=None if outcome == "complete" else PAGE)
    file = _address(archive, "https://blog.example.org/feed/", known)
    _reread(archive, file, saved(walked, 90 if walked > 90 else 30), walked)
    _reread(archive, file, saved(walked, 2), walked, page=True)
    put(archive, "old.xml", saved(30, 28, 30))
    put(archive, "new.xml", saved(90, 88, 90))
    assert gaps(looked(archive, tmp_path)) == left


def test_each_address_of_a_list_has_its_own_row(archive: Archive, tmp_path: Path) -> None:
    one, other, third = (f"https://blog.example.org/{name}" for name in ("feed/", "old/", "third/"))
    running = Walk(one, way="wordpress", pages=3, next=PAGE, outcome="limit", detail="the limit of 3 pages in one run")
    file = _address(archive, one, running, root="/lists/a.opml", wait=_day(9))
    _reread(archive, file, saved(20, 18, 20), 20)
    broken = _address(archive, other, root="/lists/a.opml")
    _address(archive, third)
    with archive.transaction():
        archive.ledger.write(broken, "failed", _day(3), error="status 404 Not Found")
        archive._connection.execute("UPDATE addresses SET walk = '{}' WHERE file = ?", (broken,))
        archive.ledger.lose(
            archive._connection.execute("SELECT id FROM files WHERE name = ?", (third,)).fetchone()[0], "2024-06-02T00:00:00+00:00"
        )
    listed, alone = looked(archive, tmp_path).sources
    assert [(address.url, address.state, address.posts, address.error) for address in listed.addresses] == [
        (one, "feed", 2, None), (other, "failed", 0, "status 404 Not Found"),
    ]  # fmt: skip
    first, second = listed.addresses
    assert (first.first, first.last, first.next_check) == (_day(18), _day(20), _day(9))
    assert first.history
    assert (first.history.outcome, first.history.detail) == ("limit", walk.standing(running))
    assert second.history is None
    assert (listed.posts, listed.failed, listed.error) == (2, 1, f"{other}: status 404 Not Found")
    assert (alone.kind, alone.missing, alone.gone, alone.addresses) == ("address", True, 1, ())


def test_the_last_error_of_a_source_is_told_with_its_file(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a.xml", feed(sighting(1), problem="cut off in the middle"))
    put(archive, "b.xml", feed(sighting(2), problem="damaged"))
    with archive.transaction():
        archive._connection.execute("INSERT INTO root_files SELECT r.id, f.id FROM roots r, files f WHERE r.id != f.id")
        archive._connection.execute("UPDATE files SET checked = '2025' WHERE name = '/feeds/a.xml'")
    one, other = archive.write_status(tmp_path).sources
    assert (one.failed, one.error) == (2, "cut off in the middle")
    assert (other.failed, other.error) == (2, "/feeds/a.xml: cut off in the middle")
    assert (one.documents, one.posts) == (2, 2)


def test_each_post_is_of_one_site_and_months_are_those_of_the_time_zone(archive: Archive, tmp_path: Path) -> None:
    late = sighting(1, published="2019-12-31T23:30:00+00:00")
    planet = Channel("Planet", "https://planet.example.net/feed", "https://planet.example.net/")
    put(archive, "a.xml", feed(late, sighting(2, published=None), *dated(3, 33)))
    put(archive, "planet.xml", feed(late, channel=planet))
    blog, other = looked(archive, tmp_path).sites
    assert (blog.key, blog.title, blog.url) == ("blog.example.org", "Blog", "https://blog.example.org/")
    assert (blog.posts, blog.undated, blog.first, blog.last) == (4, 1, "2019-12-31T23:30:00+00:00", _day(33))
    assert blog.months == ((2019, (0,) * 11 + (1,)), (2020, (1, 1) + (0,) * 10))
    assert (other.key, other.posts, other.first, other.months) == ("planet.example.net", 0, None, ())
    assert [feed.posts for feed in other.feeds] == [1]
    assert looked(archive, tmp_path, "Europe/Berlin").sites[0].months == ((2020, (2, 1) + (0,) * 10),)


def test_a_tag_does_not_give_the_site_its_title(archive: Archive, tmp_path: Path) -> None:
    put(archive, "tag.xml", saved(9, 1, channel=replace(TAG, link=BLOG.link)))
    (site,) = looked(archive, tmp_path).sites
    assert (site.title, site.url) == ("", "https://blog.example.org/")
    put(archive, "blog.xml", saved(3, 2))
    (site,) = looked(archive, tmp_path).sites
    assert (site.title, [feed.title for feed in site.feeds]) == ("Blog", ["Blog", "Tag"])


def test_what_was_left_out_is_counted_most_first(archive: Archive, tmp_path: Path) -> None:
    put(
        archive, "a.xml", replace(feed(sighting(1)), skipped=(Skipped("one", "draft"), Skipped("two", "comment", 7), Skipped("x", "draft")))
    )
    assert archive.write_status(tmp_path).skipped == (("comment", 7), ("draft", 2))


def test_status_json_says_only_what_is_not_as_it_is_by_default(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a.xml", saved(20, 18, 20))
    looked(archive, tmp_path)
    (source,) = json.loads((tmp_path / "status.json").read_text())["sources"]
    assert source.keys() == {"name", "kind", "posts", "documents", "first", "last", "checked"}


def test_a_feed_says_which_sources_hold_it_and_how_it_was_last(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a.xml", saved(30, 28, 30))
    put(archive, "other.xml", feed(sighting(99), channel=TAG))
    put(archive, "b.xml", replace(saved(40, 30, 40), problem="cut off in the middle"))
    with archive.transaction():
        archive._connection.execute("INSERT INTO roots (id, name, kind) VALUES (900, '/feeds', 'folder')")
        archive._connection.execute("INSERT INTO root_files SELECT 900, id FROM files")
        archive._connection.execute("UPDATE files SET checked = '2025-02-0' || id")
    status = looked(archive, tmp_path)
    found = feeds(status)
    assert [status.sources[place].name for place in found["Blog"].sources] == ["/feeds/a.xml", "/feeds/b.xml", "/feeds"]
    assert [status.sources[place].name for place in found["Tag"].sources] == ["/feeds/other.xml", "/feeds"]
    assert (found["Blog"].error, found["Tag"].error) == ("cut off in the middle", None)
    assert found["Blog"].checked == "2025-02-03"
    with archive.transaction():
        archive._connection.execute("UPDATE files SET missing = 1 WHERE name = '/feeds/b.xml'")
    assert feeds(looked(archive, tmp_path))["Blog"].error is None
