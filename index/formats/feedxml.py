"""RSS, Atom and CDF through feedparser, for which the text is first put right and after which nothing is believed.

feedparser is given bytes in a stream only (it opens texts that look like paths or addresses), and neither cleans nor resolves: that is
10 times faster, and its cleaning is not to be relied on.
"""

from __future__ import annotations

import io
import re
import xml.sax
from typing import Any

import feedparser
from lxml import etree

from index import links
from index.clean import to_title
from index.formats import dates, items
from index.formats.comments import of_comments
from index.formats.items import Entry, Surroundings
from index.formats.sniffing import Root
from index.formats.unreadable import NotReadable
from index.sighting import Channel, FeedDocument

MOST = 20_000
"""Posts that are read of one document."""

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, xml.sax.SAXException)
"""What feedparser 6.0.14 raises on damaged feeds instead of setting `bozo` (2.7 % of 53,749 mutated feeds; feedparser#591, #599)."""

_HISTORY = "http://purl.org/syndication/history/1.0"
_END_OF_POST = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_POST = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_EMPTY = re.compile(r"<[^>]*/>")
_NO_MARKUP = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)


def read(text: str, root: Root, location: str) -> FeedDocument:
    """Return the posts of a feed. Raises NotReadable where there is nothing in it that can be read."""
    body, cut_off = _whole(text[root.at :], root)
    doctype = "\n".join(line for line in root.doctype.splitlines() if line.strip())
    parsed = _parsed(doctype + body)
    entries: list[Entry] = parsed.entries
    problem = _problem(parsed, body, cut_off=cut_off)
    return _document(parsed, entries, location, problem)


def _whole(body: str, root: Root) -> tuple[str, bool]:
    """Return the document up to its end tag. One without end tag is cut off: it ends after its last whole post, closed again.

    Half a post is left out, since it would replace the whole one that the archive may hold.
    """
    end = body.rfind(f"</{root.name}")
    close = body.find(">", end)
    if _EMPTY.match(body):
        return body, False
    if end >= 0 and close >= 0:
        return body[: close + 1], False
    last = max((found.end() for found in _END_OF_POST.finditer(body)), default=0)
    begun = _POST.search(body, last)
    kept = body[: begun.start()] if begun else body[:last] if last else body
    open_channel = "<channel" in kept and "</channel" not in kept and root.name.casefold() != "channel"
    return f"{kept}{'</channel>' * open_channel}</{root.name}>", True


def _parsed(text: str) -> Any:  # noqa: ANN401 - feedparser has no types
    try:
        return _feedparser(text)
    except _FAULTS:
        return _parsed_repaired(text)


def _parsed_repaired(text: str) -> Any:  # noqa: ANN401 - feedparser has no types
    """Parse what libxml2 can save of the document: well-formed, so feedparser takes its strict way."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(text.encode(), parser)
        if tree is None:
            raise NotReadable("damaged XML: nothing in it can be read")
        return _feedparser(etree.tostring(tree, encoding="unicode"))
    except (*_FAULTS, etree.LxmlError) as error:
        raise NotReadable(f"damaged XML: {' '.join(str(error).split())}") from error


def _feedparser(text: str) -> Any:  # noqa: ANN401 - feedparser has no types
    return feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)


def _problem(parsed: Any, body: str, *, cut_off: bool) -> str | None:  # noqa: ANN401 - feedparser has no types
    count = len(parsed.entries)
    if count > MOST:
        return f"more than {MOST:,} posts: {MOST:,} of {count:,} read"
    if cut_off:
        return f"cut off in the middle: {count} whole {'post' if count == 1 else 'posts'} read"
    if not parsed.bozo:
        return None
    begun = len(_POST.findall(_NO_MARKUP.sub("", body)))
    error = parsed.bozo_exception
    reason = error.getMessage() if isinstance(error, xml.sax.SAXParseException) else " ".join(str(error).split())
    if begun and not count:
        raise NotReadable(f"not well-formed XML: {reason}")
    return f"not well-formed XML ({reason}): {count} of {begun} posts read" if count < begun else None


def _document(parsed: Any, entries: list[Entry], location: str, problem: str | None) -> FeedDocument:  # noqa: ANN401 - feedparser has no types
    feed: Entry = parsed.feed
    address = items.href(feed, "self")
    outermost = links.absolute(location)
    self_link = links.absolute(address, outermost)
    link = items.link_of(feed, (self_link, outermost))
    title, is_html = items.text_of(feed, "title")
    title = to_title(title, is_html=is_html)
    surroundings = Surroundings(
        bases=(link, self_link, outermost),
        lang=items.language(dict.get(feed, "language")),
        authors=items.authors(feed) if parsed.version.startswith("atom") else (),
        atom=parsed.version.startswith("atom"),
    )
    prefix = next((prefix for prefix, uri in parsed.namespaces.items() if uri == _HISTORY), None)
    return FeedDocument(
        channel=Channel(
            title=title,
            self_link=links.without_paging(self_link) if self_link else None,
            link=link,
            lang=surroundings.lang,
            built=dates.in_utc(items.date_of(feed, "updated") or items.date_of(feed, "published")),
        ),
        sightings=tuple(items.sighting(entry, surroundings) for entry in entries[:MOST]),
        comments=of_comments(address, title, entries),
        complete=f"{prefix}_complete" in feed,
        problem=problem,
    )
