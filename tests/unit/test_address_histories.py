"""The history of addresses, from the command's request to the posts: real sites on loopback, played by `servers.py`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.walk import Walk, from_json
from search.settings import HistorySettings, PostSettings
from tests.blogs import WORDPRESS, feed, paths, wordpress
from tests.places import NOW, Place
from tests.servers import LOOPBACK, Asked, Play, Site, answer

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

LATER = NOW + timedelta(days=2)


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def walk(place: Place, name: str) -> Walk:
    with Archive(place.settings.data) as archive:
        (entry,) = [entry for root in archive.ledger.roots() for entry in archive.ledger.members(root) if entry.name == name]
        return from_json(archive.addresses.of(entry.file, name).walk or "")


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
