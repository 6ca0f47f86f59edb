"""JSON Feeds, as they should be and as strangers write them."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest

from index.formats import feedxml, jsonfeed
from index.formats.characters import text_of
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument, Onward, Sighting

VERSION = "https://jsonfeed.org/version/1.1"
HOME = "https://example.org"


def feed(*items: object, **given: object) -> dict[str, Any]:
    return {"version": VERSION, "title": "Blog", "home_page_url": f"{HOME}/", "items": list(items)} | given


def item(number: int, **given: object) -> dict[str, Any]:
    return {"id": f"{HOME}/{number}", "url": f"{HOME}/{number}", "title": f"Post {number}", "content_html": f"<p>{number}</p>"} | given


def read(value: object, location: str = "posts.json") -> FeedDocument:
    found = jsonfeed.read(value if isinstance(value, str) else json.dumps(value), location)
    assert found is not None
    return found


def one(**given: object) -> Sighting:
    (found,) = read(feed(item(1, **given))).sightings
    return found


def test_a_feed_says_all_that_its_format_can() -> None:
    post = item(
        1, external_url="https://elsewhere.example.com/", content_text="not this", summary="nor this",
        date_published="2020-01-02T14:00:00-07:00", date_modified="2020-01-04T01:00:00.5+0100",
        authors=[{"name": "Ann"}, {"name": "Bo"}], tags=["a, b", " C ", "C"], language="de-AT",
    )  # fmt: skip
    found = read(
        feed(post, item(2), feed_url="/feed.json?page=2", language="en-US", author={"name": "Cy"}, next_url="?page=3"), f"{HOME}/x"
    )
    assert found == FeedDocument(
        Channel("Blog", f"{HOME}/feed.json", f"{HOME}/", "en"),
        (
            Sighting(
                f"{HOME}/1", f"{HOME}/1", title="Post 1", title_is_html=False, html="<p>1</p>", summary_only=False, creators=("Ann", "Bo"),
                categories=("a, b", "C"), published="2020-01-02T14:00:00-07:00", updated="2020-01-04T01:00:00+01:00", lang="de",
            ),
            Sighting(
                f"{HOME}/2", f"{HOME}/2", title="Post 2", title_is_html=False, html="<p>2</p>", summary_only=False,
                creators=("Cy",), lang="en",
            ),
        ),
        onward=Onward(next=f"{HOME}/feed.json?page=3"),
        snapshot=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "version", [VERSION, "https://jsonfeed.org/version/1", "http://www.JSONFeed.org/version/1/", "https://jsonfeed.org/version/7"]
)
def test_a_feed_is_told_by_its_version(version: str) -> None:
    assert read({"version": version, "items": []}) == FeedDocument(Channel("", None, None))


@pytest.mark.parametrize("version", ["1.0", None, 1, ["1"]])
def test_a_feed_is_told_by_the_shape_of_its_items(version: object) -> None:
    assert len(read(feed(item(1), version=version)).sightings) == 1
    assert len(read({"items": [{"content_text": "only that"}], "version": version}).sightings) == 1


@pytest.mark.parametrize(
    "value",
    [
        [], "text", 1, None, {}, {"items": []}, {"items": {}}, {"version": "1.0"}, [feed(item(1))],
        {"items": [{"title": "Post", "link": HOME, "guid": "1", "content": "text"}]},
        {"version": "https://example.org/schema/1", "items": [{"id": 1, "name": "x"}]},
    ],
)  # fmt: skip
def test_other_json_is_no_feed(value: object) -> None:
    assert jsonfeed.read(json.dumps(value), "x.json") is None


@pytest.mark.parametrize(
    "text", ["", "{", "<rss/>", '{"items": [', '{"a": "\\"version\\": \\"https://jsonfeed.org/version/1\\""', "[" * 10_000]
)
def test_other_text_is_no_feed(text: str) -> None:
    assert jsonfeed.read(text, "x.json") is None


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"\xef\xbb\xbf%s", 1),
        ("\ufeff{}".encode("utf-16-le"), 1),
        ("{}".encode("utf-16-le"), 1),
        ("\n {}".encode("utf-32-be"), 1),
    ],
)
def test_byte_order_marks_and_wide_encodings(data: bytes, count: int) -> None:
    text = json.dumps(feed(item(1, title="日本語")), ensure_ascii=False)
    codec = "utf-8" if b"%s" in data else "utf-32-be" if b"\0\0\0{" in data else "utf-16-le"
    data = data.replace(b"%s", text.encode()) if codec == "utf-8" else data.decode(codec).replace("{}", text).encode(codec)
    found = read(text_of(data))
    assert [sighting.title for sighting in found.sightings] == ["日本語"] * count


WRONG: list[object] = [None, True, 17, 1.5, [], ["x"], [["x"]], {}, {"name": ["x"]}, {"a": {"b": []}}, [None, {}, 3, {"name": 4}]]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "name",
    [
        "url",
        "external_url",
        "title",
        "content_text",
        "summary",
        "date_published",
        "date_modified",
        "author",
        "authors",
        "language",
        "image",
    ],
)
def test_a_value_of_the_wrong_type_is_lost_and_no_more(name: str, wrong: object) -> None:
    whole, got = one(), one(**{name: wrong})
    lost = {"url": f"{HOME}/1", "title": ""}  # the id stands in for the link
    assert (got.guid, got.html, got.link) == (whole.guid, whole.html, lost["url"])
    assert got.title == (lost["title"] if name == "title" else whole.title)
    assert (got.creators, got.published, got.updated, got.lang) == ((), None, None, None)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["title", "home_page_url", "feed_url", "next_url", "author", "authors", "language", "expired", "icon"])
def test_a_feed_with_a_value_of_the_wrong_type_keeps_its_posts(name: str, wrong: object) -> None:
    found = read(feed(item(1), **{name: wrong}))
    assert [sighting.title for sighting in found.sightings] == ["Post 1"]
    assert found.problem is None


@pytest.mark.parametrize("wrong", [None, True, 17, 1.5, "", " ", [], {}, ["x"]])
def test_items_that_are_none_are_counted(wrong: object) -> None:
    found = read(feed(item(1), wrong, {"tags": ["x"], "id": None}, item(2)))
    assert [sighting.title for sighting in found.sightings] == ["Post 1", "Post 2"]
    assert found.problem == "2 of 4 items read; the others say nothing"


@pytest.mark.parametrize(
    ("given", "guid"), [(17, "17"), (3.1415, "3.1415"), (10**40, "1" + "0" * 40), (" x ", "x"), (True, None), ([1], None), (None, None)]
)
def test_an_id_may_be_a_number(given: object, guid: str | None) -> None:
    assert one(id=given).guid == guid


def test_a_number_is_no_date() -> None:
    assert one(date_published=1512110112000).published is None


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2017-05-17T08:02:12.1234567-07:00", "2017-05-17T08:02:12-07:00"),
        ("2017-05-17 08:02", "2017-05-17T08:02:00+00:00"),
        ("Wed, 17 May 2017 08:02:12 -0700", "2017-05-17T08:02:12-07:00"),
        ("Wed, 17 May 2017 08:02:12 EST", "2017-05-17T08:02:12-05:00"),
        ("0001-01-01T00:00:00Z", None),
        ("Wed, 17 May 99999 08:02:12 GMT", None),
        ("yesterday", None),
        ("Wed, " * 100_000, None),
    ],
)
def test_dates(given: str, published: str | None) -> None:
    assert one(date_published=given).published == published


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ({"url": "/a?b"}, f"{HOME}/a?b"),
        ({"url": "javascript:alert(1)"}, f"{HOME}/1"),
        ({"url": None, "external_url": "https://elsewhere.example.com/"}, f"{HOME}/1"),
        ({"url": None, "external_url": "https://elsewhere.example.com/", "id": "1"}, "https://elsewhere.example.com/"),
        ({"url": None, "id": "1"}, None),
    ],
)
def test_the_link_of_a_post_is_its_own_page(given: dict[str, object], link: str | None) -> None:
    assert one(**given).link == link


@pytest.mark.parametrize(
    ("given", "html", "summary_only"),
    [
        ({"content_html": " ", "content_text": "a < b\n& c"}, "a &lt; b<br>\n&amp; c", False),
        ({"content_html": None, "summary": "in <short>"}, "in &lt;short&gt;", True),
        ({"content_html": None}, "", True),
        ({"content_html": "a\u0000b\ud800c\u001bd\U0001f600"}, "abcd\U0001f600", False),
    ],
)
def test_the_text_of_a_post(given: dict[str, object], html: str, summary_only: bool) -> None:
    assert (one(**given).html, one(**given).summary_only) == (html, summary_only)


@pytest.mark.parametrize(
    ("title", "is_html"),
    [("Q & A", False), ("Tips &amp; tricks", True), ("It&#8217;s", True), ("Use <b> &amp; <i>", False), ("AT&T; x &notareference;", False)],
)
def test_a_title_that_was_escaped_as_for_html_is_html(title: str, is_html: bool) -> None:
    assert (one(title=title).title, one(title=title).title_is_html) == (title, is_html)
    assert read(feed(item(1), title=title)).channel.title == (unescape(title) if is_html else title)


@pytest.mark.parametrize(
    ("given", "creators"),
    [
        ({"authors": [{"name": " Ann  B "}, {"url": "x"}, "Cy"], "author": {"name": "Dee"}}, ("Ann B",)),
        ({"authors": [], "author": {"name": "Dee"}}, ("Dee",)),
        ({"authors": [{"url": "mailto:ann@example.org"}]}, ("ann",)),
        ({"authors": [{"url": "https://ann.example.org/"}]}, ("Feed",)),
    ],
)
def test_authors(given: dict[str, object], creators: tuple[str, ...]) -> None:
    (found,) = read(feed(item(1, **given), authors=[{"name": "Feed"}])).sightings
    assert found.creators == creators


def test_a_feed_of_comments_is_told() -> None:
    assert read(feed(item(1, id="x", url=f"{HOME}/1#comment-7"))).comments
    assert not read(feed(item(1))).comments


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (json.dumps(feed(item(1), item(2)))[:-40], ["Post 1"]),
        (json.dumps(feed(item(1), item(2)))[:-2], ["Post 1", "Post 2"]),
        (json.dumps(feed(item(1), item(2))).replace('}, {"id"', '} {"id"'), ["Post 1", "Post 2"]),
        (json.dumps(feed(item(1), item(2))).replace("]}", ",]}"), ["Post 1", "Post 2"]),
        (json.dumps(feed(item(1), item(2))) + "<!-- cached -->", ["Post 1", "Post 2"]),
        (json.dumps(feed(item(1), item(2, content_html="\\q"))).replace("\\\\q", "\\q"), ["Post 1"]),
        (json.dumps(feed(item(1), item(2, x=0))).replace('"x": 0', '"x": ' + "[" * 100_000), ["Post 1"]),
        (
            json.dumps(feed(item(1)) | {"version": ""}).replace('"version": ""', '"w": 1') + ' "version": "https://jsonfeed.org/version/1"',
            ["Post 1"],
        ),
    ],
    ids=range(8),
)
@pytest.mark.timeout(10)
def test_of_a_damaged_feed_the_whole_posts_before_the_damage_are_read(text: str, titles: list[str]) -> None:
    found = read(text)
    assert [sighting.title for sighting in found.sightings] == titles
    assert found.channel.link == f"{HOME}/"
    assert found.problem is not None
    assert found.problem.startswith(f"damaged JSON: {len(titles)} whole post{'s' * (len(titles) > 1)} read (")
    assert "\n" not in found.problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f'{{"version": "{VERSION}"}}', "a JSON Feed without a list of items"),
        (f'{{"version": "{VERSION}", "items": {{}}}}', "a JSON Feed without a list of items"),
        (f'{{"version": "{VERSION}", "title": "x', "damaged JSON: Unterminated string"),
        (f'{{"version": "{VERSION}", "items": [{{"id": "1', "damaged JSON: none of its posts can be read (Unterminated string"),
        (f'{{"version": "{VERSION}", "x": {"[" * 100_000}', "damaged JSON: nested too deeply"),
    ],
)
def test_a_feed_that_gives_nothing_is_named(text: str, reason: str) -> None:
    with pytest.raises(NotReadable) as caught:
        jsonfeed.read(text, "x.json")
    assert str(caught.value).startswith(reason)


@pytest.mark.timeout(20)
def test_odd_json_is_read() -> None:
    odd = f'{{"version": "{VERSION}", "items": [{{"id": {"9" * 100_000}, "size": NaN, "x": -Infinity, "title": "a\tb", "title": "last"}}]}}'
    (found,) = read(odd).sightings
    assert (found.guid, found.title) == ("9" * 100_000, "last")


def test_a_feed_with_too_many_posts_is_cut() -> None:
    found = read(feed(*({"id": str(number)} for number in range(feedxml.MOST + 1))))
    assert len(found.sightings) == feedxml.MOST
    assert found.problem == "more than 20,000 posts: 20,000 of 20,001 read"
