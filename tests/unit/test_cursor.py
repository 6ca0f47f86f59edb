from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cursor import Cursor, decode, encode, place
from search.errors import BadParameter

TOKYO = timezone(timedelta(hours=9))


@settings(max_examples=50, deadline=None)
@given(st.none() | st.datetimes(timezones=st.just(UTC)), st.text("0123456789abcdef", min_size=16, max_size=16))
def test_a_cursor_comes_back_as_it_was(date: datetime | None, post_id: str) -> None:
    text = encode(Cursor(date, post_id))
    assert decode(text) == Cursor(date, post_id)
    assert text.isascii()
    assert not set(text) & set("+/=")


def _coded(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "é",
        "a",
        _coded(b"\xff\xfe"),
        _coded(b"2009-03-01T10:00:00+00:00"),
        _coded(b"2009-03-01T10:00:00 naive"),
        _coded(datetime(2009, 3, 1, tzinfo=TOKYO).isoformat().encode() + b" id"),
        _coded(b"yesterday id"),
        _coded(b" zz"),
        _coded(b" 00000000000000001"),
        _coded(" \u0663".encode() * 16),
    ],
)
def test_any_other_text_is_a_bad_parameter(text: str) -> None:
    with pytest.raises(BadParameter) as raised:
        decode(text)
    assert raised.value.problems[0][0] == "cursor"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_decoding(text: str) -> None:
    try:
        cursor = decode(text)
    except BadParameter:
        return
    assert cursor.id


def test_places_are_strict_with_undated_posts_last() -> None:
    old, new = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    posts = [(None, "a"), (old, "c"), (new, "d"), (old, "b")]
    assert sorted(posts, key=lambda post: place(*post, "newest")) == [(new, "d"), (old, "b"), (old, "c"), (None, "a")]
    assert sorted(posts, key=lambda post: place(*post, "oldest")) == [(old, "b"), (old, "c"), (new, "d"), (None, "a")]
