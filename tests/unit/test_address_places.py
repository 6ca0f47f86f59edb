"""Sites and lists as sources, from the command's request to the posts: where their feeds are found, and where that ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.forget import forget_source
from search.engines.memory import MemoryEngine
from search.errors import SourceError
from tests.blogs import NAMED, PAGE, SENDS, feed, outlines, paths
from tests.places import NOW, Place
from tests.servers import LOOPBACK, Play, Site, answer

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

LATER = NOW + timedelta(days=2)


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_feed_of_a_site_is_found_by_what_its_page_names(place: Place) -> None:
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/posts.xml'></head><body>Hi</body></html>"
    with Site({"/": answer(200, page, content_type="text/html"), "/posts.xml": answer(200, feed(1))}) as site:
        assert place.run(site.url()).problems == ()
        place.run()
        assert paths(site) == ["/", "/posts.xml", "/posts.xml"]
    assert set(place.documents()) == {"Post 1"}


def test_the_feed_of_a_site_is_looked_for_in_the_usual_places(place: Place) -> None:
    with Site({"/": answer(200, b"<html><body>Hi</body></html>"), "/atom.xml": answer(200, feed(1))}) as site:
        assert place.run(site.url()).problems == ()
    assert set(place.documents()) == {"Post 1"}


def test_a_site_without_a_feed_is_named_and_not_remembered(place: Place) -> None:
    with Site({"/": answer(200, b"<html><body>Hi</body></html>")}) as site:
        report = place.run(site.url())
        assert "no feed was found at this address" in report.problems[0].detail
        assert report.exit_code == 1
        with Archive(place.settings.data) as archive:
            assert archive.ledger.roots() == ()


def test_a_list_has_its_feeds_fetched_and_what_it_drops_is_kept(place: Place) -> None:
    plays: dict[str, bytes | Play] = {"/a": answer(200, feed(1)), "/b": answer(200, feed(2)), "/c": answer(404)}
    with Site(plays) as one, Site({"/d": answer(200, feed(4))}, host="127.0.0.2") as other:
        listed = place.feeds / "list.opml"
        listed.write_bytes(outlines(one.url("/a"), one.url("/b"), one.url("/c"), other.url("/d")))
        report = place.run(listed)
        assert [(problem.source, problem.detail) for problem in report.problems] == [(one.url("/c"), "status 404 Not Found")]
        assert set(place.documents()) == {"Post 1", "Post 2", "Post 4"}
        assert (report.documents_read, report.exit_code) == (3, 3)
        listed.write_bytes(outlines(one.url("/b")))
        asked = len(one.asked)
        assert place.run(now=LATER).problems == ()
        assert paths(one)[asked:] == ["/b"]
        assert len(other.asked) == 1
        assert len(place.documents()) == 3


def test_a_list_in_a_folder_is_not_followed(place: Place) -> None:
    with Site({"/a": answer(200, feed(1))}) as site:
        (place.feeds / "list.opml").write_text(f"<opml><body><outline xmlUrl='{site.url('/a')}' type='rss'/></body></opml>")
        (place.feeds / "feed.xml").write_bytes(feed(2))
        report = place.run(place.feeds)
        assert (report.ignored, report.problems) == (1, ())
        assert site.asked == []


def test_a_page_that_sends_its_readers_on_is_followed_once(place: Place) -> None:
    plays: dict[str, bytes | Play] = {
        "/": answer(200, PAGE % (SENDS % b"/blog/")),
        "/blog/": answer(200, PAGE % (NAMED % b"/posts.xml")),
        "/posts.xml": answer(200, feed(1)),
        "/round": answer(200, PAGE % (SENDS % b"/and")),
        "/and": answer(200, PAGE % (SENDS % b"/round")),
    }
    with Site(plays) as site:
        report = place.run(site.url(), site.url("/round"))
        assert [problem.source for problem in report.problems] == [site.url("/round")]
        assert "no feed was found" in report.problems[0].detail
        assert paths(site).count("/round") == 1
        place.run()
        assert paths(site)[-1] == "/posts.xml"
    assert set(place.documents()) == {"Post 1"}


def test_a_list_of_lists_has_an_end(place: Place) -> None:
    plays: dict[str, bytes | Play] = {"/feed": answer(200, feed(1))}
    with Site(plays) as site:
        plays |= {f"/{at}": answer(200, outlines(site.url(f"/{at}"), site.url(f"/{at + 1}"), site.url("/feed"))) for at in range(1, 9)}
        report = place.run(site.url("/1"))
        assert sorted(paths(site)) == ["/1", "/2", "/feed"]
        assert [problem.source for problem in report.problems] == [site.url("/2")]
        assert "name it as a source" in report.problems[0].detail
        assert place.run(site.url("/2"), now=LATER).exit_code == 3  # named by the user, it is followed; /3 in it is not
    assert set(place.documents()) == {"Post 1"}


def test_what_is_wrong_with_the_feed_of_a_page_is_said(place: Place) -> None:
    plays = {"/": answer(200, PAGE % (NAMED % b"/posts.xml")), "/posts.xml": answer(503), "/rss": answer(410), "/feed": answer(403)}
    with Site(plays) as site:
        assert place.run(site.url()).problems[0].detail == f"{site.url('/posts.xml')}: status 503 Service Unavailable"
        assert place.run(site.url()).exit_code == 1


def test_a_feed_that_moved_without_a_word_is_found_again_where_a_site_was_named(place: Place) -> None:
    plays = {"/": answer(200, PAGE % (NAMED % b"/old.xml")), "/old.xml": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url())
        plays["/old.xml"] = answer(503)
        assert "/old.xml: status 503" in place.run().problems[0].detail
        assert paths(site) == ["/", "/old.xml", "/old.xml"]
        plays |= {"/": answer(200, PAGE % (NAMED % b"/new.xml")), "/old.xml": answer(410), "/new.xml": answer(200, feed(2))}
        assert place.run(now=LATER).problems == ()
        place.run(now=LATER)
        assert paths(site)[3:] == ["/old.xml", "/", "/new.xml", "/new.xml"]
    assert set(place.documents()) == {"Post 1", "Post 2"}


def test_a_list_that_becomes_a_feed_has_no_addresses_any_more(place: Place) -> None:
    plays = {"/feed": answer(200, feed(1))}
    with Site(plays) as site:
        plays["/changing"] = answer(200, outlines(site.url("/feed")))
        place.run(site.url("/changing"))
        plays["/changing"] = answer(200, feed(2))
        place.run()
        asked = len(site.asked)
        place.run()
        assert paths(site)[asked:] == ["/changing"]
    assert set(place.documents()) == {"Post 1", "Post 2"}


def test_an_address_is_forgotten_in_any_spelling_and_one_of_a_list_with_its_list(place: Place) -> None:
    with Site({"/a": answer(200, feed(1)), "/b": answer(200, feed(2))}) as site:
        listed = place.feeds / "list.opml"
        listed.write_bytes(outlines(site.url("/a")))
        place.run(listed, site.url("/b"))
        with MemoryEngine(place.store) as engine:
            with pytest.raises(SourceError, match=r"/a: a part of .*list\.opml: take it out there, or forget that"):
                forget_source(place.settings, engine, site.url("/a"), lambda *_: None)
            assert forget_source(place.settings, engine, site.url("/b", scheme="HTTP"), lambda *_: None).posts == 1
    assert set(place.documents()) == {"Post 1"}
