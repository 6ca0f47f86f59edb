"""Subscription lists: every feed once, in order; broken lists are repaired where the intent is plain, and the rest is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from index.formats import opml
from index.formats.characters import text_of
from index.formats.found import Subscriptions

SHARED = Path(os.environ.get("BACKISSUES_SHARED") or Path(__file__).resolve().parents[3] / "shared" / "data") / "opml"
HERE = "https://lists.example/my/feeds.opml"


def _read(
    outlines: str, before: str = '<?xml version="1.0"?><opml version="2.0"><head/><body>', after: str = "</body></opml>"
) -> Subscriptions:
    found = opml.read(before + outlines + after, HERE)
    assert found is not None
    return found


def _urls(outlines: str) -> list[str]:
    found = _read(outlines)
    assert found.problem is None
    return [feed.url for feed in found.feeds]


def test_nested_outlines_give_feeds_in_order_with_their_titles() -> None:
    found = _read(
        '<outline text="Folder"><outline text="T &amp; U" title="" type="rss" xmlUrl="https://a.example/feed"/>'
        '<outline text="short"><outline text="text" title=" The\n title " xmlUrl="https://b.example/atom.xml" htmlUrl="https://b.example/"/>'
        '</outline></outline><outline type="rss" xmlUrl="https://c.example/?a=1&amp;b=2#top"/>'
    )
    assert [(feed.url, feed.title) for feed in found.feeds] == [
        ("https://a.example/feed", "T & U"),
        ("https://b.example/atom.xml", "The title"),
        ("https://c.example/?a=1&b=2", ""),
    ]
    assert found.problem is None


@pytest.mark.parametrize("text", ["", "<rss/>", "<html><body><outline/></body></html>", "{}", "a </opml> text", "<opml", "<opmlx></opmlx>"])
def test_what_is_no_list_is_none(text: str) -> None:
    assert opml.read(text, HERE) is None


@pytest.mark.parametrize("root", ["opml", "OPML", "outlineDocument", "Opml"])
def test_the_root_decides(root: str) -> None:
    found = opml.read(f'<!-- list -->\n<{root}><outline xmlUrl="https://a.example/"/></{root}>', "feeds.txt")
    assert found is not None
    assert [feed.url for feed in found.feeds] == ["https://a.example/"]


def test_an_address_counts_once_and_by_its_first_title() -> None:
    outline = '<outline text="{}" xmlUrl="https://a.example/feed"/>'
    assert [feed.title for feed in _read(outline.format("one") + outline.format("two")).feeds] == ["one"]


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ('xmlURL="https://a.example/"', "https://a.example/"),
        ('type="RSS" url="https://a.example/"', "https://a.example/"),
        ('type="atom" url="https://a.example/"', "https://a.example/"),
        ('type="link" url="https://a.example/index.rdf"', "https://a.example/index.rdf"),
        ('type="rss" htmlUrl="https://a.example/"', "https://a.example/"),
        ('xmlUrl="feed://a.example/rss"', "http://a.example/rss"),
        ('xmlUrl="feed:https://a.example/rss"', "https://a.example/rss"),
        ('xmlUrl="itpc://a.example/rss"', "http://a.example/rss"),
        ('xmlUrl="www.a.example/feed"', "http://www.a.example/feed"),
        ('xmlUrl="a.example/feed.xml"', "http://a.example/feed.xml"),
        ('xmlUrl="//a.example/feed"', "http://a.example/feed"),
        ('xmlUrl="HTTP:/a.example/feed"', "http://a.example/feed"),
        ('xmlUrl="https//a.example/feed"', "https://a.example/feed"),
        ('xmlUrl=" httpbin.example/feed "', "http://httpbin.example/feed"),
        ('xmlUrl="../feed.xml"', "https://lists.example/feed.xml"),
        ('xmlUrl="feed.xml"', "https://lists.example/my/feed.xml"),
    ],
)
def test_addresses_are_repaired_where_the_intent_is_plain(attributes: str, url: str) -> None:
    assert _urls(f"<outline {attributes}/>") == [url]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.c", "ftp://a.example/", "http://", "http://[", "", "feed:"]
)
def test_an_address_that_is_none_is_named(address: str) -> None:
    found = _read(f'<outline text="Name" type="rss" xmlUrl="{address}"/><outline xmlUrl="https://b.example/"/>')
    assert [feed.url for feed in found.feeds] == ["https://b.example/"]
    assert found.problem == f'1 feed without a usable address, the first is "{address or "Name"}"'


def test_what_is_no_feed_is_left_out() -> None:
    assert _urls('<outline text="note"/><outline type="link" url="https://a.example/page"/><outline type="song" f="a.mp3"/>') == []


def test_comments_and_what_is_below_them_are_left_out() -> None:
    outlines = (
        '<outline isComment="true" xmlUrl="https://a.example/"><outline><outline xmlUrl="https://b.example/"/></outline></outline>'
        '<outline isComment="false" xmlUrl="https://c.example/"/><outline isComment="True"/><outline xmlUrl="https://d.example/"/>'
    )
    assert _urls(outlines) == _urls(f"{outlines} & ") == ["https://c.example/", "https://d.example/"]


def test_other_lists_are_named_and_not_read() -> None:
    found = _read('<outline type="include" url="https://a.example/x"/><outline type="link" url="https://b.example/y.opml?z"/>')
    assert found == Subscriptions((), '2 other lists in it not read, the first is "https://a.example/x"')


@pytest.mark.parametrize(
    "outlines",
    [
        '<outline text="A & B" xmlUrl="https://a.example/?b=1&copy=2"/>',
        "<outline text='A &nbsp; B' xmlUrl='https://a.example/?b=1&amp;copy=2'/>",
        '<outline text="A" xmlUrl="https://a.example/?b=1&amp;copy=2"><outline></body>',
        "<OUTLINE TEXT=A XMLURL=https://a.example/?b=1&copy=2></OUTLINE></outline></outline>",
        '<outline text="A "quoted" one" xmlUrl="https://a.example/?b=1&copy=2"/>',
        '<outline text="A xmlUrl="https://a.example/?b=1&copy=2" htmlUrl="https://a.example/"/>',
        '<outline xmlUrl="https://a.example/?b=1&copy=2 htmlUrl="https://a.example/"/>',
        '<outline text="x < y"/><outline text="a > b" xmlUrl="https://a.example/?b=1&#38;copy=2" >',
        '<outline text="a" text="b" xmlUrl="https://a.example/?b=1&copy=2"/>',
        '<!-- <outline xmlUrl="https://old.example/"/> --><outline xmlUrl="https://a.example/?b=1&copy=2"/>',
        '<o:outline xmlUrl="https://a.example/?b=1&copy=2"/>',
    ],
)  # fmt: skip
def test_broken_lists_are_repaired_where_the_intent_is_plain(outlines: str) -> None:
    assert _urls(outlines) == ["https://a.example/?b=1&copy=2"]


def test_a_list_without_head_or_body_is_read() -> None:
    found = opml.read('<opml><outline xmlUrl="https://a.example/"/></opml>', HERE)
    assert found is not None
    assert len(found.feeds) == 1


def test_what_is_cut_off_is_named() -> None:
    whole = '<outline text="A" xmlUrl="https://a.example/"/>'
    assert _read(f'{whole}<outline text="B" type="rss" xmlUrl="https://b.exa', after="") == Subscriptions(
        opml.read(f"<opml>{whole}</opml>", HERE).feeds,  # type: ignore[union-attr]  # it is a list
        'cut off in the middle: 1 feed read; 1 feed without a usable address, the first is "B"',
    )
    found = opml.read(f'mple/"/>{whole}</body></opml>\n', HERE)
    assert found is not None
    assert (len(found.feeds), found.problem) == (1, "its beginning is missing: 1 feed read")


def test_a_list_is_limited() -> None:
    found = _read("".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(20_001)))
    assert len(found.feeds) == 20_000
    assert found.problem == "more than 20,000 feeds: the others are not read"


def test_depth_costs_nothing() -> None:
    feed = '<outline xmlUrl="https://a.example/"/>'
    assert _urls(f"{'<outline>' * 50_000}{feed}{'</outline>' * 50_000}") == ["https://a.example/"]
    assert _urls(f"{'</outline>' * 50_000}{feed}") == ["https://a.example/"]


@pytest.mark.parametrize(
    "piece",
    [
        "<outline ",
        '<outline x="',
        "<outline x='\"",
        "<!--",
        "<![CDATA[",
        "x=",
        '"',
        "a ",
        "a=\"'",
        "<outline a",
        "&#",
        "feed:",
        "<!DOCTYPE",
        " ",
    ],
)
def test_hostile_lists_end(piece: str) -> None:
    for after in ("", "</opml>", '"></opml>'):
        _read(f'<outline xmlUrl="https://a.example/"/><outline {piece * (300_000 // len(piece))}', after=after)
        _read(f'<outline xmlUrl="{piece * (300_000 // len(piece))}', after=after)


def test_entities_are_not_used() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "https://a.example/"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    found = opml.read(f'{bomb}<opml><outline text="&b;" xmlUrl="&a;"/></opml>', "list.opml")
    assert found is not None
    assert found.feeds == ()
    assert found.problem == '1 feed without a usable address, the first is "&a;"'


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the corpus of real lists is not here: no folder {SHARED}; set BACKISSUES_SHARED")
def test_every_real_list_gives_the_feeds_that_an_independent_count_finds() -> None:
    files = [path for path in SHARED.rglob("*") if path.is_file() and path.name != "missingOpml.opml"]  # its root is `haha`
    assert files
    for path in files:
        found = opml.read(text_of(path.read_bytes()), path.name)
        assert found is not None, path
        try:
            tree = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            continue
        addresses = {address for outline in tree.iter("outline") for name, address in outline.items() if name.casefold() == "xmlurl"}
        assert {feed.url for feed in found.feeds} == addresses, path
