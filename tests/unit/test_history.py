"""Which way a walk takes, where it ends, how it goes on."""

from dataclasses import replace

import pytest

from index import history
from index.history import LENIENT, Failed, Read
from index.sighting import Channel, FeedDocument, Onward
from index.walk import LONGEST, MOST, PATIENCE, WAITING, Walk
from search.settings import HistorySettings
from tests.sites import Beyond, Kind, Reader, Site

FEED = "https://blog.example.org/feed/"
LIMITS = HistorySettings()
WORDPRESS = Onward(wordpress=True)


def _document(onward: Onward, *, complete: bool = False) -> FeedDocument:
    return FeedDocument(Channel("Blog", None, None), complete=complete, onward=onward)


def _begun(onward: Onward, *, known: Walk | None = None, address: str = FEED, again: bool = False, complete: bool = False) -> Walk:
    return history.begin(_document(onward, complete=complete), address, known, LIMITS, again=again)


def _read(walk: Walk, onward: Onward = WORDPRESS, *, digest: str | None = None, new: int = 5, posts: int = 10, size: int = 100) -> Read:
    assert walk.next is not None
    return Read(walk.next, digest or walk.next, size, new, posts, onward)


def _stepped(walk: Walk, page: Read | Failed) -> Walk:
    return history.step(walk, page, LIMITS, 0)


@pytest.mark.parametrize(
    ("onward", "complete", "way", "asked"),
    [
        (Onward(prev_archive=f"{FEED}a/9", next=f"{FEED}?page=2", wordpress=True), True, "archive", f"{FEED}a/9"),
        (Onward(next=f"{FEED}?page=2", wordpress=True), True, "complete", None),
        (Onward(next=f"{FEED}?page=2", wordpress=True), False, "paged", f"{FEED}?page=2"),
        (WORDPRESS, False, "wordpress", f"{FEED}?paged=2"),
        (Onward(prev_archive="https://b.example/", next=f"{FEED}?page=2"), False, "paged", f"{FEED}?page=2"),
    ],
)
def test_what_a_feed_says_of_itself_comes_before_a_guess(onward: Onward, way: str, asked: str | None, *, complete: bool) -> None:
    walk = _begun(onward, complete=complete)
    assert (walk.way, walk.next) == (way, asked)
    assert walk.outcome == ("complete" if way == "complete" else None)


def test_a_feed_that_names_nothing_offers_nothing() -> None:
    walk = _begun(Onward())
    assert (walk.outcome, walk.way, walk.next) == ("not offered", None, None)


def test_a_feed_that_begins_to_offer_its_history_is_walked() -> None:
    for known in (_begun(Onward()), _begun(Onward(), complete=True), _begun(Onward(next="https://b.example/"))):
        assert _begun(WORDPRESS, known=known).next == f"{FEED}?paged=2"


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"feed\.xml: not an http"):
        _begun(WORDPRESS, address="feed.xml")


def test_a_foreign_link_ends_the_walk_and_is_named() -> None:
    walk = _begun(Onward(next="https://b.example/2", wordpress=True))
    assert (walk.outcome, walk.detail, walk.next, walk.stuck) == ("error", "its older pages are on b.example, another site", None, True)
    walk = _begun(Onward(next=f"{FEED}2"))
    walk = _stepped(walk, _read(walk, Onward(next="https://b.example/3")))
    assert (walk.outcome, walk.detail, walk.next) == ("error", "its next page is on b.example, another site", f"{FEED}2")


def test_a_foreign_answer_ends_the_walk_and_is_not_counted() -> None:
    """A page that redirects to a feed proxy (podlove-publisher#33)."""
    walk = _begun(WORDPRESS)
    walk = _stepped(walk, Read("https://feeds.example.com/blog", "x", 100, 5, 10, WORDPRESS))
    assert (walk.outcome, walk.detail, walk.pages) == ("error", "it leads to feeds.example.com, another site", 0)


def test_where_a_redirect_may_lead() -> None:
    walk = _begun(WORDPRESS)
    asked = ("https://www.blog.example.org/feed/page/2", "http://blog.example.org/", "https://b.example/", "file:///etc/passwd", "")
    assert [history.allowed(walk, address) for address in asked] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("kind", "beyond", "requests", "outcome"),
    [
        ("wordpress", "404", 2, "complete"),
        ("wordpress", "410", 2, "complete"),
        ("wordpress", "empty", 2, "complete"),
        ("wordpress", "last", 3, "complete"),
        ("wordpress", "first", 3, "complete"),
        ("wordpress", "sent to first", 2, "complete"),
        ("wordpress", "sent to last", 2, "complete"),
        ("paged", "404", 1, "complete"),
        ("archive", "404", 1, "complete"),
    ],
)
def test_how_sites_end(kind: Kind, beyond: Beyond, requests: int, outcome: str) -> None:
    reader = Reader(Site(kind, 4, 2, beyond))
    assert len(reader.run()) == requests
    assert (reader.walk.outcome, reader.known) == (outcome, {0, 1, 2, 3})


@pytest.mark.parametrize(("beyond", "stamped", "requests"), [("first", False, 2), ("first", True, 2), ("sent to first", False, 1)])
def test_a_site_that_does_not_know_paging_does_not_offer_it(beyond: Beyond, requests: int, *, stamped: bool) -> None:
    reader = Reader(Site("wordpress", 2, 2, beyond, stamped=stamped))
    assert len(reader.run()) == requests
    assert (reader.walk.outcome, reader.walk.detail) == ("not offered", "the site answers every page with the same posts")
    assert reader.run() == []


def test_a_named_page_that_is_not_there_is_the_end() -> None:
    """A feed with one page that names a second one (podlove-publisher#279)."""
    reader = Reader(Site("paged", 2, 2, linked=True))
    assert len(reader.run()) == 1
    assert (reader.walk.outcome, reader.walk.pages) == ("complete", 0)


def test_an_archive_page_that_is_not_there_is_an_error_and_hides_no_newer_ones() -> None:
    site = Site("archive", 12, 2, statuses={3: 404})
    reader = Reader(site)
    assert reader.run() == [site.address(5), site.address(4), site.address(3)]
    assert (reader.walk.outcome, reader.walk.detail, reader.walk.next) == ("error", "status 404", site.address(3))
    site.count += 4
    assert reader.run() == [site.address(7), site.address(6), site.address(3)]
    site.statuses.clear()
    assert reader.run() == [site.address(3), site.address(2), site.address(1)]
    assert (reader.walk.outcome, reader.known) == ("complete", set(range(16)))


def test_an_archive_page_without_posts_is_no_end() -> None:
    walk = _begun(Onward(prev_archive=f"{FEED}a/9"))
    walk = _stepped(walk, _read(walk, Onward(prev_archive=f"{FEED}a/8"), posts=0, new=0))
    assert (walk.outcome, walk.next) == (None, f"{FEED}a/8")


@pytest.mark.parametrize("status", [500, 503, 429, 200, None])
def test_an_error_is_named_and_asked_again_in_the_next_run(status: int | None) -> None:
    walk = _begun(WORDPRESS)
    failed = _stepped(_stepped(walk, _read(walk)), Failed("no\nfeed", status))
    assert (failed.outcome, failed.detail, failed.next) == ("error", "no feed", f"{FEED}?paged=3")
    going = _begun(WORDPRESS, known=failed)
    assert (going.outcome, going.next, going.detail) == (None, f"{FEED}?paged=3", "")
    assert history.resume(failed, LIMITS) == going


def test_an_error_that_will_come_again_waits_for_history() -> None:
    failed = _stepped(_begun(WORDPRESS), Failed("the address may not be asked", again=False))
    assert failed.stuck
    assert _begun(WORDPRESS, known=failed) == history.resume(failed, LIMITS) == failed
    again = _begun(WORDPRESS, known=failed, again=True)
    assert (again.outcome, again.next, again.stuck) == (None, f"{FEED}?paged=2", False)


def test_a_detail_is_short() -> None:
    assert len(_stepped(_begun(WORDPRESS), Failed("x" * 10_000)).detail) == LONGEST


@pytest.mark.parametrize(
    ("limits", "seconds", "detail"),
    [
        (HistorySettings(pages=1), 0, "the limit of 1 page in one run"),
        (HistorySettings(megabytes=1), 0, "the limit of 1 MiB in one run"),
        (HistorySettings(minutes=1), 60, "the limit of 1 minute in one run"),
    ],
)
def test_limits_of_a_run_end_it_and_the_next_run_goes_on(limits: HistorySettings, seconds: float, detail: str) -> None:
    walk = _begun(WORDPRESS)
    stopped = history.step(walk, _read(walk, size=1 << 20), limits, seconds)
    assert (stopped.outcome, stopped.detail, stopped.next) == ("limit", detail, f"{FEED}?paged=3")
    within = replace(limits, pages=limits.pages + 1, megabytes=limits.megabytes + 1)
    assert history.step(walk, _read(walk, size=1 << 20), within, seconds - 0.1).outcome is None
    going = history.resume(stopped, limits)
    assert (going.outcome, going.run_pages, going.run_size, going.pages) == (None, 0, 0, 1)


def test_no_page_is_asked_where_the_settings_say_none() -> None:
    walk = history.begin(_document(WORDPRESS), FEED, None, HistorySettings(pages=0))
    assert (walk.outcome, walk.next) == ("limit", f"{FEED}?paged=2")
    assert history.resume(walk, LIMITS).outcome is None


def test_a_walk_has_a_most_of_pages_over_all_runs() -> None:
    walk = replace(_begun(WORDPRESS), seen=tuple(f"{number:016x}" for number in range(MOST - 1)))
    ended = _stepped(walk, _read(walk))
    assert (ended.outcome, ended.detail, ended.stuck) == ("limit", "10,000 pages, the most of one history", True)


def test_two_pages_without_a_new_post_end_a_walk_and_more_after_a_stop() -> None:
    def barren_pages(walk: Walk) -> int:
        start = walk.pages
        while walk.outcome is None:
            walk = _stepped(walk, _read(walk, new=0))
        return walk.pages - start

    walk = _begun(WORDPRESS)
    walk = _stepped(walk, _read(walk))
    assert barren_pages(walk) == PATIENCE
    assert barren_pages(history.resume(walk, LIMITS)) == LENIENT


def test_repeated_bodies_end_a_walk_after_a_stop_too() -> None:
    walk = history.resume(_begun(WORDPRESS), LIMITS)
    pages = 0
    while walk.outcome is None:
        walk = _stepped(walk, _read(walk, digest="the same", new=0))
        pages += 1
    assert pages == 3


def test_posts_that_the_source_showed_before_its_first_walk_do_not_end_it() -> None:
    site = Site("wordpress", 40, 2)
    reader = Reader(site)
    reader.known = set(range(20, 40))
    reader.run()
    assert reader.known == set(range(40))


def test_history_again_reads_what_is_new_at_the_front() -> None:
    site = Site("paged", 40, 2)
    reader = Reader(site)
    assert len(reader.run()) == 19
    site.count += 6
    assert reader.run(again=True) == [site.address(page) for page in (2, 3, 4, 5)]
    assert (reader.walk.outcome, reader.known) == ("complete", set(range(46)))


def test_history_again_on_an_open_walk_reads_the_front_and_goes_on_at_the_old_place() -> None:
    site = Site("paged", 40, 2, statuses={9: 503})
    reader = Reader(site)
    reader.run()
    site.count += 6
    site.statuses.clear()
    asked = reader.run(again=True)
    assert asked[:5] == [site.address(page) for page in (2, 3, 4, 5, 9)]
    assert (reader.walk.outcome, reader.known) == ("complete", set(range(46)))


def test_an_archived_feed_with_a_new_archive_page_is_walked_to_the_first_known_one() -> None:
    site = Site("archive", 10, 2)
    reader = Reader(site)
    assert len(reader.run()) == 4
    assert reader.run(again=True) == []
    site.count += 4
    assert reader.run() == [site.address(6), site.address(5)]
    assert reader.run() == []


def test_a_feed_that_moved_to_another_host_is_walked_there() -> None:
    walk = _begun(Onward(prev_archive=f"{FEED}a/9"))
    walk = _stepped(walk, _read(walk, Onward(prev_archive=f"{FEED}a/8")))
    new = "https://new.example.com/feed/"
    moved = _begun(Onward(prev_archive=f"{new}a/9"), known=walk, address=new)
    assert (moved.feed, moved.next, moved.rest) == (new, f"{new}a/9", ())
    same = _read(moved, Onward(prev_archive=f"{new}a/8"), digest=f"{FEED}a/9")
    assert _stepped(moved, same).next == f"{new}a/8"


def test_a_move_to_another_way_does_not_end_in_the_middle() -> None:
    walk = replace(_begun(WORDPRESS), pages=70)
    paged = _begun(Onward(next=f"{FEED}?page=2"), known=walk, again=True)
    assert (paged.way, paged.rest, paged.patience) == ("paged", (), 70 + LENIENT)


def test_a_feed_that_offers_its_history_no_more_leaves_the_walk_where_it_was() -> None:
    walk = _stepped(_begun(WORDPRESS), Failed("no feed", again=False))
    again = _begun(Onward(), known=walk, again=True)
    assert (again.way, again.next, again.outcome) == ("wordpress", f"{FEED}?paged=2", None)


def test_places_that_wait_are_few() -> None:
    site = Site("paged", 90, 2)
    reader = Reader(site, HistorySettings(pages=1))
    for _ in range(3 * WAITING):
        site.count += 8
        reader.run(again=True)
    assert len(reader.walk.rest) == WAITING


def test_a_loop_of_any_length_ends() -> None:
    for length in (1, 2, 7):
        site = Site("paged", 100, 2, links={length: f"{FEED}?paged=1"})
        reader = Reader(site)
        reader.run()
        assert reader.walk.outcome == "complete"
        assert len(reader.asked) <= length + PATIENCE
        archive = Site("archive", 100, 2, links={40: "https://blog.example.org/archive/49.atom"})
        reader = Reader(archive)
        assert len(reader.run()) == 10
        assert reader.walk.outcome == "complete"


def test_a_step_after_the_end_is_a_mistake() -> None:
    walk = _begun(Onward())
    with pytest.raises(ValueError, match="has ended"):
        _stepped(walk, Failed("status 500"))
