from __future__ import annotations

import pytest

from index.formats import wxr
from index.formats.sniffing import is_export
from index.sighting import Channel, Skipped, Withdrawn
from tests.exporting import HEAD, NAMESPACES, export, item, parts, said, sightings, skipped, withdrawn

HIDDEN = "<![CDATA[zebra]]>"


def titles(source: str | bytes, **given: bool) -> list[str]:
    return [one.title for one in sightings(parts(source, **given))]


def test_a_published_post_is_a_sighting() -> None:
    (document,) = parts(export(item(7, '<category domain="post_tag" nicename="oak"><![CDATA[Oak]]></category>')))
    (post,) = document.sightings
    assert document.channel == Channel("Bench & Branch", None, "https://blog.example.org", "en", "2024-06-01T10:00:00+00:00")
    assert (post.guid, post.link, post.title) == ("https://blog.example.org/?p=7", "https://blog.example.org/7/", "Post 7")
    assert (post.html, post.markup, post.summary_only) == ("Text of post 7", "wordpress", False)
    assert (post.creators, post.creator_aliases, post.categories) == (("Ada Example",), ("ada",), ("Oak",))
    assert (post.published, post.updated, post.lang) == ("2021-03-01T10:00:00+00:00", None, "en")
    assert (document.skipped, document.withdrawn, document.problem) == ((), (), None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", "draft"),
        ("auto-draft", "draft"),
        ("pending", "pending"),
        ("private", "private"),
        ("trash", "trash"),
        ("future", "future"),
        ("inherit", "draft"),
        ("pitch", "private"),
        ("Publish", "private"),
    ],
)
@pytest.mark.parametrize("kind", ["post", "page"])
@pytest.mark.parametrize("pages", [True, False])
def test_what_is_not_public_is_named_and_not_quoted(status: str, reason: str, kind: str, pages: bool) -> None:
    hidden = item(2, "<wp:comment>zebra</wp:comment>", title="zebra", content_encoded=HIDDEN, excerpt_encoded=HIDDEN, dc_creator="zebra",
                  wp_status=status, wp_post_type=kind)  # fmt: skip
    documents = parts(export(item(1), hidden), pages=pages)
    assert withdrawn(documents) == [Withdrawn("https://blog.example.org/?p=2", "https://blog.example.org/2/", reason, "post 2")]
    assert skipped(documents) == [Skipped("post 2", "comment")]
    assert "zebra" not in "".join(said(documents))
    assert len(sightings(documents)) == 1


def test_a_password_withdraws_a_post_and_white_space_is_none() -> None:
    documents = parts(export(item(1, guarded="<![CDATA[x]]>"), item(2, guarded="\n")))
    assert [one.reason for one in withdrawn(documents)] == ["password"]
    assert [one.title for one in sightings(documents)] == ["Post 2"]
    assert withdrawn(parts(export(item(1, guarded="x", wp_status="draft"))))[0].reason == "draft"


def test_what_is_no_post_is_counted() -> None:
    kinds = {"attachment": "inherit", "nav_menu_item": "publish", "revision": "inherit", "page": "publish", "book": "publish"}
    items = [item(at, title="zebra", wp_post_type=kind, wp_status=status) for at, (kind, status) in enumerate(kinds.items(), 1)]
    documents = parts(export(*items, item(6, wp_post_type="book", wp_status="draft"), item(7, wp_post_type="order", wp_status="wc-done")))
    assert skipped(documents) == [
        Skipped("post 1", "attachment"),
        Skipped("post 2", "menu"),
        Skipped("post 3", "revision"),
        Skipped("post 4", "page"),
        Skipped("post 5", "book"),
        Skipped("post 7", "order"),
    ]
    assert [one.reason for one in withdrawn(documents)] == ["draft"]
    assert not sightings(documents)


def test_pages_are_posts_by_option() -> None:
    source = export(item(1, wp_post_type="page"), item(2))
    assert titles(source) == ["Post 2"]
    assert titles(source, pages=True) == ["Post 1", "Post 2"]


def test_comments_are_counted_by_post() -> None:
    comments = "<wp:comment><wp:comment_content>zebra</wp:comment_content></wp:comment>" * 3
    documents = parts(
        export(
            item(1, comments),
            item(2, comments, wp_post_type="attachment", wp_status="inherit"),
        )
    )
    assert skipped(documents) == [Skipped("post 1", "comment", 3), Skipped("post 2", "attachment"), Skipped("post 2", "comment", 3)]
    assert "zebra" not in "".join(said(documents))


@pytest.mark.parametrize("missing", ["wp_status", "wp_post_type"])
def test_an_item_that_does_not_say_what_it_is_is_left_out(missing: str) -> None:
    documents = parts(export(item(1, **{missing: None}), item(2, "<wp:status>draft</wp:status><wp:post_type>page</wp:post_type>")))
    assert not sightings(documents)
    assert not withdrawn(documents)
    assert {one.reason for one in skipped(documents)} <= {"no status", "no type"}


def test_a_post_without_title_and_text_is_a_post() -> None:
    (post,) = sightings(parts(export(item(1, title="", content_encoded=""))))
    assert (post.title, post.html, post.summary_only) == ("", "", True)
    (post,) = sightings(parts(export(item(1, content_encoded="<![CDATA[ \n]]>", excerpt_encoded="<![CDATA[Short]]>"))))
    assert (post.html, post.summary_only) == ("Short", True)


def test_creators_are_names_and_logins_their_aliases() -> None:
    head = HEAD.replace(
        "</wp:author>",
        "</wp:author><wp:author><wp:author_login>bo@b.org</wp:author_login><wp:author_display_name>Bo</wp:author_display_name></wp:author>",
    )
    several = '<category domain="author" nicename="cap-ada">Ada</category><category domain="author" nicename="cap-bo">bo@b.org</category>'
    items = [
        item(1, dc_creator="ADA"),
        item(2, dc_creator="eve"),
        item(3, dc_creator="bo@b.org"),
        item(4, several),
        item(5, dc_creator=None),
    ]
    posts = sightings(parts(export(*items, head=head)))
    assert [post.creators for post in posts] == [("Ada Example",), ("eve",), ("Bo",), ("Ada Example", "Bo"), ()]
    assert [post.creator_aliases for post in posts] == [("ADA",), (), (), ("Ada",), ()]
    assert not any(post.categories for post in posts)


def test_categories_and_tags_are_labels_once_and_other_taxonomies_are_none() -> None:
    old = "<category><![CDATA[Wood]]></category><category domain='category' nicename='wood'><![CDATA[Wood]]></category>"
    tags = "".join(
        f"<category domain='{domain}'>{label}</category>" for domain, label in (("tag", "I/O"), ("tag", "I/O"), ("post_tag", "A, B"))
    )
    others = "".join(f"<category domain='{domain}'>{domain}</category>" for domain in ("post_format", "nav_menu", "series", "author"))
    (post,) = sightings(parts(export(item(1, old, tags, others))))
    assert post.categories == ("Wood", "I/O", "A, B")


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ({}, "2021-03-01T10:00:00+00:00"),
        ({"wp_post_date_gmt": "0000-00-00 00:00:00"}, "2021-03-01T10:00:00+00:00"),
        ({"wp_post_date_gmt": None, "wp_post_date": None}, "2021-03-01T10:00:00+00:00"),
        ({"wp_post_date_gmt": None, "pubDate": "Mon, 30 Nov -0001 00:00:00 +0000"}, "2021-03-01T09:00:00+00:00"),
        ({"wp_post_date_gmt": None, "pubDate": "Thu, 01 Jan 1970 00:00:00 +0000"}, "2021-03-01T09:00:00+00:00"),
        ({"wp_post_date_gmt": None, "wp_post_date": None, "pubDate": "soon"}, None),
        ({"wp_post_date": "2004-01-01 00:00:00"}, "2021-03-01T10:00:00+00:00"),
    ],
)
def test_the_date_of_publication(given: dict[str, str | None], published: str | None) -> None:
    """The item before it says that the site is two hours before UTC."""
    before = item(1, wp_post_date="2021-02-01 12:00:01", wp_post_date_gmt="2021-02-01 10:00:00")
    assert sightings(parts(export(before, item(2, **given))))[1].published == published


def test_without_any_offset_the_sites_own_time_is_taken_for_utc() -> None:
    (post,) = sightings(
        parts(export(item(1, wp_post_date_gmt="0000-00-00 00:00:00", pubDate=None, wp_post_modified="2022-01-01 00:00:00")))
    )
    assert (post.published, post.updated) == ("2021-03-01T11:00:00+00:00", "2022-01-01T00:00:00+00:00")


def test_the_date_of_the_last_change() -> None:
    (post,) = sightings(parts(export(item(1, wp_post_modified_gmt="2022-02-03 04:05:06"))))
    assert post.updated == "2022-02-03T04:05:06+00:00"


@pytest.mark.parametrize(
    "namespaces",
    [
        NAMESPACES,
        NAMESPACES.replace("1.2", "1.0").replace("http:", "https:"),
        NAMESPACES.replace("1.2", "2.7"),
        NAMESPACES.replace("wordpress.org/export/1.2", "example.org/mine"),
        "",
        f'{NAMESPACES} xmlns="http://backend.userland.com/rss2"',
    ],
)
def test_any_version_of_the_namespaces_and_none(namespaces: str) -> None:
    (post,) = sightings(parts(export(item(1), item(2, wp_status="draft"), namespaces=namespaces)))
    assert (post.html, post.creators) == ("Text of post 1", ("Ada Example",))


def test_other_prefixes_of_the_namespaces() -> None:
    source = (
        export(item(1))
        .replace("wp:", "w:")
        .replace("xmlns:w:", "xmlns:w=")
        .replace("xmlns:wp=", "xmlns:w=")
        .replace("content:", "c:")
        .replace("xmlns:content", "xmlns:c")
    )
    (post,) = sightings(parts(source))
    assert (post.html, post.creators) == ("Text of post 1", ("Ada Example",))


def test_an_export_without_items() -> None:
    (document,) = parts(export())
    assert (document.channel.title, document.sightings, document.problem) == ("Bench & Branch", (), None)


def test_parts_are_small_and_share_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    source = export(*(item(number, wp_status="draft" if number % 3 else "publish") for number in range(30)))
    whole = parts(source)
    monkeypatch.setattr(wxr, "MOST", 7)
    documents = parts(source)
    assert [len(one.sightings) + len(one.withdrawn) for one in documents] == [7, 7, 7, 7, 2]
    assert {one.channel for one in documents} == {whole[0].channel}
    assert (sightings(documents), withdrawn(documents)) == (sightings(whole), withdrawn(whole))
    monkeypatch.setattr(wxr, "LARGEST", 1)
    assert len(parts(source)) == 11


def test_texts_that_nobody_escaped_keep_their_marks() -> None:
    (post,) = sightings(parts(export(item(1, title="<!--:fr-->Ciel<!--:--><!--:en-->Sky<!--:-->", content_encoded="<p>a <b>b</b></p>"))))
    assert post.title == "<!--:fr-->Ciel<!--:--><!--:en-->Sky<!--:-->"
    assert "<b>b</b>" in post.html


def test_an_export_is_told_by_its_beginning() -> None:
    source = export(item(1, content_encoded=f"<![CDATA[{'x' * 70_000}]]>"))
    assert is_export(source[:65_536], goes_on=True)
    assert is_export(export(item(1), namespaces="")[:65_536], goes_on=True)
    quoting = "<rss><channel><item><description><![CDATA[about <wp:status> in exports"
    assert not is_export(quoting, goes_on=True)
    assert is_export(quoting)
