from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from index import links

PIECES = st.sampled_from(
    [
        "http",
        "https",
        "javascript",
        ":",
        "//",
        "/",
        "?",
        "#",
        "&",
        "=",
        "%",
        "%e9",
        "[",
        "]",
        "@",
        ".",
        "a",
        "é",
        " ",
        "\n",
        "\\",
        "80",
        "www.",
        "..",
        "\0",
        "amp",
        "amp.",
        ".amp",
        "index.php",
        "index.html",
        "cdn.ampproject.org",
        "/c/s/",
        "google.com",
        "/url?url=http://",
        "/amp/",
        "/amp/s/",
        "x.y",
        ";jsessionid=",
        "utm_a",
        "print",
        "+",
        "%2F",
        "%2e",
        "#!",
        "\ud800",
        "。",
    ]
)
URLISH = (
    st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)
    | st.lists(PIECES | st.text(max_size=3), max_size=14).map(lambda pieces: "http://" + "".join(pieces))
    | st.text(max_size=30).map("https://example.com/".__add__)
)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=6).filter(lambda word: word != "amp")
"""Segments of paths that are no variant of anything."""
PAGES = st.tuples(st.lists(WORDS, max_size=4), st.none() | st.integers(0, 999))
"""A page: the segments of its path, and its number in the query."""


@settings(max_examples=300, deadline=None)
@given(href=URLISH, base=st.none() | URLISH)
def test_any_text_is_an_http_link_or_none(href: str, base: str | None) -> None:
    link = links.absolute(href, base)
    if link is None:
        return
    parts = urlsplit(link)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert not set(link) & set(' "<>\n\r\t\0')
    assert links.absolute(link) == link
    assert links.canonical(link)
    assert links.site_key(link)
    for scheme in ("http://", "https://"):
        assert links.canonical(scheme + links.canonical(link)) == links.canonical(link)


@settings(max_examples=100, deadline=None)
@given(path=st.text(max_size=20))
def test_a_key_ignores_how_a_page_was_reached(path: str) -> None:
    link = links.absolute(f"https://example.com/x{path}".partition("#")[0].partition("?")[0])
    if link is not None:
        assert links.canonical(link) == links.canonical(link + "?utm_source=a#b")


def _address(page: tuple[list[str], int | None], dress: str) -> str:
    path, number = page
    query = "" if number is None else f"?p={number}"
    return dress.format(path="".join(f"/{segment}" for segment in path), query=query, more="&" if query else "?")


@settings(max_examples=300, deadline=None)
@given(
    one=PAGES,
    other=PAGES,
    dresses=st.tuples(
        *[
            st.sampled_from(
                (
                    "http://example.com{path}{query}",
                    "https://www.example.com{path}/{query}#top",
                    "https://amp.example.com{path}{query}{more}utm_source=a",
                    "https://example.com{path}/amp{query}",
                    "https://example.com/amp{path}/index.html{query}",
                    "https://cdn.ampproject.org/c/s/example.com{path}{query}",
                    "https://example.com/{path}{query}{more}print=1&PHPSESSID=9",
                )
            )
        ]
        * 2
    ),
)
def test_two_addresses_have_one_key_where_they_lead_to_one_page(
    one: tuple[list[str], int | None], other: tuple[list[str], int | None], dresses: tuple[str, str]
) -> None:
    first, second = _address(one, dresses[0]), _address(other, dresses[1])
    assert (links.canonical(first) == links.canonical(second)) == (one == other)
