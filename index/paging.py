"""Paging: the addresses of a feed's pages. Which of them belong to the feed's own site, which are the same page, which comes next."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urldefrag, urlsplit, urlunsplit

from index import links

MARK = 16
"""Hex digits of a mark. 64 bits: among the pages of one history two marks are the same by chance once in 10**11 histories."""

_PAGED = re.compile(r"paged=(\d{0,6})\d*", re.ASCII)


def mark(text: str) -> str:
    """Return the mark of a text: enough of its SHA-256 to know it again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


def page_mark(address: str) -> str:
    """Return the mark of an absolute address: the same with and without `www.`, by http or https, with another fragment.

    All else counts: of a page's address any part may be what tells it from another page.
    """
    parts = urlsplit(address)
    return mark(f"{links.host(address)}{parts.path or '/'}?{parts.query}")


def on_site(feed: str, address: str | None) -> str | None:
    """Return the address as it may be asked, or None where it is not http(s) or not on the feed's own host (`links.host`).

    Where the feed was read by https, a page is too: many sites behind a proxy write http into their links.
    """
    own = links.absolute(address)
    if own is None or links.host(own) != links.host(feed):
        return None
    parts = urlsplit(urldefrag(own).url)
    if parts.scheme == "http" and urlsplit(feed).scheme == "https":
        parts = parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80"))
    return links.absolute(urlunsplit(parts))


def wordpress_after(address: str) -> str | None:
    """Return the address of the page after that of a WordPress feed: `paged` is one more, all other parameters stay.

    None where it would be too long. The first page is 1, whether `paged` says so or not.
    """
    parts = urlsplit(address)
    pieces = [piece for piece in parts.query.split("&") if piece]
    numbers = [int(found[1] or 0) for found in map(_PAGED.fullmatch, pieces) if found]
    kept = [piece for piece in pieces if piece.partition("=")[0] != "paged"]
    number = max([1, *numbers[-1:]]) + 1
    return links.absolute(urlunsplit(parts._replace(query="&".join([*kept, f"paged={number}"]), fragment="")))
