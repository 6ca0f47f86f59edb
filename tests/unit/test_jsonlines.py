"""JSON Lines: one item in each line, and what else may stand there."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator

import pytest

from index.formats import jsonlines
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument, Sighting

HOME = "https://example.org"
BLOG = {"title": "Blog", "feed_url": f"{HOME}/feed/", "home_page_url": f"{HOME}/", "language": "en"}
TAG = {"title": "Tag", "feed_url": f"{HOME}/tag/x/feed/", "home_page_url": f"{HOME}/"}
PLANET = {"title": "Planet", "home_page_url": "https://planet.example.net/"}


def channel(feed: dict[str, str]) -> Channel:
    return Channel(feed["title"], feed.get("feed_url"), feed["home_page_url"], feed.get("language"), feed.get("built"))


def item(number: int, *feeds: dict[str, object] | dict[str, str], **given: object) -> dict[str, object]:
    values: dict[str, object] = {"id": f"{HOME}/?p={number}", "url": f"{HOME}/{number}", "title": f"Post {number}"}
    extension = {"_backissues": {"feeds": list(feeds)}} if feeds else {}
    return values | {"content_html": f"<p>{number}</p>"} | extension | given


def lines(*values: object) -> bytes:
    return "".join(f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in values).encode()


def read(data: bytes, location: str = "/archive/old posts.jsonl") -> list[FeedDocument]:
    return list(jsonlines.read(io.BytesIO(data), location))


def titles(parts: list[FeedDocument]) -> list[str]:
    return [sighting.title for part in parts for sighting in part.sightings]


def test_lines_of_no_feed_are_one_named_by_the_file() -> None:
    (part,) = read(lines({"id": 1, "title": "One", "content_text": "a < b"}, "", item(2)))
    assert part.channel == Channel("old posts", None, None)
    assert [sighting.html for sighting in part.sightings] == ["a &lt; b", "<p>2</p>"]
    assert part.sightings[0] == Sighting("1", None, "One", title_is_html=False, html="a &lt; b", summary_only=False)
    assert part.problem is None


def test_lines_from_an_address_belong_to_it() -> None:
    (part,) = read(lines(item(1, url="/1", id="a")), f"{HOME}/dump/posts.jsonl?all")
    assert part.channel == Channel("posts", f"{HOME}/dump/posts.jsonl?all", None)
    assert part.sightings[0].link == f"{HOME}/1"


def test_consecutive_posts_of_one_feed_form_a_part() -> None:
    parts = read(lines(item(1, BLOG), item(2, BLOG), item(3, PLANET), item(4, BLOG)))
    assert [(part.channel, [sighting.title for sighting in part.sightings]) for part in parts] == [
        (channel(BLOG), ["Post 1", "Post 2"]),
        (channel(PLANET), ["Post 3"]),
        (channel(BLOG), ["Post 4"]),
    ]


def test_a_post_of_several_feeds_is_whole_in_the_first_and_a_name_in_the_others() -> None:
    parts = read(lines(item(1, BLOG, TAG, tags=["x"]), item(2, BLOG, TAG)))
    assert [part.channel for part in parts] == [channel(BLOG), channel(TAG)]
    whole, copy = parts[0].sightings[0], parts[1].sightings[0]
    assert (whole.html, whole.summary_only, whole.categories) == ("<p>1</p>", False, ("x",))
    assert (copy.html, copy.summary_only, copy.guid, copy.link, copy.title) == ("", True, whole.guid, whole.link, whole.title)


def test_a_name_that_does_not_tell_the_post_comes_with_the_text() -> None:
    """A guid that is no URI counts within its site; without title and link only the text says that it is the same post."""
    post = item(1, BLOG, PLANET, id="17", title="", url=f"{HOME}/1")
    assert [part.sightings[0].html for part in read(lines(post))] == ["<p>1</p>", "<p>1</p>"]
    assert [part.sightings[0].summary_only for part in read(lines(post))] == [False, True]
    assert [part.channel for part in read(lines(post | {"url": None}))] == [channel(BLOG)]


def test_a_feed_that_the_post_is_more_at_home_in_has_the_text() -> None:
    parts = read(lines(item(1, PLANET, BLOG)))
    assert [(part.sightings[0].html, part.sightings[0].summary_only) for part in parts] == [("<p>1</p>", False)] * 2


def test_a_feed_may_have_called_the_post_otherwise() -> None:
    older: dict[str, object] = TAG | {
        "built": "2019-01-01T00:00:00Z",
        "id": "http://example.org/?p=1",
        "url": f"{HOME}/1/",
        "first": True,
    }
    parts = read(lines(item(1, TAG, older)))
    assert [(part.channel.built, part.sightings[0].guid, part.sightings[0].link) for part in parts] == [
        ("2019-01-01T00:00:00+00:00", "http://example.org/?p=1", f"{HOME}/1/"),
        (None, f"{HOME}/?p=1", f"{HOME}/1"),
    ]


def test_the_extension_says_what_json_feed_cannot() -> None:
    extension = {
        "feeds": [BLOG], "title_html": "<i>One</i>", "creator_aliases": ["ann7", 7], "summary_only": True, "markup": "wordpress",
        "guid": None,
    }  # fmt: skip
    (part,) = read(lines(item(1, title="One", url=None, authors=[{"name": "A &amp; B"}], _backissues=extension)))
    assert part.sightings == (
        Sighting(
            None, None, "<i>One</i>", title_is_html=True, html="<p>1</p>", summary_only=True, creators=("A &amp; B",), markup="wordpress",
            creator_aliases=("ann7",),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("extension", [None, 1, [], {}, {"feeds": None}, {"feeds": []}, {"feeds": ["x"]}, {"feeds": {"title": "x"}}])
def test_an_extension_that_names_no_feed_says_nothing(extension: object) -> None:
    (part,) = read(lines(item(1, _backissues=extension)))
    assert part.channel.title == "old posts"
    assert titles([part]) == ["Post 1"]


def test_an_extension_of_wrong_types_loses_only_them() -> None:
    feed: dict[str, object] = {"title": ["x"], "feed_url": "javascript:1", "home_page_url": HOME, "language": 3, "built": "x", "first": 1}
    extension = {"feeds": [feed, feed], "title_html": 3, "creator_aliases": "x", "summary_only": "no", "markup": "tex"}
    (part,) = read(lines(item(1, _backissues=extension)))
    assert part.channel == Channel("", None, HOME)
    assert part.sightings == (Sighting(f"{HOME}/?p=1", f"{HOME}/1", "Post 1", title_is_html=False, html="<p>1</p>", summary_only=False),)


def test_a_post_of_endless_feeds_is_cut() -> None:
    feeds = [{"title": str(number)} for number in range(3_000)]
    assert len(read(lines(item(1, *feeds)))) == 1_000


@pytest.mark.parametrize(
    "bad", ["{", "text", "[1]", "1", "null", '{"foo": 1}', '{"items": []}', '{"id": null, "title": ""}', "[" * 100_000]
)
def test_lines_that_are_no_posts_are_named(bad: str) -> None:
    parts = read(lines(item(1), "", bad, item(2), bad, item(3, BLOG)))
    assert titles(parts) == ["Post 1", "Post 2", "Post 3"]
    assert [bool(part.problem) for part in parts] == [False, True]
    reason = "nested too deeply" if len(bad) > 100 else "not an item of a JSON Feed" if bad[0] in "[1n{" and bad != "{" else "not JSON"
    assert parts[-1].problem == f"line 3: {reason}; 2 lines in all were not read"


def test_one_bad_line_is_named() -> None:
    assert read(lines(item(1)) + b'{"cut')[-1].problem == "line 2: not JSON"


def test_a_line_that_is_too_long_is_passed_by() -> None:
    data = lines(item(1)) + b'{"id": "' + b"x" * (2 * jsonlines.LONGEST) + b'"}\n' + lines(item(2))
    parts = read(data)
    assert titles(parts) == ["Post 1", "Post 2"]
    assert parts[-1].problem == "line 2: longer than 10,000,000 characters"
    assert read(lines(item(1)) + b"x" * jsonlines.LONGEST)[-1].problem == "line 2: longer than 10,000,000 characters"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"{\n"])
def test_a_file_without_posts_is_named(data: bytes) -> None:
    with pytest.raises(NotReadable, match=r"no line holds a post|line 1: not JSON"):
        read(data)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_ends_of_lines(codec: str, end: str) -> None:
    text = end.join(json.dumps(item(number, title=f"日本語 {number}"), ensure_ascii=False) for number in (1, 2))
    assert titles(read(text.encode(codec))) == ["日本語 1", "日本語 2"]
    assert jsonlines.is_lines(text)


def test_bytes_that_are_no_utf8_are_windows_1252() -> None:
    assert titles(
        read(b'{"id": "1", "content_text": "x", "title": "caf\xe9"}\n\x1e{"id": "2", "content_text": "x", "title": "\xc3\xa9"}')
    ) == ["café", "é"]


@pytest.mark.parametrize("packed", [False, True])
def test_the_file_stays_its_owners(packed: bool) -> None:
    data = lines(item(1), item(2))
    with gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(data))) if packed else io.BytesIO(data) as file:
        assert titles(list(jsonlines.read(file, "x"))) == ["Post 1", "Post 2"]  # type: ignore[arg-type] # either reads bytes
        assert not file.closed


class _Endless(io.RawIOBase):
    """Lines without end: who reads all of it before giving anything never gives anything."""

    def __init__(self) -> None:
        self.number = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override] # what a reader asks for
        self.number += 1
        line = lines(item(self.number, BLOG))
        buffer[: len(line)] = line
        return len(line)


def test_posts_are_given_as_they_are_read() -> None:
    parts: Iterator[FeedDocument] = jsonlines.read(_Endless(), "x")  # type: ignore[arg-type] # it reads bytes
    assert [len(next(parts).sightings) for _ in range(3)] == [200, 200, 200]
    parts.close()  # type: ignore[attr-defined] # a generator


def test_a_part_holds_no_more_text_than_fits() -> None:
    parts = read(lines(*(item(number, BLOG, content_html="x" * 1_500_000) for number in range(5))))
    assert [len(part.sightings) for part in parts] == [3, 2]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (json.dumps(item(1)) + "\n" + json.dumps(item(2)), True),
        (json.dumps(item(1)), True),
        ("\ufeff\n " + json.dumps({"content_text": "x"}) + "\r\n", True),
        (json.dumps({"id": 1, "url": HOME, "title": "x"}) + "\n", True),
        (json.dumps({"_backissues": {}, "id": "1", "url": None}) + "\n", True),
        (json.dumps(item(1, content_html="x" * 100_000))[:65_536], True),
        (json.dumps({"url": HOME, "date_published": "2020", "title": "x" * 100_000})[:65_536], True),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item(1)]}), False),
        (json.dumps({"title": "x", "url": HOME, "id": 1, "items": [item(number) for number in range(1_000)]})[:65_536], False),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "title": "x" * 100_000})[:65_536], False),
        (json.dumps([item(1)]), False),
        (json.dumps(item(1), indent=1), False),
        (json.dumps({"a": item(1)}), False),
        (json.dumps({"guid": "1", "title": "x", "link": HOME}) + "\n", False),
        (json.dumps({"id": 1, "title": "x"}) + "\n", False),
        (json.dumps(item(1))[:-1] + "\n", False),
        ('{"a": ' + "[" * 50_000, False),
        ("{", False), ("", False), ("\n\n", False), ("text", False), ("<rss>", False), ("null\n", False), ("1\n2\n", False), ('"\n', False),
    ],
)  # fmt: skip
@pytest.mark.timeout(10)
def test_lines_are_told_by_the_first(head: str, expected: bool) -> None:
    assert jsonlines.is_lines(head) is expected
