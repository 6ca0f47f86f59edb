"""Sites that moved: addresses are compared, shown and found as they are now, and kept as they were published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import backissues
from index.archive import Archive
from index.holdings import Holdings
from index.inspection import inspect
from index.rewriting import AS_PUBLISHED, rewriting
from index.schema import connect_to_read
from index.sighting import Channel, FeedDocument, Withdrawn
from search.document import Document
from search.errors import PostNotFound, UsageError
from search.settings import LinkSettings
from tests.feeding import BLOG, feed, put, save, sighting
from tests.places import Place

RULES = (
    ("http://old.example/blog/", "https://new.example/"),
    ("http://old.example", "https://www.archive.example/old"),
    ("http://old.example/blog/photos", "https://photos.example/all/"),
    ("http://old.example/?p=12", "https://new.example/2009/rain"),
    ("http://old.example/?p=13&lang=de", "https://new.example/?q=regen"),
    ("https://new.example/", "https://newest.example/"),
    ("http://old.example/~ann", "https://ann.example"),
)
MOVED = (("http://old.example/blog/", "https://blog.example.org/"),)
OLD = Channel("Blog", "http://old.example/blog/feed/", "http://old.example/blog/")


@pytest.mark.parametrize(
    ("link", "new"),
    [
        ("http://old.example/blog/2009/x.html?a=1#b", "https://new.example/2009/x.html?a=1#b"),
        ("https://www.OLD.example:443/blog/2009/", "https://new.example/2009/"),
        ("http://old.example/blog/", "https://new.example/"),
        ("http://old.example/blog", "https://new.example/"),
        ("http://old.example/blog?p=1", "https://new.example/?p=1"),
        ("http://old.example//blog//x", "https://new.example//x"),
        ("http://old.example/%62log/caf%c3%a9", "https://new.example/caf%c3%a9"),
        ("http://old.example/blogroll", "https://www.archive.example/old/blogroll"),
        ("http://old.example/Blog/x", "https://www.archive.example/old/Blog/x"),
        ("http://old.example", "https://www.archive.example/old"),
        ("http://old.example/", "https://www.archive.example/old/"),
        ("http://old.example/blog/photos", "https://photos.example/all/"),
        ("http://old.example/blog/photos/7", "https://photos.example/all/7"),
        ("http://old.example/?p=12", "https://new.example/2009/rain"),
        ("http://old.example?utm_source=x&p=12", "https://new.example/2009/rain?utm_source=x"),
        ("http://old.example/?p=123", "https://www.archive.example/old/?p=123"),
        ("http://old.example/a?p=12", "https://www.archive.example/old/a?p=12"),
        ("http://old.example/?lang=de&p=13&c=1", "https://new.example/?q=regen&c=1"),
        ("http://old.example/%7Eann/x", "https://ann.example/x"),
        ("http://old.example:8080/blog/x", "http://old.example:8080/blog/x"),
        ("http://blog.old.example/blog/x", "http://blog.old.example/blog/x"),
        ("https://new.example/x", "https://newest.example/x"),
        ("https://elsewhere.example/blog/", "https://elsewhere.example/blog/"),
        ("http://old.example/blog/" + "a" * 4080, "http://old.example/blog/" + "a" * 4080),
    ],
)
def test_the_longest_rule_is_applied_once(link: str, new: str) -> None:
    assert rewriting(RULES).link(link) == new
    assert rewriting(RULES[::-1]).link(link) == new
    assert AS_PUBLISHED.link(link) == link


def test_an_address_with_parameters_stands_for_one_page() -> None:
    moved = rewriting([("http://old.example/a", "https://new.example/?p=1")])
    assert moved.link("http://old.example/a/") == "https://new.example/?p=1"
    assert moved.link("http://old.example/a/b") == "http://old.example/a/b"


@pytest.mark.parametrize(
    ("guid", "new"),
    [
        ("http://old.example/blog/?p=7", "https://new.example/?p=7"),
        ("HTTP://old.example/blog/a b", "https://new.example/a%20b"),
        ("HTTP://elsewhere.example/a b", "HTTP://elsewhere.example/a b"),
        ("tag:old.example,2009:/blog/7", "tag:old.example,2009:/blog/7"),
        ("7", "7"),
    ],
)
def test_a_guid_that_is_an_address_moves_too(guid: str, new: str) -> None:
    assert rewriting(RULES).guid(guid) == new
    assert rewriting(RULES).sighting(sighting(1, guid=guid, link=None)) == sighting(1, guid=new, link=None)


def test_what_did_not_move_is_given_back_as_it_is() -> None:
    moved, one = rewriting(RULES), sighting(1)
    assert moved.sighting(one) is one
    assert moved.channel(BLOG) is BLOG
    assert moved.channel(OLD) == Channel("Blog", "https://new.example/feed/", "https://new.example/")
    assert moved.channel(Channel("Blog", None, None)) == Channel("Blog", None, None)


def test_rules_that_cannot_be_are_named() -> None:
    with pytest.raises(UsageError, match="'http://a b/' is no http"):
        rewriting([("http://a b/", "http://c.example/")])
    with pytest.raises(UsageError, match=r"http://a\.example/x and https://www\.a\.example/x/ are the same address"):
        rewriting([("http://a.example/x", "http://c.example/"), ("https://www.a.example/x/", "http://d.example/")])


def test_rules_are_known_by_what_they_say() -> None:
    assert rewriting(()) is AS_PUBLISHED
    assert rewriting(RULES).version == rewriting(RULES[::-1]).version
    assert len({AS_PUBLISHED.version, rewriting(RULES).version, rewriting(RULES[1:]).version}) == 3


def with_rules(place: Place, *rules: tuple[str, str]) -> None:
    place.settings = replace(place.settings, links=LinkSettings(rules))


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    """An old save of a blog, and its feed after it moved."""
    place = Place(tmp_path)
    save(place.feeds / "old.xml", [(1, "rain"), (2, "snow")], site="http://old.example/blog")
    new = save(place.feeds / "new.xml", [(2, "snow"), (3, "hail")])
    new.write_text(new.read_text().replace("Post 2", "Post two"))
    return place


def by_number(place: Place) -> dict[str, Document]:
    """Return the posts by the end of their addresses."""
    return {(one.url or "").rpartition("/")[2]: one for one in place.documents().values()}


def test_a_rule_makes_one_post_of_the_old_and_the_new_one(place: Place) -> None:
    place.run(place.feeds)
    place.settings = replace(place.settings, links=LinkSettings(MOVED))
    assert place.run(full=True).duplicates == 1
    documents = place.documents()
    assert {one.url for one in documents.values()} == {f"https://blog.example.org/{number}" for number in (1, 2, 3)}
    assert {one.guid for one in documents.values()} == {f"https://blog.example.org/?p={number}" for number in (1, 2, 3)}
    assert {(feed.title, feed.url) for one in documents.values() for feed in one.feeds} == {("Blog", "https://blog.example.org/feed/")}
    assert {one.site.key for one in documents.values()} == {"blog.example.org"}
    assert len(by_number(place)["2"].aliases) == 1


def test_a_change_of_the_rules_compares_all_anew_and_back(place: Place) -> None:
    place.run(place.feeds)
    before = place.documents()
    assert len(before) == 4
    with_rules(place, *MOVED)
    report = place.run()
    assert (report.documents_read, report.duplicates) == (0, 1)
    assert place.documents()["Post 1"].id == before["Post 1"].id
    with_rules(place)
    report = place.run()
    assert (report.documents_read, report.duplicates) == (0, 0)
    assert place.documents()["Post 1"] == before["Post 1"]


def test_the_order_of_rules_and_reading_does_not_matter(place: Place, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Place(tmp_path / "other")
    other.feeds = place.feeds
    with_rules(other, *MOVED)
    other.run(place.feeds / "new.xml")
    other.run(place.feeds / "old.xml")
    place.run(place.feeds / "old.xml", place.feeds / "new.xml")
    with_rules(place, *MOVED)
    place.run()

    def facts(one: Place) -> set[tuple[object, ...]]:
        return {(post.title, post.url, post.guid, post.feeds, post.site, post.body) for post in one.documents().values()}

    assert facts(place) == facts(other)
    assert len(facts(place)) == 3


def test_the_archive_keeps_what_was_published(place: Place) -> None:
    with_rules(place, *MOVED)
    place.run(place.feeds)
    reader = connect_to_read(place.settings.data)
    links = {link for (link,) in reader.execute("SELECT link FROM sightings")}
    reader.close()
    assert "http://old.example/blog/1" in links
    seen = inspect(place.settings, "http://old.example/blog/2")
    assert {held.sighting.link for held in seen.sightings} == {"http://old.example/blog/2", "https://blog.example.org/2"}


def test_a_post_is_found_by_its_old_and_its_new_address(place: Place) -> None:
    with_rules(place, *MOVED)
    place.run(place.feeds / "old.xml")
    names = (
        "http://old.example/blog/1",
        "https://www.blog.example.org/1/",
        "http://old.example/blog/?p=1",
        "https://blog.example.org/?p=1",
    )
    assert len({inspect(place.settings, name).document.id for name in names}) == 1
    with pytest.raises(PostNotFound):
        inspect(place.settings, "http://old.example/blog/9")


def test_addresses_that_change_places_are_found_as_they_are_shown(place: Place) -> None:
    with_rules(
        place, ("http://old.example/blog/1", "http://old.example/blog/2"), ("http://old.example/blog/2", "http://old.example/blog/1")
    )
    place.run(place.feeds / "old.xml")
    document = inspect(place.settings, "http://old.example/blog/2").document
    assert (document.title, document.url) == ("Post 1", "http://old.example/blog/2")


def test_status_tells_feeds_and_sites_by_the_address_of_now(place: Place) -> None:
    with_rules(place, *MOVED)
    place.run(place.feeds)
    with Archive(place.settings.data, rewriting(MOVED)) as archive:
        (site,) = archive.write_status(place.settings.data).sites
    assert (site.key, [(one.url, one.posts) for one in site.feeds]) == ("blog.example.org", [("https://blog.example.org/feed/", 3)])


def secret(channel: Channel, link: str) -> FeedDocument:
    return feed(sighting(7, "secret", guid=None, link=link), channel=channel)


@pytest.mark.parametrize("first", [(), MOVED], ids=["before there are rules", "under rules"])
@pytest.mark.parametrize("then", [(), MOVED], ids=["seen without", "seen with"])
@pytest.mark.parametrize("how", ["forgotten", "taken back"])
def test_what_was_let_go_does_not_come_back_by_a_change_of_rules(
    tmp_path: Path, first: tuple[tuple[str, str], ...], then: tuple[tuple[str, str], ...], how: str
) -> None:
    old, new = "http://old.example/blog/7", "https://blog.example.org/7"
    with Archive(tmp_path, rewriting(first)) as archive:
        put(archive, "a", secret(OLD, old))
        if how == "forgotten":
            with Holdings(tmp_path) as holdings:
                archive.forget_post(holdings.find(old, rewriting(first)))
        else:
            put(archive, "export", replace(feed(channel=OLD), withdrawn=(Withdrawn(None, old, "draft"),)))
        assert archive.count() == 0
    with Archive(tmp_path, rewriting(then)) as archive:
        put(archive, "b", secret(OLD, old))
        if first:  # the rules said then that this is the same post
            put(archive, "c", secret(BLOG, new))
        assert archive.count() == 0


def test_a_summary_keeps_the_full_text_of_the_post_that_moved(tmp_path: Path) -> None:
    with Archive(tmp_path, rewriting(MOVED)) as archive:
        put(archive, "a", feed(sighting(1, "the whole text", guid="1", link="http://old.example/blog/1", title="Old"), channel=OLD))
        put(archive, "a", feed(sighting(1, "in short", guid="1", title="New", summary_only=True)))
        assert archive.count() == 1
    with Holdings(tmp_path) as holdings:
        (post,) = holdings.posts([holdings.find("https://blog.example.org/1")])
    assert [held.sighting.html for held in post.sightings] == ["<p>the whole text</p>"]


def test_the_commands_know_both_addresses(tmp_path: Path) -> None:
    path = save(tmp_path / "old.xml", [(1, "rain"), (2, "snow")], site="http://old.example/blog")
    config = tmp_path / "config.toml"
    config.write_text('[index]\nworkers = 1\n[links.rewrite]\n"http://old.example/blog/" = "https://new.example/"\n')

    def run(*words: str) -> str:
        given = [*words, "--data", str(tmp_path / "data"), "--config", str(config)]
        result = CliRunner().invoke(backissues.backissues, given, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    run("reindex", str(path))
    (hit,) = json.loads(run("search", "rain", "--json"))["hits"]
    assert (hit["url"], hit["site"]["url"]) == ("https://new.example/1", "https://new.example/")
    assert run("inspect", "http://old.example/blog/1") == run("inspect", "https://new.example/1")
    assert "https://new.example/feed/" in run("status", "--feeds")
    assert "1 post is gone" in run("forget", "--post", "http://old.example/blog/1")
    assert json.loads(run("reindex", "--full", "--json"))["index"]["documents"] == 1
