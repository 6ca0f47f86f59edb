"""What a document is, told by its content: the root element decides, never the file's name or type."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = 4096
"""Characters in which an XML declaration is looked for after junk, such as the warnings of a broken PHP page."""

_SPACE = re.compile(r"\s+")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\[]*\[.*?\]\s*>|[^>]*>)", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"<((?:[\w.-]+:)?([\w.-]+))(?=[\s/>])([^>]*)>")

_HOLDS_POSTS = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_NAMESPACES = {
    "rss": re.compile(""),
    "rdf": re.compile(r"purl\.org/(?:net/)?rss|netscape\.com/rdf", re.IGNORECASE),
    "feed": re.compile(r"w3\.org/2005/Atom|purl\.org/(?:atom|echo|pie)|version\s*=", re.IGNORECASE),
    "entry": re.compile(r"w3\.org/2005/Atom", re.IGNORECASE),
    "channel": re.compile(r"\b(?:href|lastmod)\s*=", re.IGNORECASE),
}
"""Root elements of feeds by local name, and what their start tag holds. Without it they must hold an item or entry to be feeds;
not so an `entry`, which is one in many other formats. By itself it is a feed of one post (RFC 4287, section 2)."""

EXPORT = "wordpress.org/export"
"""What the namespace of every version of WordPress's export holds."""

_QUOTES = {"]]>": re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL), "-->": re.compile(r"<!--.*?-->", re.DOTALL)}
"""What quotes mark-up, by its end."""

_EXPORT = re.compile(r"""<wp:|xmlns(?::[\w.-]+)?\s*=\s*["'][^"'<>]*wordpress\.org/export""")
"""An element of a WordPress export, or the declaration of its namespace under any prefix."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root element: its name as written (`rdf:RDF`), where its start tag begins, and the DOCTYPE before it (or nothing)."""

    name: str
    at: int
    doctype: str


def feed_root(text: str) -> Root | None:
    """Return the root element of a feed, or None where the text is none: a page, a subscription list, JSON, prose."""
    return next((root for start in _starts(text) if (root := _root(text, start)) is not None), None)


def element(text: str, *names: str) -> Root | None:
    """Return the root element where its local name, in lower case, is one of `names`."""
    for start in _starts(text):
        doctype, at = _prolog(text, start)
        if (found := _START.match(text, at)) and found[2].casefold() in names:
            return Root(found[1], at, doctype)
    return None


def is_export(text: str, *, goes_on: bool = False) -> bool:
    """Say whether the text holds elements of a WordPress export. What a post quotes (in CDATA) does not count.

    An export looks like a feed to feedparser and holds drafts and private posts, so any trace of one counts. `goes_on` says that the
    text is the beginning of a longer one: what it quotes may then end after it. 64 kB are enough for whatever WordPress writes.
    """
    if EXPORT not in text and "<wp:" not in text:
        return False
    outside = without(text, "]]>")
    return bool(_EXPORT.search(outside.partition("<![CDATA[")[0] if goes_on else outside))


def without(text: str, *ends: str) -> str:
    """Return the text without CDATA sections (`]]>`) or comments (`-->`); one that does not end stays.

    Only the text before the last end is searched: 200 kB of `<!--` without any would take quadratic time.
    """
    for end in ends:
        last = text.rfind(end) + len(end) if end in text else 0
        text = _QUOTES[end].sub("", text[:last]) + text[last:]
    return text


def _starts(text: str) -> list[int]:
    """Return where a document may begin: at the start, or at an XML declaration after junk."""
    return [0, *(found.start() for found in re.finditer(r"<\?xml\s", text[:_LEAD]))]


def _prolog(text: str, start: int) -> tuple[str, int]:
    """Return the DOCTYPE (or nothing) of the document that begins at `start`, and where its prolog ends."""
    doctype = ""
    while True:
        if space := _SPACE.match(text, start):
            start = space.end()
        if text.startswith("<?", start):
            start = _after(text, "?>", start)
        elif text.startswith("<!--", start):
            start = _after(text, "-->", start + 4)
        elif not doctype and (found := _DOCTYPE.match(text, start)):  # a second one is no XML, and 16,000 took quadratic time
            doctype, start = found[0], found.end()
        else:
            return doctype, start


def _root(text: str, start: int) -> Root | None:
    doctype, start = _prolog(text, start)
    found = _START.match(text, start)
    name = found[2].casefold() if found else ""
    if found is None or name not in _NAMESPACES:
        return None
    if not _NAMESPACES[name].search(found[3]) and (name == "entry" or not _HOLDS_POSTS.search(text, found.end())):
        return None
    return Root(found[1], start, doctype)


def _after(text: str, mark: str, start: int) -> int:
    """Return the place after the next `mark`, or the end of the text where there is none."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
