"""What a post's document says where its sightings differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from index import identity
from index.documents import rank, to_document
from index.holdings import Held, Holding
from index.sighting import Channel, Sighting
from search.document import Cut, Document, Feed, Site
from search.settings import PostSettings
from tests.feeding import BLOG, sighting

READ = "2024-06-01T00:00:00+00:00"
PLANET = Channel("Planet", None, "https://planet.example.net/")
EVIL = Channel("Evil", None, "https://evil.example.com/")


def held(one: Sighting, channel: Channel = BLOG, *, file: str = "a", modified: str = READ, read: str = READ) -> Held:
    return Held(one, channel, identity.keys_of(one, channel).own, file, modified, read, 0)


def document(*sightings: Held, settings: PostSettings | None = None) -> Document:
    """Return the document, the same for every order of the sightings."""
    documents = [to_document(Holding("0" * 16, some, (), ("source",)), settings or PostSettings()) for some in permutations(sightings)]
    assert all(one == documents[0] for one in documents)
    return documents[0]


def test_a_post_says_what_its_feed_says() -> None:
    one = sighting(
        9, "A <b>b</b>old word", title="One &amp; two", title_is_html=True, creators=("Ann", "Bo"), categories=("Python", "x, y"),
        published="2009-03-01T19:00:00+09:00", updated="2009-03-02T10:00:00+00:00", lang="pt-BR",
    )  # fmt: skip
    assert document(held(one)) == Document(
        id="0" * 16,
        title="One & two",
        body="A bold word",
        url="https://blog.example.org/9",
        creators=("Ann", "Bo"),
        categories=("Python", "x, y"),
        date=datetime(2009, 3, 1, 10, tzinfo=UTC),
        date_source="published",
        published="2009-03-01T19:00:00+09:00",
        updated=datetime(2009, 3, 2, 10, tzinfo=UTC),
        lang="pt",
        site=Site("blog.example.org", "Blog", "https://blog.example.org/"),
        feeds=(Feed("Blog", "https://blog.example.org/feed/"),),
        sources=("source",),
        guid="https://blog.example.org/?p=9",
    )


def test_what_wordpress_stores_becomes_text_and_its_cuts_are_told() -> None:
    source = "One\n\nTwo [gallery] <!-- wp:x /--><script>x</script>"
    found = document(held(sighting(1, title="<!--:fr-->Un<!--:--><!--:en-->One<!--:-->", html=source, markup="wordpress")))
    assert (found.title, found.body) == ("Un / One", "One\nTwo")
    assert found.cuts == (Cut("block comment", 1), Cut("script", 1), Cut("shortcode", 1))
    assert document(held(sighting(1, title="[:fr]Un", html=source))).title == "[:fr]Un"
    assert "[gallery]" in document(held(sighting(1, html=source))).body


def test_other_names_of_creators_come_from_all_sightings_of_the_same_standing() -> None:
    one = sighting(1, "a", creators=("Ada",), creator_aliases=("countess", "ada"))
    two = sighting(1, "b", creators=("Ada",), creator_aliases=("Countess", "ae"), updated="2020-01-01T00:00:00+00:00")
    evil = sighting(1, "c", creator_aliases=("mallory",))
    found = document(held(one), held(two, file="b"), held(evil, EVIL, file="c"))
    assert (found.creators, found.creator_aliases) == (("Ada",), ("ada", "ae", "countess"))


def test_a_tag_feed_with_the_link_of_the_site_gives_the_site_no_title() -> None:
    tag = Channel("agile \u2014 Blog", "https://blog.example.org/tag/agile/feed/", BLOG.link)
    bare = Channel("Blog without address", None, BLOG.link)
    assert document(held(sighting(1), tag)).site == Site("blog.example.org", "", BLOG.link)
    assert document(held(sighting(1), tag), held(sighting(1), BLOG, file="z")).site == Site("blog.example.org", "Blog", BLOG.link)
    assert document(held(sighting(1), bare)).site.title == "Blog without address"


def test_a_stranger_adds_feeds_and_tags_and_nothing_else() -> None:
    own = sighting(1, "Own text", creators=(), categories=("a",), updated=None)
    strange = sighting(
        1, "Much longer text of a stranger", title="Spam", creators=("Mallory",), categories=("b",), updated="2024-01-01T00:00:00+00:00",
        lang="de",
    )  # fmt: skip
    found = document(held(own), held(strange, EVIL))
    alone = document(held(own))
    assert found == replace(alone, categories=("a", "b"), feeds=(*alone.feeds, Feed("Evil", "https://evil.example.com/")))


def test_a_copied_guid_with_a_link_elsewhere_ranks_below_the_post_itself() -> None:
    victim = sighting(1, "Own text")
    hijack = sighting(1, "Pills", link="https://evil.example.com/1", updated="2024-01-01T00:00:00+00:00")
    assert document(held(victim), held(hijack, EVIL)).body == "Own text"
    assert document(held(hijack, EVIL)).body == "Pills"


@pytest.mark.parametrize("guid", ["urn:uuid:1", "tag:blog.example.org,2009:1", None])
@pytest.mark.parametrize("published", ["2009-01-01T00:00:00+00:00", "2010-01-01T00:00:00+00:00", None])
def test_who_copies_a_text_takes_nothing_of_its_post(guid: str | None, published: str | None) -> None:
    own = sighting(9, "The text", guid=guid)
    copy = replace(own, link="https://evil.example.com/1", title="Pills", creators=("Mallory",), published=published, updated=READ)
    found, alone = document(held(own), held(copy, EVIL, file="A")), document(held(own))
    assert found == replace(alone, feeds=(*alone.feeds, Feed("Evil", "https://evil.example.com/")))


def test_a_post_that_others_link_to_is_at_home_where_they_lead() -> None:
    moved = sighting(1, "Own text", guid="https://old.example.org/?p=1", published=None)
    linked = sighting(1, "Copied", guid="https://a.example.com/1", updated=READ)
    page = Channel("Links", None, "https://a.example.com/")
    found = document(held(moved), held(linked, page))
    assert (found.body, found.site.key, found.guid) == ("Own text", "blog.example.org", moved.guid)


def test_a_channel_without_self_link_is_the_feed_of_its_title_and_link() -> None:
    export = Channel("Blog", None, "http://www.blog.example.org")
    one = sighting(1, markup="wordpress")
    assert document(held(sighting(1)), held(one, export, file="export")).feeds == (Feed("Blog", BLOG.self_link),)
    assert document(held(one, export)).feeds == (Feed("Blog", "http://www.blog.example.org"),)
    assert document(held(one, export), held(sighting(1), replace(export, link=BLOG.link), file="b")).feeds == (Feed("Blog", BLOG.link),)
    assert len(document(held(sighting(1)), held(one, replace(export, title="Notes"), file="b")).feeds) == 2


def test_a_summary_never_replaces_a_full_text() -> None:
    summary = sighting(1, "Short", summary_only=True, updated="2024-01-01T00:00:00+00:00")
    full = document(held(sighting(1, "The whole text")), held(summary, file="b"))
    assert (full.body, full.summary_only) == ("The whole text", False)
    assert document(held(summary)).summary_only


def test_the_newest_save_wins() -> None:
    old, new = replace(BLOG, built="2020-01-01T00:00:00+00:00"), replace(BLOG, built="2021-01-01T00:00:00+00:00")
    assert document(held(sighting(1, "old and long"), old), held(sighting(1, "new"), new, file="b")).body == "new"
    by_file = held(sighting(1, "new"), modified="2022-01-01T00:00:00+00:00"), held(sighting(1, "old and long"), new, file="b")
    assert document(*by_file).body == "new"
    updated = held(sighting(1, "updated", updated="2019-01-01T00:00:00+00:00"), old), held(sighting(1, "old and long"), new, file="b")
    assert document(*updated).body == "updated"
    assert document(held(sighting(1, "longer")), held(sighting(1, "long"), file="b")).body == "longer"
    assert document(held(sighting(1, "aaa"), file="b"), held(sighting(1, "bbb"), file="a")).body == "bbb"
    assert [one.file for one in rank((held(sighting(1), file="b"), held(sighting(1), file="a")))] == ["a", "b"]


def test_of_feeds_built_at_one_time_the_file_saved_last_wins() -> None:
    edited = held(sighting(1, "cut"), replace(BLOG, built=READ), modified="2024-07-01T00:00:00+00:00")
    assert document(edited, held(sighting(1, "not cut yet"), replace(BLOG, built=READ), file="b")).body == "cut"


def test_what_the_best_does_not_say_the_next_of_its_standing_says() -> None:
    best = sighting(1, "best", title="", link=None, creators=(), published=None, updated="2020-01-01T00:00:00+00:00")
    next_best = sighting(1, "next", creators=("Ann",), published="2019-01-01T00:00:00+00:00")
    found = document(held(best), held(next_best, file="b"))
    assert (found.body, found.title, found.creators, found.url) == ("best", "Post 1", ("Ann",), "https://blog.example.org/1")
    assert (found.date, found.date_source) == (datetime(2019, 1, 1, tzinfo=UTC), "published")


@pytest.mark.parametrize(
    ("published", "updated", "date", "source"),
    [
        ("2009-03-01", None, datetime(2009, 3, 1, tzinfo=UTC), "published"),
        (None, "2009-03-01T00:00:00Z", datetime(2009, 3, 1, tzinfo=UTC), "updated"),
        ("2024-06-07T00:00:00Z", None, datetime(2024, 6, 7, tzinfo=UTC), "published"),
        ("2024-06-09T00:00:00Z", None, None, None),
        ("1399-12-31", "2009-03-01T00:00:00Z", datetime(2009, 3, 1, tzinfo=UTC), "updated"),
        ("1400-01-01", None, datetime(1400, 1, 1, tzinfo=UTC), "published"),
        ("nonsense", "9999-12-31T23:59:59-12:00", None, None),
        (None, None, None, None),
    ],
)
def test_dates_that_can_be(published: str | None, updated: str | None, date: datetime | None, source: str | None) -> None:
    found = document(held(sighting(1, published=published, updated=updated)))
    assert (found.date, found.date_source) == (date, source)
    assert found.published == (published if source == "published" else None)


@pytest.mark.parametrize(
    ("said", "text", "lang"),
    [
        (None, "Impressum", None),
        ("x-klingon!", "text", None),
        ("EN_us", "text", "en"),
        (None, "祝你们新年快乐", "zh"),
        (None, "新年おめでとうございます", "ja"),
        (None, "새해 복 많이", "ko"),
        (None, "Сегодня мы починили старый велосипед.", "ru"),
        (None, "Αθήνα", "el"),
        (None, "مرحبا بكم في الموقع", "ar"),
        (None, "שלום", "he"),
        (None, "नमस्ते, आप कैसे हैं?", "hi"),
        (None, "สวัสดี", "th"),
        (None, "Half and half Привет", None),
        (None, "!?", None),
        ("en-US", "Gestern haben wir den ganzen Tag die alte Regentonne geflickt.", "de"),
    ],
)
def test_the_language_is_declared_or_seen_in_the_text(said: str | None, text: str, lang: str | None) -> None:
    assert document(held(sighting(1, text, lang=said))).lang == lang
    assert document(held(sighting(1, text), replace(BLOG, lang=said))).lang == lang


def test_the_site_is_titled_by_its_own_feed() -> None:
    tag = Channel("Python | Blog", "https://www.blog.example.org/tag/python/feed/", "https://www.blog.example.org/tag/python/")
    assert document(held(sighting(1), tag)).site == Site("blog.example.org", "", "https://www.blog.example.org/")
    both = document(held(sighting(1), tag), held(sighting(1), BLOG, file="b"))
    assert both.site == Site("blog.example.org", "Blog", "https://blog.example.org/")
    assert [feed.title for feed in both.feeds] == ["Blog", "Python | Blog"]
    assert document(held(sighting(1), Channel("No Links  at all", None, None))).site == Site("no links at all", "No Links  at all", None)
    deep = Channel("Deep", "https://host.example.org/~ann/feed", None)
    assert document(held(sighting(1), deep)).site == Site("host.example.org/~ann", "", None)


def test_a_feed_is_named_as_it_was_last() -> None:
    old, new = replace(BLOG, title="Old", built="2020-01-01T00:00:00+00:00"), replace(BLOG, title="New", built="2021-01-01T00:00:00+00:00")
    assert [feed.title for feed in document(held(sighting(1), old), held(sighting(1), new)).feeds] == ["New"]


def test_the_link_of_the_posts_own_host_is_its_address() -> None:
    proxy = sighting(1, link="https://feeds.example.com/~r/1", updated="2020-01-01T00:00:00+00:00")
    direct = sighting(1, guid="https://old.example.org/?p=1")
    assert document(held(proxy), held(direct)).url == "https://blog.example.org/1"
    assert document(held(proxy)).url == "https://feeds.example.com/~r/1"


def test_tags_that_say_nothing_are_left_out() -> None:
    assert document(held(sighting(1, categories=("Uncategorized", "Python", "PYTHON")))).categories == ("Python",)
    settings = PostSettings(default_categories=("python",))
    assert document(held(sighting(1, categories=("Uncategorized", "Python"))), settings=settings).categories == ("Uncategorized",)
