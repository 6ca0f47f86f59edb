"""Walking a feed's history on model sites: it ends on any site, sees all posts of a sound one, and goes on after any interruption."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from index import links, paging
from index.history import LENIENT, begin
from index.sighting import Channel, FeedDocument, Onward
from index.walk import PATIENCE, WAITING, from_json, to_json
from search.settings import HistorySettings
from tests.sites import FOREIGN, SITE, Reader, Site

Plan = list[tuple[int, bool, int | None]]
"""Of each run: the posts published before it, whether it is one with --history, and after how many pages it is killed."""

kinds = st.sampled_from(("archive", "paged", "wordpress"))
beyond = st.sampled_from(("404", "410", "empty", "first", "last", "sent to first", "sent to last"))
sound = st.builds(Site, kinds, st.integers(0, 24), st.integers(1, 4), beyond, st.booleans(), linked=st.booleans())
numbers = st.integers(0, 9)
somewhere = st.one_of(numbers.map(lambda page: f"{SITE}/feed/?paged={page}"), st.just(FOREIGN), st.just(f"{SITE}/feed/"))
in_archive = st.one_of(numbers.map(lambda page: f"{SITE}/archive/{page}.atom"), st.just(FOREIGN))
failures = st.dictionaries(numbers, st.sampled_from((404, 410, 500)), max_size=2)
live = st.sampled_from(("paged", "wordpress"))
broken = st.one_of(
    st.builds(
        Site, live, st.integers(0, 24), st.integers(1, 4), beyond, st.booleans(), st.booleans(), failures,
        st.dictionaries(numbers, somewhere, max_size=3),
    ),
    st.builds(
        Site, st.just("archive"), st.integers(0, 24), st.integers(1, 4), stamped=st.booleans(), statuses=failures,
        links=st.dictionaries(numbers, in_archive, max_size=3),
    ),
)  # fmt: skip
limits = st.builds(HistorySettings, pages=st.integers(1, 5))
runs = st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.none() | st.integers(0, 4)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(site=broken, few=limits, plan=runs)
def test_any_walk_stays_within_its_limits_and_on_its_site(site: Site, few: HistorySettings, plan: Plan) -> None:
    reader = Reader(site, few)
    for published, again, kill in plan:
        site.count += published
        asked = reader.run(again=again, kill=kill)
        assert len(asked) <= few.pages
        assert len(set(asked)) == len(asked)
        assert all(links.host(address) == links.host(SITE) for address in asked)
        assert kill is not None or reader.walk.outcome is not None


@settings(max_examples=150, deadline=None)
@given(site=broken, few=limits)
def test_any_walk_comes_to_an_end(site: Site, few: HistorySettings) -> None:
    """Run after run, in all no more than the site's pages and the patience after a stop."""
    reader = Reader(site, few)
    asked = [reader.run() for _ in range(80)]
    assert reader.walk.outcome in ("complete", "not offered", "error")
    assert len(asked[-1]) == (1 if reader.walk.outcome == "error" and not reader.walk.stuck else 0)
    assert sum(map(len, asked)) <= 24 + 10 + LENIENT + (80 if reader.walk.outcome == "error" else 0)


@settings(max_examples=150, deadline=None)
@given(site=sound)
def test_an_uninterrupted_walk_sees_all_posts_and_asks_little_more(site: Site) -> None:
    reader = Reader(site)
    asked = reader.run()
    assert reader.known == set(range(site.count))
    assert len(asked) <= site.last + PATIENCE
    assert reader.walk.outcome == "complete" or (reader.walk.outcome == "not offered" and site.last <= 1)
    assert reader.run() == []


@settings(max_examples=150, deadline=None)
@given(site=sound, few=limits, kills=st.lists(st.integers(0, 3), max_size=8))
def test_an_interrupted_walk_sees_the_same_posts(site: Site, few: HistorySettings, kills: list[int]) -> None:
    """Killed after any page, or at its limit: it asks no page twice and misses none."""
    reader = Reader(site, few)
    for kill in kills:
        reader.run(kill=kill)
    _finish(reader)
    assert reader.known == set(range(site.count))
    assert len(set(reader.asked)) == len(reader.asked)


@settings(max_examples=200, deadline=None)
@given(site=sound, few=limits, plan=runs, rhythm=st.integers(3, 5))
def test_posts_that_come_while_it_walks_hide_none(site: Site, few: HistorySettings, plan: Plan, rhythm: int) -> None:
    """Posts are published before runs, and between requests up to a page of them now and then. In the end all are there."""
    reader = Reader(site, few)
    for published, again, kill in plan:
        site.count += published
        reader.run(again=again, kill=kill, meanwhile=_publishing(site, rhythm))
    _finish(reader)
    reader.run(again=True)
    _finish(reader)
    assert reader.known == set(range(site.count))


def _publishing(site: Site, rhythm: int) -> Callable[[], None]:
    """Publish as many posts as a page holds before each so many requests."""
    requests = 0

    def publish() -> None:
        nonlocal requests
        requests += 1
        site.count += site.size if requests % rhythm == 0 else 0

    return publish


def _finish(reader: Reader) -> None:
    for _ in range((WAITING + 1) * LENIENT):
        reader.run()
        if reader.walk.outcome in ("complete", "not offered"):
            return
    raise AssertionError(f"the walk does not end: {reader.walk}")


@settings(max_examples=200, deadline=None)
@given(count=st.integers(0, 24), size=st.integers(1, 4), few=limits, plan=runs)
def test_archive_pages_are_asked_once_for_ever(count: int, size: int, few: HistorySettings, plan: Plan) -> None:
    site = Site("archive", count, size)
    reader = Reader(site, few)
    for published, again, kill in plan:
        site.count += published
        reader.run(again=again, kill=kill)
    _finish(reader)
    assert reader.known == set(range(site.count))
    assert sorted(reader.asked) == sorted(site.address(page) for page in range(1, site.last + 1))


@settings(max_examples=100, deadline=None)
@given(site=broken, kill=st.integers(0, 5), where=st.integers(0, 2000), character=st.characters())
def test_a_changed_text_is_refused_or_means_another_walk(site: Site, kill: int, where: int, character: str) -> None:
    reader = Reader(site)
    reader.run(kill=kill)
    assert reader.stored is not None
    where %= len(reader.stored)
    changed = reader.stored[:where] + character + reader.stored[where + 1 :]
    try:
        walk = from_json(changed)
    except ValueError:
        return
    assert to_json(walk) == changed


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=30), link=st.none() | st.text(max_size=30).map("https://blog.example.org/".__add__))
def test_any_address_has_a_next_page_on_its_site(text: str, link: str | None) -> None:
    feed = links.absolute(f"{SITE}/{text}")
    assert feed is not None
    walk = begin(FeedDocument(Channel("", None, None), onward=Onward(next=link, wordpress=True)), feed, None, HistorySettings())
    assert from_json(to_json(walk)) == walk
    if walk.next is not None:
        assert paging.on_site(feed, walk.next) == walk.next
        assert urlsplit(walk.next).fragment == ""
