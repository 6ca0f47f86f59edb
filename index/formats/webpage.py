"""Web pages: HTML to the feeds that it names in its head (RSS autodiscovery; WHATWG HTML, link type `alternate`).

BeautifulSoup on lxml only, and only the few elements that matter: its other parsers are quadratic on 150 kB of `<!--` or `<a `.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from index import links
from index.formats import sniffing
from index.formats.comments import linked_as_comments
from index.formats.found import WebPage
from index.lines import one_line

MOST = 100
"""Feeds that are taken of one page; a page that names one for each of its tags has some dozens."""

_LONGEST = 2_000_000
"""Characters of a page that are looked at. Feeds are named in its head, and heads with styles inside come to some 500,000."""

_ROOTS = (
    *("html", "head", "body", "title", "meta", "link", "base", "script", "style", "noscript", "iframe"),
    *("div", "table", "center", "p", "h1", "h2", "font", "a", "b", "br", "span"),
)
"""Elements with which pages begin, where people leave out or lose what should come before (WHATWG MIME sniffing 7.1, and more)."""

_BEGINNING = re.compile(r"^[ \t]*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.MULTILINE)
_LEAD = 4096
"""Characters in which a page may begin after junk, such as the warnings of a broken PHP page."""

_FEED_TYPE = re.compile(r"(?:application|text)/(?:(?:rss|atom|x\.atom|rdf)\+xml|feed\+json|rss|atom)")
_VAGUE_TYPE = re.compile(r"(?:(?:application|text)/(?:xml|json))?")
"""Types that feeds have and other things too: sitemaps, and the JSON interface that WordPress names on every page."""

_FEED_PATH = re.compile(r"(?:^|[/.=_-])(?:feeds?|rss2?|atom|rdf|index\.xml)(?:$|[/.?&=_-])", re.IGNORECASE)
_FEED_HOSTS = ("feeds.", "feeds2.", "rss.")
_REFRESH = re.compile(r"\s*(\d{0,4})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_AT_ONCE = 10
"""Seconds after which a page that sends its readers on still means to; slower ones reload themselves or show news."""


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    title: str
    vague: bool
    """True where only its address says that it is a feed."""


def read(text: str, location: str) -> WebPage | None:
    """Return the feeds of a page, or None where the text is no HTML.

    The page's own feeds come first: on the page of a tag, category or author that one's, else those of the site; then in the page's order;
    then those whose type is not plain, those of tags, and those of comments. `location` is the page's address or file name.
    """
    start = _start(text)
    if start is None:
        return None
    only = SoupStrainer(["link", "base", "meta", "noscript"])
    tags = BeautifulSoup(text[start : start + _LONGEST], "lxml", parse_only=only).find_all(["link", "base", "meta"])
    here = links.absolute(location)
    base = next((links.absolute(_value(tag, "href"), here) for tag in tags if tag.name == "base" and _value(tag, "href")), None)
    found: dict[str, _Link] = {}
    moved = None
    for tag in tags:
        if tag.name == "link" and len(found) < MOST and (link := _link(tag, (base, here))):
            found.setdefault(link.url, link)
        elif tag.name == "meta" and moved in (None, here):
            moved = _refresh(tag, (base, here))
    moved = None if moved == here else moved
    feeds = dict.fromkeys([moved] if moved and _is_feed_address(moved) else [])
    feeds |= dict.fromkeys(link.url for link in sorted(found.values(), key=lambda link: _rank(link, here)))
    return WebPage(tuple(feeds), moved)


def _start(text: str) -> int | None:
    """Return where the HTML begins, or None where the text is none."""
    root = sniffing.element(text, *_ROOTS)
    if root is not None:
        return root.at
    found = _BEGINNING.search(text[:_LEAD])
    return found.start() if found else None


def _link(tag: Tag, bases: tuple[str | None, ...]) -> _Link | None:
    """Return the feed that a `link` names, or None."""
    relations = _value(tag, "rel").casefold().split()
    kind = _value(tag, "type").partition(";")[0].strip().casefold()
    url = links.absolute(_value(tag, "href"), *bases)
    if url is None or "stylesheet" in relations:
        return None
    if "feed" in relations and kind not in ("text/html", "application/xhtml+xml"):
        plain = True
    elif "alternate" in relations:
        plain = bool(_FEED_TYPE.fullmatch(kind))
        if not plain and not (_VAGUE_TYPE.fullmatch(kind) and _is_feed_address(url) and "hreflang" not in tag.attrs):
            return None
    else:
        return None
    return _Link(urldefrag(url).url, one_line(_value(tag, "title")), vague=not plain)


def _refresh(tag: Tag, bases: tuple[str | None, ...]) -> str | None:
    """Return where a `meta` sends readers at once, or None. One for readers without scripts is for no one else."""
    if _value(tag, "http-equiv").strip().casefold() != "refresh" or (tag.parent and tag.parent.name == "noscript"):
        return None
    found = _REFRESH.match(_value(tag, "content"))
    if found is None or int(found[1] or 0) > _AT_ONCE:
        return None
    return links.absolute(found[2].strip().strip("'\""), *bases)


def _rank(link: _Link, here: str | None) -> tuple[int, bool]:
    """Return the place of a feed among those of its page: the smaller the likelier."""
    if linked_as_comments(link.url, link.title):
        place = 3
    elif here and links.is_archive(here) and link.url.startswith(f"{here.rstrip('/')}/"):
        place = 0
    else:
        place = 2 if links.is_archive(link.url) else 1
    return place, link.vague


def _is_feed_address(url: str) -> bool:
    parts = urlsplit(url)
    return (parts.hostname or "").startswith(_FEED_HOSTS) or bool(_FEED_PATH.search(f"{parts.path}?{parts.query}"))


def _value(tag: Tag, name: str) -> str:
    """Return an attribute as text; those that are lists of words come as lists."""
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
