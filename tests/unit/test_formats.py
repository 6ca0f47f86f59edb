from __future__ import annotations

import pytest

from index.formats import feedxml
from index.formats.found import Unreadable
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument
from search.errors import BackissuesError
from tests.reading import contents, read

ITEM = "<item><title>{0}</title><link>https://example.com/{0}</link><guid>{0}</guid><description>Text {0}.</description></item>"
ENTRY = "<entry><title>{0}</title><link href='https://example.com/{0}'/><id>tag:{0}</id><content>Text {0}.</content></entry>"


def rss(*items: str, head: str = "<title>Feed</title><link>https://example.com/</link>", namespaces: str = "") -> str:
    return f"<rss version='2.0' {namespaces}><channel>{head}{''.join(items)}</channel></rss>"


def atom(*entries: str, head: str = "<title>Feed</title>", namespaces: str = "") -> str:
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {namespaces}>{head}{''.join(entries)}</feed>"


def document(text: str | bytes, location: str = "feed.txt") -> FeedDocument:
    found = read(text if isinstance(text, bytes) else text.encode(), location)
    assert found is not None
    return found


def titles(found: FeedDocument) -> list[str]:
    return [sighting.title for sighting in found.sightings]


TWO = rss(ITEM.format("a"), ITEM.format("b"))


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        " \n\t" + TWO,
        "<?xml version='1.0'?>" + TWO,
        "<!-- made by hand --><?xml-stylesheet href='x'?>" + TWO,
        "<!DOCTYPE rss [<!ENTITY x 'y'>\n" + "\n" * 20_000 + "]>" + TWO,
        "<br />\n<b>Warning</b>: mysql_connect() in <b>/var/www/feed.php</b><br />\n<?xml version='1.0'?>" + TWO,
        "\ufeff\ufeff" + TWO,
        TWO + "\n<!-- cached by a plugin -->\n<script>tracker()</script>",
        rss(ITEM.format("a"), "<item><title>b</title><description>Q&A &nbsp; &eacute;</description></item>"),
        atom(ENTRY.format("a"), ENTRY.format("b")),
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>a</a:title></a:entry><a:entry><a:title>b</a:title></a:entry></a:feed>",
        f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>{ITEM.format('a')}{ITEM.format('b')}</rdf:RDF>",
        f"<channel>{ITEM.format('a')}{ITEM.format('b')}</channel>",
    ],
    ids=range(13),
)
@pytest.mark.timeout(10)
def test_a_feed_is_told_by_its_root_whatever_stands_around_it(text: str) -> None:
    found = document(text)
    assert titles(found) == ["a", "b"]
    assert found.problem is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Plain text about <rss> feeds.",
        "/etc/passwd",
        "http://127.0.0.1/feed",
        "<!DOCTYPE html><html><head><title>No</title></head><body><rss></rss></body></html>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><body>Moved.</body></html>",
        "<?xml version='1.0'?><opml version='2.0'><body><outline type='rss' xmlUrl='https://example.com/feed'/></body></opml>",
        '{"version": "1.1", "title": "x", "posts": []}',
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:foaf='http://xmlns.com/foaf/0.1/'/>",
        "<feed><name>no atom</name></feed>",
        "<channel><name>a river</name></channel>",
        "<!-- never closed",
        "<?xml never closed",
        "<rss",
    ],
    ids=range(16),
)
def test_what_is_no_feed_is_none(text: str) -> None:
    assert read(text.encode(), "feed.xml") is None


@pytest.mark.parametrize("text", [rss(), atom(), "<rss/>", "<feed xmlns='http://www.w3.org/2005/Atom'/>"])
def test_a_feed_without_posts_is_no_error(text: str) -> None:
    found = document(text)
    assert found.sightings == ()
    assert found.problem is None


EXPORT = "xmlns:{0}='http://wordpress.org/export/1.2/'"
DRAFT = "<item><title>Draft</title><{0}:status>draft</{0}:status></item>"


@pytest.mark.parametrize(
    "text",
    [
        rss(DRAFT.format("wp"), namespaces=EXPORT.format("wp")),
        rss(DRAFT.format("w"), namespaces=EXPORT.format("w")),
        rss(DRAFT.format("wp")),
        rss(ITEM.format("a"), head="<wp:wxr_version>1.2</wp:wxr_version>"),
        rss(DRAFT.format("w"), namespaces=EXPORT.format("w").replace("wordpress.org", "wordpress&#46;org")),
        rss(ITEM.format("a") * 50, DRAFT.format("wp"), namespaces=EXPORT.format("wp"))[:-30],
    ],
    ids=range(6),
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_no_trace_of_an_export_is_read_as_a_feed(text: str, codec: str) -> None:
    """Without `wp:post_type` and `wp:status` an item is not known to be public, so none of these gives a post."""
    for _path, found in contents(text.encode(codec), "feed.xml"):
        assert isinstance(found, FeedDocument | Unreadable)
        assert not isinstance(found, FeedDocument) or found.sightings == ()


def test_an_export_that_hides_it_at_first_is_read_as_one() -> None:
    posts = ITEM.format("x" * 1000) * 100
    (found,) = contents(rss(posts, DRAFT.format("wp"), namespaces="").encode())
    assert isinstance(found[1], FeedDocument)
    assert found[1].sightings == ()


def test_a_post_about_exports_is_a_post() -> None:
    quoted = "<description><![CDATA[<pre>&lt;wp:status&gt;</pre> <wp:status>draft</wp:status> xmlns:wp='http://wordpress.org/export/1.2/']]></description>"
    escaped = '<description>&lt;a href="http://wordpress.org/export/"&gt;x&lt;/a&gt; &lt;wp:status&gt;</description>'
    found = document(rss(f"<item><title>a</title>{quoted}</item>", f"<item><title>b</title>{escaped}</item>"))
    assert titles(found) == ["a", "b"]


@pytest.mark.parametrize("end", ["</title>", "Text c", "<item><title>c"])
def test_a_feed_cut_off_keeps_its_whole_posts_and_says_so(end: str) -> None:
    text = rss(*map(ITEM.format, "abc"))
    found = document(text[: text.rindex(end) + 3])
    assert titles(found) == ["a", "b"]
    assert found.problem == "cut off in the middle: 2 whole posts read"


def test_other_feeds_cut_off() -> None:
    text = atom(*map(ENTRY.format, "ab"))
    assert titles(document(text[: text.rindex("Text b")])) == ["a"]
    assert document(text[: text.rindex("Text b")]).problem == "cut off in the middle: 1 whole post read"
    assert titles(document(text[: -len("</feed>")])) == ["a", "b"]
    found = document(text[: text.index("Text a")])
    assert (found.channel.title, found.sightings, found.problem) == ("Feed", (), "cut off in the middle: 0 whole posts read")
    assert document(text[: text.index("</title>")]).sightings == ()


def test_a_feed_cut_off_is_not_complete() -> None:
    history = "xmlns:h='http://purl.org/syndication/history/1.0'"
    text = atom(ENTRY.format("a"), ENTRY.format("b"), head="<h:complete/>", namespaces=history)
    assert document(text).complete
    assert not document(text[:-20]).complete
    assert not document(atom(ENTRY.format("a"), head="<h:archive/>", namespaces=history)).complete


def test_posts_lost_in_damage_are_counted() -> None:
    found = document(rss(ITEM.format("a"), "<item><title>b</title><description><![CDATA[no end</description></item>", ITEM.format("c")))
    assert titles(found)[0] == "a"
    assert found.problem is not None
    assert found.problem.startswith("damaged XML: ")
    assert "of 3 posts read" in found.problem


@pytest.mark.parametrize(
    ("namespaces", "element"),
    [
        ("xmlns:gml='http://www.opengis.net/gml'", "<gml:pos>1 2</gml:pos>"),
        ("xmlns:odd='http://example.com/a namespace'", "<odd:x/>"),
    ],
)
def test_feeds_that_feedparser_fails_on_are_repaired(namespaces: str, element: str) -> None:
    found = document(rss(f"<item><title>a</title>{element}</item>", ITEM.format("b"), namespaces=namespaces))
    assert titles(found) == ["a", "b"]
    assert found.problem is None


def test_nothing_left_is_one_clear_line() -> None:
    with pytest.raises(NotReadable) as caught:
        read(b"<rss><channel><![CDATA[never closed <item><title>a</title></item></channel></rss>", "feed.xml")
    assert str(caught.value).startswith("damaged XML: none of its posts can be read")
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, BackissuesError)


def test_posts_over_the_limit_are_left_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedxml, "MOST", 2)
    found = document(rss(*map(ITEM.format, "abc")))
    assert titles(found) == ["a", "b"]
    assert found.problem == "more than 2 posts: 2 of 3 read"


@pytest.mark.parametrize(
    ("head", "items"),
    [
        ("<title>Comments for Tea</title>", ["<item><guid>https://example.com/?p=1#comment-3</guid></item>"]),
        ("<title>Tea</title>", ["<item><link>https://example.com/a/#comment-3</link></item>"] * 2),
        ("<title>Comments on: Tea</title>", []),
        ("<title>\n\t《关于》的评论\t</title>", []),
        ("<title>Kommentare zu: Tee</title>", []),
        ("<atom:link rel='self' href='https://example.com/comments/feed/'/>", []),
        ("<atom:link rel='self' href='./../comments/feed/index.html'/>", []),
    ],
)
def test_comment_feeds(head: str, items: list[str]) -> None:
    assert document(rss(*items, head=head, namespaces="xmlns:atom='http://www.w3.org/2005/Atom'")).comments


@pytest.mark.parametrize(
    ("head", "items"),
    [
        ("<title>Comments on everything</title>", [ITEM.format("a")]),
        ("<title>Comments on: the news</title>", ["<item><title>By: the sea</title><link>https://example.com/by-the-sea</link></item>"]),
        ("<title>Tea</title>", ["<item><link>https://example.com/a/#comment-3</link></item>", ITEM.format("a")]),
        ("<title>Tea</title>", ["<item><link>https://example.com/a/#comments</link></item>"]),
        ("<title>Tea</title>", []),
        ("<atom:link rel='self' href='https://example.com/comments/feed/'/>", [ITEM.format("a")]),
    ],
)
def test_a_feed_of_posts_is_never_taken_for_comments(head: str, items: list[str]) -> None:
    assert not document(rss(*items, head=head, namespaces="xmlns:atom='http://www.w3.org/2005/Atom'")).comments


def test_an_address_is_the_last_base_of_links() -> None:
    text = rss("<item><title>a</title><link>/a</link></item>", head="<link>./</link>")
    assert document(text, "https://example.com/blog/feed").sightings[0].link == "https://example.com/a"
    assert document(text, "https://example.com/blog/feed").channel.link == "https://example.com/blog/"
    assert document(text, "feed.xml").sightings[0].link is None


@pytest.mark.parametrize(("query", "snapshot"), [("", True), ("?paged=1", True), ("?paged=2", False), ("?cat=7&amp;paged=12", False)])
def test_a_later_page_of_a_feed_is_no_snapshot_of_it(query: str, *, snapshot: bool) -> None:
    """People save page 1 to 30 at once. WordPress builds each page anew and dates it by its newest post."""
    link = f"<atom:link href='/feed/{query}' rel='self'/><link>https://example.com/</link>"
    found = document(rss(ITEM.format("a"), head=link, namespaces="xmlns:atom='http://www.w3.org/2005/Atom'"), "https://example.com/x")
    assert found.snapshot is snapshot


def test_a_guid_stands_in_for_a_link_only_as_an_address() -> None:
    found = document(rss("<item><guid>https://example.com/a</guid></item>", "<item><title>b</title><guid>post-17</guid></item>"))
    assert [sighting.link for sighting in found.sightings] == ["https://example.com/a", None]


@pytest.mark.parametrize(
    ("raw", "lang"), [("en-US", "en"), ("PT_br", "pt"), ("zh", "zh"), ("english", None), ("und", None), ("", None), ("e", None)]
)
def test_languages(raw: str, lang: str | None) -> None:
    assert document(rss(head=f"<language>{raw}</language>")).channel.lang == lang


def test_the_fullest_text_wins() -> None:
    long = "A longer text in the place of the summary."
    found = document(atom(f"<entry><content>Short.</content><summary>{long}</summary></entry>")).sightings[0]
    assert (found.html, found.summary_only) == (long, False)


def test_control_characters_and_surrogates_do_not_get_in() -> None:
    found = document(
        b"<rss><channel><item><title>a\0b\x1fc</title><description>&#xD800;d&#0;</description></item></channel></rss>"
    ).sightings[0]
    assert (found.title, found.html) == ("abc", "\ufffdd\ufffd")
