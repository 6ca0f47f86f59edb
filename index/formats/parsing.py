"""Parsing: the text of a feed through feedparser, damaged ones too, and what was lost on the way.

feedparser is given bytes in a stream only (it opens texts that look like paths or addresses), and neither cleans nor resolves: that is
10 times faster, and its cleaning is not to be relied on.
"""

from __future__ import annotations

import html
import io
import re
import xml.sax
from dataclasses import dataclass
from typing import Any

import feedparser
from lxml import etree

from index.formats.sniffing import Root, without
from index.formats.unreadable import NotReadable

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, xml.sax.SAXException)
"""What feedparser 6.0.14 raises on damaged feeds instead of setting `bozo` (2.7 % of 53,749 mutated feeds; feedparser#591, #599).

After `characters.text_of` it is 0.1 % (41 of 40,781).
"""

_TROUBLE = (
    "{http://www.opengis.net/gml}*",
    "{http://www.georss.org/georss}*",
    "{http://podlove.org/simple-chapters}*",
    "{http://web.resource.org/cc/}*",
    "{*}width",
    "{*}height",
)
"""Elements of which we take nothing and on which feedparser fails, even in well-formed feeds (a `gml:pos` by itself: KeyError)."""

_DECLARED = re.compile(r"""(\sxmlns(?::[\w.-]+)?\s*=\s*)("[^"<>]*"|'[^'<>]*')""")
"""The declaration of a namespace. feedparser fails on one with a space in it."""

_BASED = re.compile(r"<(?:[\w.-]+:)?(?:feed|entry|rss|rdf|channel|item|id|guid)\s[^<>]*\bxml:base\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?:[\w.-]+:)?(?:id|guid)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[\s*)?(https?://[^\s<>\]]+)", re.IGNORECASE)
_END_OF_POST = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_POST = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_EMPTY = re.compile(r"<[^>]*/>")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What feedparser made of a feed: its own dicts. `problem` is one line where posts were lost."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    version: str
    namespaces: dict[str, str]
    """URIs of the declared namespaces by prefix."""
    problem: str | None
    absolute: frozenset[str] | None = None
    """Where an `xml:base` stands: the ids that were written as addresses. feedparser has resolved the others with it."""


def parse(text: str, root: Root) -> Parsed:
    """Parse the text of a feed. Raises NotReadable where it holds posts and none can be read."""
    body, cut_off = _whole(text, root)
    # A prolog of empty lines takes feedparser quadratic time.
    doctype = "\n".join(line for line in root.doctype.splitlines() if line.strip())
    document = doctype + body
    found = _feedparser(document)
    based = "xml:base" in body and _BASED.search(body)
    absolute = frozenset(html.unescape(found[1]) for found in _ADDRESS.finditer(body)) if based else None
    if found is not None and not found.bozo:
        return Parsed(found.feed, found.entries, found.version, found.namespaces, _cut_off(found) if cut_off else None, absolute)
    begun = len(_POST.findall(without(body, "]]>", "-->")))
    if found is None or len(found.entries) < begun or not (begun or found.feed):
        found = max(
            filter(None, (found, _feedparser(_repaired(document)))), key=lambda one: (len(one.entries), bool(one.feed)), default=None
        )
    if found is None or (begun and not found.entries):
        raise NotReadable(f"damaged XML: none of its posts can be read{_reason(found)}")
    lost = f"damaged XML: {len(found.entries)} of {begun} posts read{_reason(found)}" if len(found.entries) < begun else None
    return Parsed(found.feed, found.entries, found.version, found.namespaces, _cut_off(found) if cut_off else lost, absolute)


def _whole(text: str, root: Root) -> tuple[str, bool]:
    """Return the root element. One without end tag is cut off: it ends after its last whole post, closed again.

    Half a post is left out, since it would replace the whole one that the archive may hold.
    """
    end = text.rfind(f"</{root.name}", root.at)
    close = text.find(">", end)
    if end >= 0 and close >= 0:
        return text[root.at : close + 1], False  # one slice: a feed of 50 MB may be 200 MB of text
    if _EMPTY.match(text, root.at):
        return text[root.at :], False
    last = max((found.end() for found in _END_OF_POST.finditer(text, root.at)), default=0)
    begun = _POST.search(text, max(last, root.at))
    kept = text[root.at : begun.start() if begun else last or None]
    open_channel = "<channel" in kept and "</channel" not in kept and root.name.casefold() != "channel"
    return f"{kept}{'</channel>' * open_channel}</{root.name}>", True


def _feedparser(text: str) -> Any | None:  # noqa: ANN401 - feedparser has no types
    """Return feedparser's result, or None where it fails or there is nothing to parse."""
    if not text:
        return None
    try:
        return feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS:
        return None


def _repaired(text: str) -> str:
    """Return what libxml2 can save of the document as well-formed XML, which feedparser reads its strict way, without trouble.

    Of 1,014 mutated feeds that had lost posts, 341 gave more of them so and 20 fewer.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    text = _DECLARED.sub(lambda found: found[1] + "".join(found[2].split()), text)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return ""
    if tree is None:
        return ""
    etree.strip_elements(tree, *_TROUBLE, with_tail=False)
    return str(etree.tostring(tree, encoding="unicode"))


def _cut_off(found: Any) -> str:  # noqa: ANN401 - feedparser has no types
    count = len(found.entries)
    return f"cut off in the middle: {count} whole {'post' if count == 1 else 'posts'} read"


def _reason(found: Any) -> str:  # noqa: ANN401 - feedparser has no types
    """Return what the XML parser said, in brackets, without the line: it is not the line in the file."""
    error = dict.get(found or {}, "bozo_exception")
    return f" ({error.getMessage()})" if isinstance(error, xml.sax.SAXParseException) else ""
