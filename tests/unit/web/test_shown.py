"""Names of sources on a page: no folder, no query, no password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.shown import public_url, shown_error, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/home/ann/My Feeds/a.xml", "a.xml"),
        ("/home/ann/feeds/", "feeds"),
        ("/home/ann/feeds/*.xml", "*.xml"),
        (r"C:\Users\Ann\a.xml", "a.xml"),
        ("a.xml", "a.xml"),
        ("-", "-"),
        ("/", "/"),
        ("", ""),
        ("https://example.org/feed/?key=secret#x", "example.org/feed"),
        ("HTTPS://ann:secret@example.org:8080/", "example.org:8080"),
        ("http://[broken/secret", ""),
    ],
)
def test_a_name(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/ann/My Feeds/a.xml: cut off in the middle", "a.xml: cut off in the middle"),
        ("a.xml: text/html is no feed", "a.xml: text/html is no feed"),
        ("https://example.org/feed/?key=secret: status 404", "example.org/feed: status 404"),
        ("stopped by an error at https://ann:x@example.org/feed/?paged=2: no answer", "stopped by an error at example.org/feed: no answer"),
        ("cannot read '/home/ann/a b.xml'", "cannot read 'a b.xml'"),
        (r"C:\Users\Ann\a.xml: damaged", "a.xml: damaged"),
        ("from https://a.example/?x=1, then https://b.example/?y=2.", "from a.example, then b.example."),
        ("\0/home/a/b: no", "b: no"),
        ("", ""),
    ],
)
def test_an_error(text: str, shown: str) -> None:
    assert shown_error(text) == shown


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://example.org/feed/", True),
        ("https://example.org/?feed=rss2", False),
        ("https://ann:secret@example.org/", False),
        ("javascript:alert(1)", False),
        ("/feed", False),
        (None, False),
    ],
)
def test_what_a_page_may_link(url: str | None, public: bool) -> None:
    assert public_url(url) == (url if public else None)


@given(
    st.text(st.sampled_from("/\\: \0'\"ab?h") | st.characters()),
    st.sampled_from(["/home/secret/x.xml", "https://u:secret@h.example/a?k=secret"]),
)
def test_nothing_secret_is_left(text: str, name: str) -> None:
    assert "secret" not in shown_error(f"{text} {name}: {text}")
    assert "secret" not in shown_name(name)
