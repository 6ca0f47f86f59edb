"""OPML 1.0 to 2.0: the text of a subscription list to the feeds in it. Broken lists are repaired where the intent is plain.

lxml reads what is well-formed. What is not is scanned for the tags of outlines: libxml2's recovery loses parts of addresses (`?a=1&b=2`
becomes `?a=1=2`) and everything below 256 levels.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

from lxml import etree

from index import links, references
from index.clean import to_title
from index.formats import sniffing
from index.formats.found import Subscription, Subscriptions
from index.lines import one_line

MOST = 20_000
"""Feeds that are taken of one list."""

_ROOTS = ("opml", "outlinedocument")
"""`outlineDocument` is what the root was called before OPML 1.0."""

_END = re.compile(r"</(?:[\w.-]+:)?(?:opml|outlineDocument)\s*>", re.IGNORECASE)
_LAST = re.compile(_END.pattern + r"\s*$", re.IGNORECASE)
_TAIL = 256
"""Characters at the end of a text without a root element in which the end of one shows that it is a list."""

_FEED_TYPES = frozenset(("rss", "atom", "feed", "rdf", "rss1", "rss2", "json", "jsonfeed", "xml"))
_LIST = re.compile(r"\.opml$", re.IGNORECASE)
_FEED = re.compile(r"(?:\.(?:rss|rdf|atom|xml)|/(?:feed|rss|atom)/?)$", re.IGNORECASE)

_TAG = re.compile(r"<(/?)(?:[\w.-]+:)?outline(?=[\s/>])([^<]*)", re.IGNORECASE)
_INSIDE = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
"""A tag up to its end: a `>` in quotes is none. In a broken tag, up to the quote that nothing closes."""

_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))""")
_NEXT_ATTRIBUTE = re.compile(r"\s[\w:.-]+=$")
"""What a value ends with where its own end quote is missing: it ran on to the quote that begins the next one."""

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
"""References that have their semicolon. Without it `&copy=1` in an address would become a sign."""

_FEED_SCHEME = re.compile(r"(?:feed|rss|itpc|i?pcast|podcast):(?://)?(?=.)", re.IGNORECASE)
"""Schemes by which browsers handed feeds to readers: `feed://example.com/rss`, `feed:https://example.com/rss`."""

_SCHEME = re.compile(r"(https?)(?::/*|/{2,})", re.IGNORECASE)
"""The beginning of an address, as it should be or nearly so: `http:/example.com`, `http//example.com`."""

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?=/|\?|$)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:xml|rss|rdf|atom|json|opml|html?|php)$", re.IGNORECASE)


def read(text: str, location: str) -> Subscriptions | None:
    """Return the feeds of a list in its order, each address once; None where the root is no OPML.

    Comments (`isComment`) and what is below them are left out. Lists that it includes are named and not read. Addresses without a scheme
    are http. `location` is the list's address or file name; an http(s) one is the base of relative addresses.
    """
    root = sniffing.element(text, *_ROOTS)
    if root is None and not _LAST.search(text[-_TAIL:]):
        return None
    body = text[root.at if root else 0 :]
    found, lost = _List(location), None
    try:
        _parse(body, found)
    except etree.XMLSyntaxError:
        found = _List(location)
        _scan(sniffing.without(body, "-->", "]]>"), found)
        lost = "its beginning is missing" if root is None else None if _END.search(body) else "cut off in the middle"
    return Subscriptions(tuple(Subscription(url, title) for url, title in found.feeds.items()), found.problem(lost))


class _List:
    """The feeds of a list as its outlines begin and end. No tree is made, so depth costs nothing."""

    def __init__(self, location: str) -> None:
        self.feeds: dict[str, str] = {}
        """Titles by address."""
        self._location = links.absolute(location)
        self._depth = 0
        self._comment: int | None = None
        """The depth at which a comment is open."""
        self._more = False
        self._lists: list[str] = []
        self._unusable: list[str] = []

    def begin(self, attributes: Mapping[str, str]) -> None:
        """Take in the start of an outline. Names of attributes are in lower case."""
        self._depth += 1
        if self._comment is None and attributes.get("iscomment", "").strip().casefold() == "true":
            self._comment = self._depth
        if self._comment is None:
            self._take(attributes)

    def end(self) -> None:
        """Take in the end of an outline."""
        if self._comment == self._depth:
            self._comment = None
        self._depth = max(self._depth - 1, 0)

    def problem(self, lost: str | None) -> str | None:
        """Return in one line what of the list is not read, or None. `lost` says what of it is not there."""
        parts = [f"{lost}: {_count(len(self.feeds), 'feed')} read"] if lost else []
        if self._more:
            parts.append(f"more than {MOST:,} feeds: the others are not read")
        if self._unusable:
            parts.append(f"{_count(len(self._unusable), 'feed')} without a usable address, the first is {_quoted(self._unusable[0])}")
        if self._lists:
            parts.append(f"{_count(len(self._lists), 'other list')} in it not read, the first is {_quoted(self._lists[0])}")
        return "; ".join(parts) or None

    def _take(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "").strip().casefold()
        address, url = attributes.get("xmlurl", "").strip(), attributes.get("url", "").strip()
        path = re.split("[?#]", url, maxsplit=1)[0]
        if not address and (kind == "include" or (kind == "link" and _LIST.search(path))):
            self._lists.append(url)
            return
        if not address and (kind in _FEED_TYPES or (kind == "link" and _FEED.search(path))):
            address = url or attributes.get("htmlurl", "").strip()
        if not address and kind not in _FEED_TYPES and "xmlurl" not in attributes:
            return
        title = to_title(attributes.get("title", "").strip() or attributes.get("text", ""), is_html=False)
        link = self._link(address)
        if link is None:
            self._unusable.append(address or title)
        elif len(self.feeds) < MOST:
            self.feeds.setdefault(link, title)
        else:
            self._more = self._more or link not in self.feeds

    def _link(self, address: str) -> str | None:
        """Return the absolute address that is meant, or None. A fragment names no other feed."""
        address = _FEED_SCHEME.sub("", address, count=1)
        if found := _SCHEME.match(address):
            address = f"{found[1]}://{address[found.end() :]}"
        elif address.startswith("//") or _is_host(address):
            address = f"http://{address.removeprefix('//')}"
        link = links.absolute(address, self._location)
        return link and urldefrag(link).url


def _parse(body: str, found: _List) -> None:
    """Read a well-formed list. Raises XMLSyntaxError."""
    data = io.BytesIO(body.encode("utf-8", "replace"))
    for event, element in etree.iterparse(data, ("start", "end"), resolve_entities=False, no_network=True, huge_tree=False):
        if not _is_outline(element.tag):
            continue
        if event == "start":
            found.begin({name.casefold(): value for name, value in element.items()})
        else:
            found.end()
            element.clear()


def _is_outline(name: str) -> bool:
    return name.rpartition("}")[2].casefold() == "outline"


def _scan(body: str, found: _List) -> None:
    """Read a broken list, tag by tag."""
    for tag in _TAG.finditer(body):
        if tag[1]:
            found.end()
            continue
        inside = _INSIDE.match(tag[2])
        whole = inside is not None and tag[2].startswith(">", inside.end())
        text = (inside[0] if inside and whole else tag[2].rstrip().removesuffix(">")).rstrip()
        found.begin({name.casefold(): value for name, value in _attributes(text.removesuffix("/"))})
        if text.endswith("/"):
            found.end()


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a start tag, as far as they can be told."""
    at = 0
    while found := _ATTRIBUTE.search(text, at):
        value, at = found[found.lastindex or 0], found.end()
        if ran_on := _NEXT_ATTRIBUTE.search(value):
            value, at = value[: ran_on.start()], found.start(found.lastindex or 0) + ran_on.start()
        yield found[1], _REFERENCE.sub(lambda one: references.unescape(one[0]), value)


def _is_host(address: str) -> bool:
    """Say whether an address begins with a host and not with a file or folder: `example.com/feed`, `www.example.com`, but not `a.xml`."""
    found = _HOST.match(address)
    return found is not None and (found.end() < len(address) or not _FILE.search(address) or address.startswith("www."))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _quoted(text: str) -> str:
    return f'"{one_line(text)[:80]}"' if text else "one without a name"
