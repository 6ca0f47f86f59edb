"""Addresses as sources, from the command's request to the posts: real sites on loopback, played by `servers.py`."""

from __future__ import annotations

import gzip
import io
import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.walk import Walk, from_json
from search.engines.memory import Store
from search.settings import HistorySettings, PostSettings
from tests.feeding import rss
from tests.places import NOW, Place
from tests.servers import LOOPBACK, Asked, Play, Site, answer, redirect

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

LATER = NOW + timedelta(days=2)


WORDPRESS = "<generator>https://wordpress.org/?v=6.4</generator>"
PAGE = b"<html><head>%s</head><body>Hi</body></html>"
NAMED = b"<link rel='alternate' type='application/rss+xml' href='%s'>"
SENDS = b"<meta http-equiv='refresh' content='0; url=%s'>"


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def feed(*numbers: int, extra: str = "", site: str = "http://blog.example.org") -> bytes:
    text = rss([(number, f"text {number}") for number in numbers], site=site)
    return text.replace("<language>", f"{extra}<language>").encode()


def outlines(*urls: str) -> bytes:
    return ("<opml version='2.0'><body>" + "".join(f"<outline type='rss' xmlUrl='{url}'/>" for url in urls) + "</body></opml>").encode()


def paths(site: Site) -> list[str]:
    return [asked.path for asked in site.asked]


def wordpress(posts: int, size: int = 2) -> dict[str, bytes | Play]:
    """Return a blog that shows `posts` posts, the newest first, so many on a page of its feed."""
    newest = list(range(posts, 0, -1))
    pages = [newest[at : at + size] for at in range(0, posts, size)]
    plays: dict[str, bytes | Play] = {"/feed/": answer(200, feed(*pages[0], extra=WORDPRESS))}
    return plays | {f"/feed/?paged={at}": answer(200, feed(*page, extra=WORDPRESS)) for at, page in enumerate(pages, 1) if at > 1}


def walk(place: Place, name: str) -> Walk:
    with Archive(place.settings.data) as archive:
        (entry,) = [entry for root in archive.ledger.roots() for entry in archive.ledger.members(root) if entry.name == name]
        return from_json(archive.addresses.of(entry.file, name).walk or "")


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


def test_the_history_of_a_blog_is_read_to_its_end_and_then_left_alone(place: Place) -> None:
    with Site(wordpress(7)) as site:
        report = place.run(site.url("/feed/"))
        assert len(place.documents()) == 7
        assert report.documents_read == 4
        assert walk(place, site.url("/feed/")).outcome == "complete"
        assert paths(site) == ["/feed/", "/feed/?paged=2", "/feed/?paged=3", "/feed/?paged=4", "/feed/?paged=5"]
        place.run()
        assert len(site.asked) == 6
        place.run(history=True)
        assert paths(site)[6:9] == ["/feed/", "/feed/?paged=2", "/feed/?paged=3"]


def test_a_history_that_reached_its_limit_is_gone_on_with(place: Place) -> None:
    place.settings = replace(place.settings, history=HistorySettings(pages=2))
    with Site(wordpress(12)) as site:
        found = []
        for _run in range(4):
            place.run(*([] if found else [site.url("/feed/")]))
            found.append(len(place.documents()))
        assert found == [6, 10, 12, 12]
        assert walk(place, site.url("/feed/")).outcome == "complete"


def test_a_history_that_was_interrupted_is_gone_on_with(place: Place) -> None:
    class Killed(BaseException):
        pass

    with Site(wordpress(8)) as site:
        told = place.told

        class Telling(list[tuple[str, int, int]]):
            def append(self, news: tuple[str, int, int]) -> None:
                told.append(news)
                if news[:2] == ("Reading history", 1):
                    raise Killed

        place.told = Telling()
        with pytest.raises(Killed):
            place.run(site.url("/feed/"))
        place.told = []
        place.run()
        assert len(place.documents()) == 8
        assert paths(site).count("/feed/?paged=2") == 1


def test_archive_pages_are_read_once_for_ever_and_replace_nothing(place: Place) -> None:
    plays: dict[str, bytes | Play] = {}
    with Site(plays) as site:

        def page(*numbers: int, previous: str = "", title: str = "Post") -> bytes:
            link = f"<atom:link rel='prev-archive' href='{site.url(previous)}'/>" if previous else ""
            return answer(200, feed(*numbers, extra=link).replace(b"<title>Post", f"<title>{title}".encode()))

        plays |= {"/feed/": page(5, 4, previous="/2"), "/2": page(4, 3, previous="/1", title="Then"), "/1": page(2, 1)}
        for history in (False, False, True):
            place.run(site.url("/feed/"), history=history)
        assert sorted(paths(site)) == ["/1", "/2", "/feed/", "/feed/", "/feed/"]
    assert set(place.documents()) == {"Post 1", "Post 2", "Then 3", "Post 4", "Post 5"}


def test_a_history_stays_on_its_site_and_ends(place: Place) -> None:
    with Site({"/feed/": answer(200, feed(9))}, host="127.0.0.2") as foreign:
        link = f"<atom:link rel='next' href='{foreign.url('/feed/')}'/>"

        plays: dict[str, bytes | Play] = {"/feed/": answer(200, feed(1, extra=link))}
        place.settings = replace(place.settings, history=HistorySettings(pages=10))
        with Site(plays) as site:

            def endless(asked: Asked) -> list[bytes]:
                number = int(asked.path.rpartition("=")[2])
                link = f"<atom:link rel='next' href='{site.url(f'/e?p={number + 1}')}'/>"
                return [answer(200, feed(100 + number, extra=link))]

            plays |= {f"/e?p={number}": endless for number in range(50)}
            place.run(site.url("/feed/"), site.url("/e?p=0"))
            assert foreign.asked == []
            assert len(site.asked) == 12
            assert "127.0.0.2" in walk(place, site.url("/feed/")).detail


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


def test_comments_that_are_left_out_have_no_history_until_they_are_wanted(place: Place) -> None:
    def play(*numbers: int) -> Play:
        comments = re.sub(rb"(<link>http://blog.example.org/\d)", rb"\1#comment-1", feed(*numbers, extra=WORDPRESS))
        return lambda asked: [answer(304) if asked.headers.get("if-none-match") else answer(200, comments, etag='"1"')]

    plays: dict[str, bytes | Play] = {"/feed/": play(6, 5), "/feed/?paged=2": play(4, 3), "/feed/?paged=3": play(2, 1)}
    with Site(plays) as site:
        report = place.run(site.url("/feed/"))
        assert [left.reason for left in report.skipped] == ["comment"] * 2
        place.run()
        assert paths(site) == ["/feed/", "/feed/"]
        place.settings = replace(place.settings, posts=PostSettings(comments=True))
        place.run()
        assert len(place.documents()) == 6


def test_a_history_that_stops_is_a_problem_and_its_host_is_left_alone_as_it_asked(place: Place) -> None:
    plays = wordpress(8) | {"/feed/?paged=3": answer(429, retry_after="7200")}
    with Site(plays) as site:
        report = place.run(site.url("/feed/"))
        (problem,) = report.problems
        assert problem.source == site.url("/feed/")
        assert problem.detail.startswith(f"its history stopped by an error at {site.url('/feed/?paged=3')}: status 429")
        assert (len(place.documents()), report.exit_code) == (4, 3)
        asked = len(site.asked)
        assert place.run(now=NOW + timedelta(hours=1)).problems == ()
        assert len(site.asked) == asked
        plays |= wordpress(8)
        assert place.run(now=NOW + timedelta(hours=3)).problems == ()
        assert len(place.documents()) == 8


def test_histories_that_are_not_at_their_end_are_counted(place: Place) -> None:
    place.settings = replace(place.settings, history=HistorySettings(pages=1))
    with Site(wordpress(8)) as site:
        report = place.run(site.url("/feed/"))
        assert (report.unfinished, report.problems) == (1, ())
        assert "1 history to go on with" in report.summary()


def test_what_is_held_is_indexed_when_no_source_can_be_read(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(500)
        place.store = Store()  # a new release, whose index is another
        report = place.run()
        assert (report.exit_code, len(report.problems)) == (1, 1)
    assert set(place.documents()) == {"Post 1"}


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


def test_a_wait_that_a_wrong_clock_wrote_does_not_hold(place: Place) -> None:
    plays = {"/feed/": answer(200, feed(1))}
    with Site(plays) as site:
        place.run(site.url("/feed/"))
        plays["/feed/"] = answer(500)
        place.run(now=NOW + timedelta(days=3650))
        plays["/feed/"] = answer(200, feed(1, 2))
        place.run()
    assert set(place.documents()) == {"Post 1", "Post 2"}
