"""Exports: how a file is cut into blocks and parts changes nothing, and what is not public comes out of no file, damaged or not."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import wxr
from index.formats.unreadable import NotReadable
from index.formats.wxr_items import Items
from index.sighting import FeedDocument
from tests.exporting import export, item, parts, said, sightings, skipped, withdrawn

PUBLIC, SECRET = "lark", "zebra"
STATUSES = st.sampled_from(("publish", "publish", "draft", "private", "future", "inherit", "mine"))
KINDS = st.sampled_from(("post", "post", "page", "attachment", "revision", "book"))
DAMAGE = (
    "]]>",
    "<![CDATA[",
    "</item>",
    "<item>",
    "</title>",
    "</content:encoded>",
    "<!--",
    "-->",
    "&",
    "<",
    "</channel>",
    "\0",
    "\ufffe",
    "&nbsp;",
)


@st.composite
def items(draw: st.DrawFn, number: int) -> str:
    status, kind, guarded = draw(STATUSES), draw(KINDS), draw(st.booleans())
    word = PUBLIC if status == "publish" and not guarded else SECRET
    quoted = draw(st.booleans())
    values = {
        "title": f"{word} title",
        "dc:creator": word,
        "content:encoded": f"<![CDATA[{word} <b>text</b> {draw(st.sampled_from(('', 'x ]]]]><![CDATA[> y', '[caption]')))}]]>",
        "excerpt:encoded": f"<![CDATA[{word} excerpt]]>",
        "wp:status": status,
        "wp:post_type": kind,
        "wp:post_password": "x" if guarded else "",
    }
    label = f'<category domain="category"><![CDATA[{word}]]></category>'
    comment = f"<wp:comment><wp:comment_content>{SECRET}</wp:comment_content></wp:comment>"
    source = item(number, label, comment, **{name.replace(":", "_"): value for name, value in values.items()})
    # Old exports quote little else than the text.
    return source if quoted else re.sub(r"(?<!<content:encoded>)<!\[CDATA\[([^\[\]<>]*)\]\]>", r"\1", source)


EXPORTS = (
    st.integers(0, 5).flatmap(lambda count: st.tuples(*(items(number) for number in range(count)))).map(lambda all_of: export(*all_of))
)
HOLE = "a hole up to the next item"
DAMAGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from((*DAMAGE, None, None, HOLE, HOLE))), max_size=3)
"""Pairs of a place in the file, 0 to 1, and what comes in there; with None, the next one of those goes."""


def _damaged(source: str, damages: list[tuple[float, str | None]]) -> str:
    for place, scrap in damages:
        at = int(place * len(source))
        if scrap == HOLE:
            source = source[:at] + source[max(source.find("<item>", at), at) :]
        elif scrap is not None:
            source = source[:at] + scrap + source[at:]
        else:
            mark = DAMAGE[at % 6]
            at = source.find(mark, at)
            source = source if at < 0 else source[:at] + source[at + len(mark) :]
    return source


def _documents(source: str | bytes) -> list[FeedDocument]:
    try:
        return parts(source)
    except NotReadable as problem:
        if "\n" in str(problem):
            raise
        return []


@settings(max_examples=150, deadline=None)
@given(source=EXPORTS, damages=DAMAGES, cut=st.none() | st.floats(0, 1))
def test_nothing_that_is_not_public_comes_out(source: str, damages: list[tuple[float, str | None]], cut: float | None) -> None:
    source = _damaged(source, damages)
    documents = _documents(source if cut is None else source[: int(cut * len(source))])
    assert SECRET not in "".join(said(documents))
    assert SECRET not in repr(withdrawn(documents))
    assert all(PUBLIC in post.html for post in sightings(documents))


@settings(max_examples=60, deadline=None)
@given(source=EXPORTS)
def test_every_published_post_is_given_once(source: str) -> None:
    documents = _documents(source)
    published = [one for one in source.split("<item>")[1:] if all(mark in one for mark in (">publish<", ">post<", "password></wp"))]
    assert len(sightings(documents)) == len(published)
    others = [one for one in skipped(documents) if one.reason != "comment"]
    assert len(sightings(documents)) + len(others) + len(withdrawn(documents)) == source.count("<item>")


@settings(max_examples=60, deadline=None)
@given(source=EXPORTS, damages=DAMAGES, size=st.integers(1, 300))
def test_blocks_change_nothing(source: str, damages: list[tuple[float, str | None]], size: int) -> None:
    source = _damaged(source, damages)
    whole, cut = Items([source]), Items(source[at : at + size] for at in range(0, len(source), size))
    assert list(whole) == list(cut)
    assert (whole.head, whole.root, whole.ended) == (cut.head, cut.root, cut.ended)


@settings(max_examples=60, deadline=None)
@given(source=EXPORTS, damages=DAMAGES, longest=st.integers(100, 2000), size=st.integers(1, 300))
def test_blocks_change_nothing_where_items_are_too_long(
    source: str, damages: list[tuple[float, str | None]], longest: int, size: int
) -> None:
    source = _damaged(source, damages)
    with patch("index.formats.wxr_items.LONGEST", longest), patch("index.formats.wxr_items.LONGEST_HEAD", longest):
        whole, cut = Items([source]), Items(source[at : at + size] for at in range(0, len(source), size))
        assert list(whole) == list(cut)
        assert (whole.head, whole.root, whole.ended) == (cut.head, cut.root, cut.ended)


@settings(max_examples=60, deadline=None)
@given(source=EXPORTS, most=st.integers(1, 4))
def test_parts_change_nothing(source: str, most: int) -> None:
    whole = _documents(source)
    with patch.object(wxr, "MOST", most):
        cut = _documents(source)
    assert (sightings(cut), skipped(cut), withdrawn(cut)) == (sightings(whole), skipped(whole), withdrawn(whole))
    assert {one.channel for one in cut} == {one.channel for one in whole}
