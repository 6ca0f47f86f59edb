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
    ]
)
URLISH = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join) | st.text(max_size=30).map("https://example.com/".__add__)


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
    assert links.canonical("http://" + links.canonical(link)) == links.canonical(link) or links.host(link) not in link


@settings(max_examples=100, deadline=None)
@given(path=st.text(max_size=20))
def test_a_key_ignores_how_a_page_was_reached(path: str) -> None:
    link = links.absolute(f"https://example.com/x{path}".partition("#")[0].partition("?")[0])
    if link is not None:
        assert links.canonical(link) == links.canonical(link + "?utm_source=a#b")
