"""Which sightings are one post: the rules one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import identity
from index.identity import Claim
from index.sighting import Channel, Sighting

BLOG = Channel("Blog", "https://blog.example.org/feed/", "https://blog.example.org/")
PLANET = Channel("Planet", "https://planet.example.net/atom.xml", "https://planet.example.net/")
EVIL = Channel("Evil", "https://evil.example.com/feed", "https://evil.example.com/")
LONG = "<p>" + " ".join(f"word{number}" for number in range(100)) + "</p>"


def item(
    guid: str | None = None, link: str | None = None, title: str = "Title", html: str = "<p>Text</p>", published: str | None = None
) -> Sighting:
    return Sighting(guid, link, title, title_is_html=False, html=html, summary_only=False, published=published)


def count(*shown: tuple[Channel, Sighting], documents: tuple[int, ...] = ()) -> int:
    """Return how many posts the items are; each stands in a document of its own unless `documents` says otherwise."""
    claims = [
        Claim(at, documents[at] if documents else at, identity.keys_of(sighting, channel), (f"file{at}", 0))
        for at, (channel, sighting) in enumerate(shown)
    ]
    assert identity.posts(claims[::-1]) == identity.posts(claims)
    return len(identity.posts(claims))


def test_one_guid_with_different_links_is_one_post() -> None:
    """Tag archives saved with relative links: the link differs from feed to feed."""
    guid = "https://blog.example.org/?p=1"
    assert count(*((BLOG, item(guid, f"https://blog.example.org/tag/{tag}/one")) for tag in "abc")) == 1


def test_the_same_link_in_other_spelling_is_one_post() -> None:
    first = item(None, "http://www.blog.example.org/2009/one/?utm_source=rss")
    assert count((BLOG, first), (PLANET, item("planet:1", "https://blog.example.org/2009/one"))) == 1


def test_an_edited_post_stays_one_post() -> None:
    guid, link, day = "https://blog.example.org/?p=1", "https://blog.example.org/one", "2009-03-01T10:00:00+09:00"
    edited = item(guid, link, "Other title", "<p>Other text</p>", day)
    moved = item(guid, "https://blog.example.org/renamed", "Third title", "<p>Third text</p>", "2009-03-01T01:00:00+00:00")
    assert count((BLOG, item(guid, link, published=day)), (BLOG, edited)) == 1
    assert count((BLOG, item(guid, link, published=day)), (BLOG, moved)) == 1


def test_a_link_blog_keeps_its_items_apart() -> None:
    link = "https://elsewhere.example.com/article"
    assert count((BLOG, item("1", link, "On this", "<p>First</p>")), (BLOG, item("2", link, "More on this", "<p>Second</p>"))) == 2


def test_a_photo_with_nothing_but_a_link_is_one_post_on_its_site() -> None:
    photo = item(None, "https://blog.example.org/p/1", "", "<img src='1.jpg'>")
    dated = replace(photo, published="2020-01-01T00:00:00+00:00")
    assert count((BLOG, photo), (BLOG, replace(photo, link="http://www.blog.example.org/p/1/"))) == 1
    assert count((BLOG, dated), (BLOG, replace(dated, html="<img src='1.jpg'>The hut, from above."))) == 1
    assert count((BLOG, photo), (BLOG, replace(photo, html="Another text"))) == 2
    assert count((BLOG, photo), (PLANET, photo)) == 2


def test_links_to_the_site_name_no_post() -> None:
    home = [item(None, "https://blog.example.org/", "Untitled", f"<p>{number}</p>") for number in range(3)]
    assert count(*((BLOG, one) for one in home)) == 3
    page = Channel("Changes", None, "https://blog.example.org/changes")
    assert count((page, item(None, page.link, "Fixes", "<p>1</p>")), (page, item(None, page.link, "Fixes", "<p>2</p>"))) == 2


def test_a_guid_that_is_no_uri_counts_within_its_site() -> None:
    first, second = item("17", html="<p>One</p>"), item("17", html="<p>Two</p>")
    tag = Channel("Tag", None, "https://blog.example.org/tag/python/")
    assert count((BLOG, first), (PLANET, second)) == 2
    assert count((BLOG, first), (tag, second)) == 1


@pytest.mark.parametrize("guid", ["http://localhost/?p=1", "http://127.0.0.1:8080/?p=1", "http://blog.local/?p=1", "post:1"])
def test_a_guid_of_a_host_that_is_nowhere_counts_within_its_site(guid: str) -> None:
    assert count((BLOG, item(guid)), (PLANET, item(guid))) == 2


@pytest.mark.parametrize("guid", ["https://blog.example.org/?p=1", "urn:uuid:1", "tag:blog.example.org,2009:1", "http://8.8.8.8/1"])
def test_an_absolute_uri_counts_everywhere(guid: str) -> None:
    assert count((BLOG, item(guid)), (PLANET, item(guid))) == 1


def test_what_names_itself_by_nothing_is_named_by_all_that_it_says() -> None:
    bare = item(None, None, published="2020-01-01T00:00:00+00:00")
    assert count((BLOG, bare), (BLOG, bare)) == 1
    assert count((BLOG, bare), (BLOG, bare), documents=(1, 1)) == 1
    assert count((BLOG, item(None, BLOG.link, "")), (BLOG, item(None, None, ""))) == 1
    assert count((BLOG, item(None, None, html="")), (BLOG, item(None, None, html=""))) == 1
    assert count((BLOG, bare), (BLOG, item(None, None, published="2020-01-08T00:00:00+00:00"))) == 2
    assert count((BLOG, bare), (PLANET, bare)) == 2
    nowhere = Channel("", None, None)
    assert count((nowhere, bare), (nowhere, bare)) == 2


def test_one_document_shows_no_post_under_two_names() -> None:
    guid, link = "https://blog.example.org/?p=1", "https://blog.example.org/one"
    twice = ((BLOG, item(guid, link)), (BLOG, item(guid, link)))
    other_link = ((BLOG, item(guid, link)), (BLOG, item(guid, f"{link}/two")))
    assert count(*twice, documents=(1, 1)) == 1
    assert count(*other_link, documents=(1, 1)) == 2
    assert count(*other_link, documents=(1, 2)) == 1


def test_one_guid_for_everything_loses_nothing() -> None:
    """A broken generator: the pages of a feed pair up by link, never by guid alone."""
    page = [item("https://blog.example.org/", f"https://blog.example.org/{at}", f"T{at}", f"<p>{at}</p>") for at in range(60)]
    shown = [(BLOG, one) for one in (*page, *page)]
    assert count(*shown, documents=(1,) * 60 + (2,) * 60) == 60


def test_a_long_text_unites_across_hosts_only() -> None:
    here, there = item("1", "https://blog.example.org/one", html=LONG), item("2", "https://planet.example.net/x", html=f"<div>{LONG}</div>")
    assert count((BLOG, here), (PLANET, there)) == 1
    assert count((BLOG, here), (PLANET, item("2", "https://planet.example.net/x", "Another title", LONG))) == 2
    assert count((BLOG, here), (BLOG, item("2", "https://blog.example.org/two", html=LONG))) == 2
    short = "<p>Closed today.</p>"
    assert count((BLOG, item("1", here.link, html=short)), (PLANET, item("2", there.link, html=short))) == 2


def test_a_copy_elsewhere_does_not_unite_two_posts_of_one_host() -> None:
    one, two = (item(str(at), f"https://blog.example.org/{at}", html=LONG) for at in (1, 2))
    copy = item("x", "https://planet.example.net/x", html=LONG)
    assert count((BLOG, one), (BLOG, two), (PLANET, copy)) == 2


def test_a_stranger_with_a_copied_guid_is_kept_apart_where_nothing_else_agrees() -> None:
    victim = item("https://blog.example.org/?p=1", "https://blog.example.org/one", published="2009-03-01T10:00:00+00:00")
    spam = item(victim.guid, "https://evil.example.com/x", "Buy", "<p>Pills</p>", victim.published)
    assert count((BLOG, victim), (EVIL, spam)) == 2


def test_two_sites_that_call_a_post_their_own_are_two_posts_unless_the_text_agrees() -> None:
    victim = item("urn:uuid:1", "https://blog.example.org/one", html="<p>Text</p>")
    assert count((BLOG, victim), (EVIL, item("urn:uuid:1", "https://evil.example.com/x", html="<p>Pills</p>"))) == 2
    assert count((BLOG, victim), (EVIL, item("urn:uuid:1", "https://evil.example.com/x", html="<b>Text</b>"))) == 1


def test_two_sites_that_call_a_post_partly_their_own_are_two_posts_unless_the_text_agrees() -> None:
    moved = item("https://old.example.org/?p=1", "https://blog.example.org/one", html="<p>Text</p>")
    strange = item(moved.guid, "https://evil.example.com/x", html="<p>Pills</p>")
    assert count((BLOG, moved), (EVIL, strange)) == 2
    assert count((BLOG, moved), (EVIL, strange), (Channel("Old", None, "https://old.example.org/"), item(moved.guid, moved.guid))) == 1
    proxied = item("https://blog.example.org/?p=1", "https://feeds.example.com/~r/1", html="<p>Edited</p>")
    assert count((BLOG, proxied), (BLOG, item(proxied.guid, "https://feeds.example.com/~r/2"))) == 1


@pytest.mark.parametrize(
    ("channel", "guid", "link", "own"),
    [
        (BLOG, "https://blog.example.org/?p=1", "https://blog.example.org/one", 2),
        (BLOG, "17", "https://www.blog.example.org/one", 2),
        (BLOG, "https://blog.example.org/?p=1", None, 2),
        (BLOG, "https://blog.example.org/?p=1", "https://feeds.example.com/~r/1", 1),
        (BLOG, "https://old.example.org/?p=1", "https://blog.example.org/one", 1),
        (EVIL, "https://evil.example.com/1", "https://blog.example.org/one", 1),
        (PLANET, "https://blog.example.org/?p=1", "https://blog.example.org/one", 0),
        (BLOG, "tag:blog.example.org,2009:1", "https://blog.example.org/one", 2),
        (EVIL, "tag:ann@www.blog.example.org,2009-03-01:1", "https://evil.example.com/1", 1),
        (EVIL, "tag:blog.example.org,2009:1", None, 0),
        (BLOG, "tag:1", None, 2),
        (BLOG, None, None, 2),
        (Channel("", None, None), None, None, 0),
        (Channel("", None, None), "https://blog.example.org/?p=1", None, 0),
    ],
)
def test_whose_post_it_is(channel: Channel, guid: str | None, link: str | None, own: int) -> None:
    assert identity.keys_of(item(guid, link), channel).own == own


def test_texts_are_compared_by_what_people_read() -> None:
    assert identity.essence("<p>It&#8217;s <b>one</b> day</p>") == identity.essence("<div>It\u2019s\n one\tday!</div>")
    assert identity.essence("<p>One</p>") != identity.essence("<p>Two</p>")


def test_titles_are_compared_folded() -> None:
    def title(text: str, *, is_html: bool) -> str | None:
        sighting = Sighting(None, None, text, title_is_html=is_html, html="", summary_only=False)
        return identity.keys_of(sighting, BLOG).title

    assert title("A &amp; <b>B</b>", is_html=True) == title("a & b", is_html=False)
    assert title("?", is_html=False) != title("!", is_html=False)
    assert title("  ", is_html=False) is None


@pytest.mark.parametrize("published", ["yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_date_that_is_none_says_nothing(published: str) -> None:
    assert identity.keys_of(item(published=published), BLOG).published is None


def test_names_of_a_post_that_says_little() -> None:
    bare = identity.keys_of(item(None, None), BLOG)
    other = identity.keys_of(item(None, None, "Other"), BLOG)
    assert identity.names(bare)
    assert set(identity.names(bare)).isdisjoint(identity.names(other))
    assert len(identity.names(identity.keys_of(item("1", "https://blog.example.org/one", html=LONG, published="2020-01-01"), BLOG))) == 8
