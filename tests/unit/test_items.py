from __future__ import annotations

import pytest

from index.formats.sniffing import feed_root
from index.sighting import Skipped
from tests.feedtexts import atom, document, only, rss


@pytest.mark.parametrize(
    "feed", [rss("", "<title>a</title>"), atom("", "<title>a</title>"), rss("\n <description> </description>", "<title>a</title>")]
)
def test_an_empty_item_is_no_post(feed: str) -> None:
    found = document(feed)
    assert [sighting.title for sighting in found.sightings] == ["a"]
    assert [(skipped.reason, skipped.count) for skipped in found.skipped] == [("empty", 1)]
    assert found.problem is None


def test_empty_items_are_counted_by_guid() -> None:
    found = document(rss("", "<author>Ann</author>", "<guid>17</guid><pubDate>Sun, 01 Mar 2009 10:00:00 GMT</pubDate>"))
    assert found.sightings == ()
    assert found.skipped == (Skipped("an item without title, text and link", "empty", 2), Skipped("17", "empty"))


@pytest.mark.parametrize(
    "item", ["<title>a</title>", "<link>https://example.com/a</link>", "<description>a</description>", "<guid>https://example.com/a</guid>"]
)
def test_one_of_title_text_and_link_makes_a_post(item: str) -> None:
    assert len(document(rss(item)).sightings) == 1


@pytest.mark.parametrize(
    ("entry", "guid"),
    [
        ("<id>posts/17</id>", "posts/17"),
        ("<id xml:base='https://example.com/'>posts/17</id>", "https://example.com/posts/17"),
        ("<id>tag:example.com,2009:17</id>", "tag:example.com,2009:17"),
    ],
)
def test_a_relative_id_is_no_link(entry: str, guid: str) -> None:
    found = only(atom(f"<title>a</title>{entry}"))
    assert (found.guid, found.link) == (guid, None)


def test_a_relative_id_under_the_base_of_the_feed_is_no_link() -> None:
    feed = atom("<title>a</title><id>posts/17</id>", "<id>18</id><link href='b'/>").replace(
        "<feed", "<feed xml:base='https://example.com/'"
    )
    assert [sighting.link for sighting in document(feed).sightings] == [None, "https://example.com/b"]


def test_a_guid_of_rss_is_a_link_unless_it_says_otherwise() -> None:
    items = ("<title>a</title><guid>a/</guid>", "<title>b</title><guid isPermaLink='false'>b/</guid>")
    feed = rss(*items).replace("<rss", "<rss xml:base='https://example.com/'")
    assert [sighting.link for sighting in document(feed).sightings] == ["https://example.com/a/", None]


def test_an_absolute_id_stands_in_for_a_link() -> None:
    assert (
        only(atom("<id>https://example.com/a</id><content xml:base='https://example.com/a/'>a</content>")).link == "https://example.com/a"
    )


SOURCE = "<source><title>Their blog</title><id>tag:theirs</id><link href='https://theirs.example/'/><updated>2001-01-01T00:00:00Z</updated>{0}</source>"
PLANET = "<title>Planet</title><author><name>The Planet</name></author>"


@pytest.mark.parametrize("entry", ["<title>a</title><id>tag:a</id>{0}", "{0}<title>a</title><id>tag:a</id>"])
@pytest.mark.parametrize(
    ("own", "theirs", "creators"),
    [
        ("", "", ()),
        ("", "<author><name>Ann</name></author>", ("Ann",)),
        ("<author><name>Bea</name></author>", "<author><name>Ann</name></author>", ("Bea",)),
    ],
)
def test_an_entry_of_another_feed_takes_nothing_from_the_planet(entry: str, own: str, theirs: str, creators: tuple[str, ...]) -> None:
    feed = atom(entry.format(SOURCE.format(theirs)) + own, head=PLANET).replace("<feed", "<feed xml:lang='en'")
    found = only(feed)
    assert (found.title, found.guid, found.link, found.updated, found.creators, found.lang) == ("a", "tag:a", None, None, creators, None)


def test_an_entry_of_another_feed_has_its_own_language_or_that_of_its_feed() -> None:
    entries = (
        "<title xml:lang='de'>a</title>" + SOURCE.format(""),
        "<title>b</title>" + SOURCE.format("").replace("<title", "<title xml:lang='fr'"),
    )
    found = document(atom(*entries, head=PLANET).replace("<feed", "<feed xml:lang='en'"))
    assert [sighting.lang for sighting in found.sightings] == ["de", "fr"]


def test_an_entry_of_the_feed_itself_takes_its_author_and_language() -> None:
    found = only(atom("<title>a</title>", head=PLANET).replace("<feed", "<feed xml:lang='en'"))
    assert (found.creators, found.lang) == (("The Planet",), "en")


@pytest.mark.parametrize(
    ("item", "html"),
    [
        ("<media:group><media:title>m</media:title><media:description>The film.</media:description></media:group>", "The film."),
        ("<media:content url='a.jpg'><media:description>The picture.</media:description></media:content>", "The picture."),
        ("<itunes:summary>The episode.</itunes:summary>", "The episode."),
        ("<itunes:summary>Short.</itunes:summary><description>The whole episode.</description>", "The whole episode."),
        ("<description>The whole episode.</description><itunes:summary>Short.</itunes:summary>", "The whole episode."),
        ("<content:encoded></content:encoded><description>The whole text.</description>", "The whole text."),
        ("<description>The whole text.</description><content:encoded><![CDATA[ ]]></content:encoded>", "The whole text."),
        ("<itunes:subtitle>A line.</itunes:subtitle>", "A line."),
        ("<description/><itunes:subtitle>A line.</itunes:subtitle>", "A line."),
    ],
)
def test_the_text_comes_from_what_there_is(item: str, html: str) -> None:
    found = only(rss(f"<title>a</title>{item}"))
    assert (found.title, found.html) == ("a", html)


def test_a_title_of_the_media_stands_in_for_none() -> None:
    assert only(rss("<media:title>A film</media:title><link>https://example.com/a</link>")).title == "A film"
    assert only(rss("<title>A post</title><media:content url='a'><media:title>A film</media:title></media:content>")).title == "A post"
    assert only(rss("<media:content url='a'><media:title>A film</media:title></media:content><title>A post</title>")).title == "A post"


@pytest.mark.parametrize(
    ("item", "creators"),
    [
        ("<itunes:author>Ann</itunes:author>", ("Ann",)),
        ("<author>ann@example.com (Ann)</author><itunes:author>Ann</itunes:author>", ("Ann",)),
        ("<itunes:author>Ann</itunes:author><author>ann@example.com</author>", ("Ann",)),
        ("<dc:creator>Ann</dc:creator><itunes:author>ann </itunes:author>", ("Ann",)),
    ],
)
def test_the_author_of_an_episode(item: str, creators: tuple[str, ...]) -> None:
    assert only(rss(f"<title>a</title>{item}")).creators == creators


def test_a_category_given_twice_is_one() -> None:
    item = "<category>Tea</category><category>  Green  tea </category><dc:subject>tea</dc:subject><dc:subject>Cake</dc:subject>"
    assert only(rss(f"<title>a</title>{item}")).categories == ("Tea", "Green  tea", "Cake")


ENTRY = "<entry xmlns='http://www.w3.org/2005/Atom'><title>a</title><id>tag:a</id><author><name>Ann</name></author><content>Text.</content></entry>"


def test_an_entry_by_itself_is_a_feed_of_one_post() -> None:
    found = only(f"<?xml version='1.0'?>\n{ENTRY}")
    assert (found.title, found.guid, found.creators, found.html) == ("a", "tag:a", ("Ann",), "Text.")
    assert document(ENTRY[:-20]).problem == "cut off in the middle: 0 whole posts read"


@pytest.mark.parametrize("text", [ENTRY.replace("w3.org/2005/Atom", "tei-c.org/ns/1.0"), "<entry><entry/><item>a</item></entry>"])
def test_an_entry_of_something_else_is_no_feed(text: str) -> None:
    assert feed_root(text) is None


def test_a_damaged_feed_without_posts_keeps_its_title() -> None:
    assert document(atom(head="<title>Feed</subtitle>")).channel.title == "Feed"
