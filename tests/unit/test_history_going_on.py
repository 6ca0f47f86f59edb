"""How a walk goes on after a stop, and what --history reads again."""

from dataclasses import replace

import pytest

from index import history
from index.history import LENIENT, Failed
from index.sighting import Onward
from index.walk import PATIENCE, WAITING, Walk, to_json
from search.settings import HistorySettings
from tests.sites import FEED, LIMITS, WORDPRESS, Reader, Site, begun, page_of, stepped


@pytest.mark.parametrize("status", [500, 503, 429, 200, None])
def test_an_error_is_named_and_asked_again_in_the_next_run(status: int | None) -> None:
    walk = begun(WORDPRESS)
    failed = stepped(stepped(walk, page_of(walk)), Failed("no\nfeed", status))
    assert (failed.outcome, failed.detail, failed.next) == ("error", "no feed", f"{FEED}?paged=3")
    going = begun(WORDPRESS, known=failed)
    assert (going.outcome, going.next, going.detail) == (None, f"{FEED}?paged=3", "")
    assert history.resume(failed, LIMITS) == going


def test_an_error_that_will_come_again_waits_for_history() -> None:
    failed = stepped(begun(WORDPRESS), Failed("the address may not be asked", again=False))
    assert failed.stuck
    assert begun(WORDPRESS, known=failed) == history.resume(failed, LIMITS) == failed
    again = begun(WORDPRESS, known=failed, again=True)
    assert (again.outcome, again.next, again.stuck) == (None, f"{FEED}?paged=2", False)


def test_two_pages_without_a_new_post_end_a_walk_and_more_after_a_stop() -> None:
    def barren_pages(walk: Walk) -> int:
        start = walk.pages
        while walk.outcome is None:
            walk = stepped(walk, page_of(walk, new=0))
        return walk.pages - start

    walk = begun(WORDPRESS)
    walk = stepped(walk, page_of(walk))
    assert barren_pages(walk) == PATIENCE
    assert barren_pages(history.resume(walk, LIMITS)) == LENIENT


def test_repeated_bodies_end_a_walk_after_a_stop_too() -> None:
    walk = history.resume(begun(WORDPRESS), LIMITS)
    pages = 0
    while walk.outcome is None:
        walk = stepped(walk, page_of(walk, digest="the same", new=0))
        pages += 1
    assert pages == 3


def test_a_page_pushed_back_by_whole_pages_after_a_stop_is_no_repeated_page() -> None:
    """WordPress makes the same bytes for the same posts: nothing in a page says which page it is."""
    site = Site("wordpress", 60, 2)
    reader = Reader(site, HistorySettings(pages=10))
    reader.run()
    for _ in range(6):
        site.count += 1
        reader.run(kill=0)
    reader.run()
    assert reader.walk.found == 2 * 10 + 2 * (10 - 3)


def test_posts_that_the_source_showed_before_its_first_walk_do_not_end_it() -> None:
    site = Site("wordpress", 40, 2)
    reader = Reader(site)
    reader.known = set(range(20, 40))
    reader.run()
    assert reader.known == set(range(40))


def test_nor_those_that_it_showed_before_its_feed_offered_more() -> None:
    site = Site("wordpress", 40, 2)
    reader = Reader(site)
    reader.known = set(range(20, 40))
    reader.stored = to_json(begun(Onward()))
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
    walk = begun(Onward(prev_archive=f"{FEED}a/9"))
    walk = stepped(walk, page_of(walk, Onward(prev_archive=f"{FEED}a/8")))
    new = "https://new.example.com/feed/"
    moved = begun(Onward(prev_archive=f"{new}a/9"), known=walk, address=new)
    assert (moved.feed, moved.next, moved.rest, moved.bodies) == (new, f"{new}a/9", (), ())
    same = page_of(moved, Onward(prev_archive=f"{new}a/8"), digest=f"{FEED}a/9")
    assert stepped(moved, same).next == f"{new}a/8"


def test_a_move_to_another_way_does_not_end_in_the_middle() -> None:
    walk = replace(begun(WORDPRESS), pages=70)
    paged = begun(Onward(next=f"{FEED}?page=2"), known=walk, again=True)
    assert (paged.way, paged.rest, paged.patience) == ("paged", (), 70 + LENIENT)


def test_a_feed_that_offers_its_history_no_more_leaves_the_walk_where_it_was() -> None:
    walk = stepped(begun(WORDPRESS), Failed("no feed", again=False))
    again = begun(Onward(), known=walk, again=True)
    assert (again.way, again.next, again.outcome) == ("wordpress", f"{FEED}?paged=2", None)


def test_a_place_that_the_front_has_passed_is_not_asked_again_and_what_lies_behind_it_ispage_of() -> None:
    site = Site("paged", 60, 2)
    reader = Reader(site, HistorySettings(pages=10))
    reader.run()
    site.count += 30
    reader.limits = HistorySettings()
    asked = reader.run(again=True)
    assert len(set(asked)) == len(asked)
    assert (reader.walk.outcome, reader.known) == ("complete", set(range(90)))


def test_a_place_that_an_older_walk_came_past_is_not_asked_again() -> None:
    site = Site("archive", 3, 1)
    reader = Reader(site, HistorySettings(pages=1))
    reader.run(kill=0)
    for _ in range(3):
        reader.run(again=True)
    assert reader.asked == [site.address(2), site.address(1)]
    assert reader.walk.outcome == "complete"


def test_what_was_read_to_its_end_stays_so_where_the_feed_offers_it_no_more() -> None:
    site = Site("archive", 10, 2)
    reader = Reader(site)
    reader.run()
    offered, whole = begun(Onward(), known=reader.walk, again=True), begun(Onward(), known=reader.walk, again=True, complete=True)
    assert offered == reader.walk
    assert (whole.way, whole.archived) == ("complete", reader.walk.archived)
    assert begun(site.onward(0), known=begun(Onward(), known=whole)).outcome == "complete"


def test_places_that_wait_are_few() -> None:
    site = Site("paged", 90, 2)
    reader = Reader(site, HistorySettings(pages=1))
    for _ in range(3 * WAITING):
        site.count += 8
        reader.run(again=True)
    assert len(reader.walk.rest) == WAITING
