"""Which way a walk takes, where it ends, how it goes on."""

from dataclasses import replace

import pytest

from index import history
from index.history import Failed, Read
from index.sighting import Onward
from index.walk import LONGEST, MOST, PATIENCE
from search.settings import HistorySettings
from tests.sites import FEED, LIMITS, WORDPRESS, Beyond, Kind, Reader, Site, begun, document, page_of, stepped


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
    walk = begun(onward, complete=complete)
    assert (walk.way, walk.next) == (way, asked)
    assert walk.outcome == ("complete" if way == "complete" else None)


def test_a_feed_that_names_nothing_offers_nothing() -> None:
    walk = begun(Onward())
    assert (walk.outcome, walk.way, walk.next) == ("not offered", None, None)


def test_a_feed_that_begins_to_offer_its_history_is_walked() -> None:
    for known in (begun(Onward()), begun(Onward(), complete=True), begun(Onward(next="https://b.example/"))):
        assert begun(WORDPRESS, known=known).next == f"{FEED}?paged=2"


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"feed\.xml: not an http"):
        begun(WORDPRESS, address="feed.xml")


def test_a_foreign_link_ends_the_walk_and_is_named() -> None:
    walk = begun(Onward(next="https://b.example/2", wordpress=True))
    assert (walk.outcome, walk.next, walk.stuck) == ("error", None, True)
    assert walk.detail == "its older pages are on b.example, another site: name its feed there as a source"
    walk = begun(Onward(next=f"{FEED}2"))
    walk = stepped(walk, page_of(walk, Onward(next="https://b.example/3")))
    assert (walk.outcome, walk.detail, walk.next) == ("error", "its next page is on b.example, another site", f"{FEED}2")


def test_a_foreign_answer_ends_the_walk_and_is_not_counted() -> None:
    """A page that redirects to a feed proxy (podlove-publisher#33)."""
    walk = begun(WORDPRESS)
    walk = stepped(walk, Read("https://feeds.example.com/blog", "x", 100, 5, 10, WORDPRESS))
    assert (walk.outcome, walk.detail, walk.pages) == ("error", "it leads to feeds.example.com, another site", 0)


def test_where_a_redirect_may_lead() -> None:
    walk = begun(WORDPRESS)
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


def test_an_archive_page_that_will_not_come_back_is_asked_by_history_only() -> None:
    onward = Onward(prev_archive=f"{FEED}a/9")
    failed = stepped(begun(onward), Failed("status 410", 410, again=False))
    assert failed.outcome == "error"
    assert begun(onward, known=failed) == failed
    assert begun(onward, known=failed, again=True).next == f"{FEED}a/9"


def test_an_archive_page_that_names_itself_by_ever_new_addresses_is_read_twice() -> None:
    walk = begun(Onward(prev_archive=f"{FEED}a/9?at=0"))
    for at in (1, 2):
        assert walk.outcome is None
        walk = stepped(walk, page_of(walk, Onward(prev_archive=f"{FEED}a/9?at={at}"), digest="the same"))
    assert (walk.outcome, walk.pages) == ("complete", 2)


def test_an_archive_page_without_posts_is_no_end() -> None:
    walk = begun(Onward(prev_archive=f"{FEED}a/9"))
    walk = stepped(walk, page_of(walk, Onward(prev_archive=f"{FEED}a/8"), posts=0, new=0))
    assert (walk.outcome, walk.next) == (None, f"{FEED}a/8")


def test_a_detail_is_short() -> None:
    assert len(stepped(begun(WORDPRESS), Failed("x" * 10_000)).detail) == LONGEST


@pytest.mark.parametrize(
    ("limits", "seconds", "detail"),
    [
        (HistorySettings(pages=1), 0, "the limit of 1 page in one run"),
        (HistorySettings(megabytes=1), 0, "the limit of 1 MiB in one run"),
        (HistorySettings(minutes=1), 60, "the limit of 1 minute in one run"),
    ],
)
def test_limits_of_a_run_end_it_and_the_next_run_goes_on(limits: HistorySettings, seconds: float, detail: str) -> None:
    walk = begun(WORDPRESS)
    stopped = history.step(walk, page_of(walk, size=1 << 20), limits, seconds)
    assert (stopped.outcome, stopped.detail, stopped.next) == ("limit", detail, f"{FEED}?paged=3")
    within = replace(limits, pages=limits.pages + 1, megabytes=limits.megabytes + 1)
    assert history.step(walk, page_of(walk, size=1 << 20), within, seconds - 0.1).outcome is None
    going = history.resume(stopped, limits)
    assert (going.outcome, going.run_pages, going.run_size, going.pages) == (None, 0, 0, 1)


def test_no_page_is_asked_where_the_settings_say_none() -> None:
    walk = history.begin(document(WORDPRESS), FEED, None, HistorySettings(pages=0))
    assert (walk.outcome, walk.next) == ("limit", f"{FEED}?paged=2")
    assert history.resume(walk, LIMITS).outcome is None


def test_a_walk_has_a_most_of_pages_over_all_runs() -> None:
    walk = replace(begun(WORDPRESS), seen=tuple(f"{number:016x}" for number in range(MOST - 1)))
    ended = stepped(walk, page_of(walk))
    assert (ended.outcome, ended.detail, ended.stuck) == ("limit", "10,000 pages, the most of one history", True)


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
    walk = begun(Onward())
    with pytest.raises(ValueError, match="has ended"):
        stepped(walk, Failed("status 500"))
