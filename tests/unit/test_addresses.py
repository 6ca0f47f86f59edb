"""Addresses as sources, from the command's request to the posts: real sites on loopback, played by `servers.py`."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from search.engines.memory import Store
from tests.blogs import feed, paths
from tests.places import NOW, Place
from tests.servers import LOOPBACK, Asked, Site, answer, redirect

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

LATER = NOW + timedelta(days=2)


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_feed_is_read_once_and_asked_whether_it_has_changed(place: Place) -> None:
    def play(asked: Asked) -> list[bytes]:
        return [answer(304) if asked.headers.get("if-none-match") == '"1"' else answer(200, feed(1, 2), etag='"1"')]

    with Site({"/feed/": play}) as site:
        report = place.run(site.url("/feed/"))
        assert (report.documents_read, report.posts.added, report.problems) == (1, 2, ())
        again = place.run()
        assert (again.documents_read, again.posts.unchanged, again.problems) == (0, 2, ())
        assert place.run(full=True).documents_read == 1
        assert len(site.asked) == 3


def test_an_answer_with_the_same_bytes_is_not_parsed_again(place: Place) -> None:
    with Site({"/feed/": answer(200, feed(1))}) as site:
        place.run(site.url("/feed/"))
        assert place.run().documents_read == 0


def test_posts_that_left_a_feed_stay(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1, 2))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(200, feed(2, 3))
        place.run()
    assert set(place.documents()) == {"Post 1", "Post 2", "Post 3"}


def test_a_move_for_ever_is_remembered_and_a_passing_one_is_not(place: Place) -> None:
    with Site({"/old": redirect(301, "/new"), "/new": answer(200, feed(1)), "/now": redirect(302, "/new")}) as site:
        place.run(site.url("/old"), site.url("/now"))
        place.run()
        assert paths(site).count("/old") == 1
        assert paths(site).count("/now") == 2


def test_what_is_gone_for_good_is_said_once_and_asked_no_more(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(410)
        report = place.run()
        assert (report.gone, report.problems, report.exit_code) == ((site.url("/feed/"),), (), 0)
        assert place.run().gone == ()
        assert len(site.asked) == 2
        assert set(place.documents()) == {"Post 1"}
        plays["/feed/"] = answer(200, feed(1, 2))
        assert place.run(site.url("/feed/")).posts.added == 1
        place.run()
        assert len(site.asked) == 4


def test_after_a_failure_an_address_is_left_alone_for_a_while(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(503)
        report = place.run()
        assert "status 503" in report.problems[0].detail
        assert place.run(now=NOW + timedelta(minutes=4)).problems == report.problems
        assert len(site.asked) == 2
        plays["/feed/"] = answer(200, feed(1, 2))
        assert place.run(now=NOW + timedelta(minutes=6)).problems == ()
    assert set(place.documents()) == {"Post 1", "Post 2"}


def test_who_names_an_address_has_it_asked_but_not_in_every_cycle(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(500)
        for repeated in (False, False, True):
            assert "status 500" in place.run(site.url("/feed/"), repeated=repeated).problems[0].detail
        assert len(site.asked) == 3


def test_a_page_in_the_place_of_a_feed_changes_nothing(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(200, b"<html><body>Down for maintenance</body></html>")
        assert "web page" in place.run().problems[0].detail
        assert set(place.documents()) == {"Post 1"}


def test_a_packed_feed_and_the_encoding_that_the_answer_names(place: Place) -> None:
    text = feed(1).decode().replace("encoding='utf-8'", "").replace("Post 1", "Жизнь и судьба в маленьком городе")
    packed = gzip.compress(feed(2))
    plays = {"/a": answer(200, text.encode("koi8-r"), content_type="text/xml; charset=koi8-r"), "/b": answer(200, packed)}
    with Site(plays) as site:
        assert place.run(site.url("/a"), site.url("/b")).problems == ()
    assert set(place.documents()) == {"Жизнь и судьба в маленьком городе", "Post 2"}


def test_standard_input_is_a_source_that_is_not_asked_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    give(feed(1))
    assert place.run("-").posts.added == 1
    give(feed(2))
    assert place.run("-").posts.added == 1
    (place.feeds / "feed.xml").write_bytes(feed(3))
    assert place.run(place.feeds).posts.added == 1
    assert place.run().documents_read == 0
    assert set(place.documents()) == {"Post 1", "Post 2", "Post 3"}


def test_what_only_a_forgotten_address_had_goes_with_it(place: Place) -> None:
    with Site({"/a": answer(200, feed(1, 2)), "/b": answer(200, feed(2, 3))}) as site:
        place.run(site.url("/a"), site.url("/b"))
        with Archive(place.settings.data) as archive:
            archive.drop_roots([site.url("/a")])
        place.run()
    assert set(place.documents()) == {"Post 2", "Post 3"}


def test_what_is_held_is_indexed_when_no_source_can_be_read(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(500)
        place.store = Store()  # a new release, whose index is another
        report = place.run()
        assert (report.exit_code, len(report.problems)) == (1, 1)
    assert set(place.documents()) == {"Post 1"}


def test_a_wait_that_a_wrong_clock_wrote_does_not_hold(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(500)
        place.run(now=NOW + timedelta(days=3650))
        plays["/feed/"] = answer(200, feed(1, 2))
        place.run()
    assert set(place.documents()) == {"Post 1", "Post 2"}
