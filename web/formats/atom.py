"""A FeedView as Atom (RFC 4287), with paging (RFC 5005) and the elements of OpenSearch 1.1."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from search.document import Document
from web.formats import xml
from web.forms import DESCRIPTION, FORMS
from web.syndication import Entry, FeedView, whole

TYPE = FORMS["atom"].content_type
BARE_TYPE = FORMS["atom"].media_type
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SPACES = {"": "http://www.w3.org/2005/Atom", "opensearch": OPENSEARCH}


def feed(view: FeedView) -> str:
    """Return the feed."""
    tree = xml.root("feed", SPACES)
    xml.add(tree, "id", view.key)
    xml.add(tree, "title", view.title)
    xml.add(tree, "subtitle", view.about)
    xml.add(tree, "updated", view.updated)
    xml.add(tree, "link", rel="self", type=BARE_TYPE, href=view.self_url)
    xml.add(tree, "link", rel="alternate", type="text/html", href=view.html_url)
    xml.add(tree, "link", rel="search", type=DESCRIPTION, href=view.search_url)
    for relation, url in view.paging:
        xml.add(tree, "link", rel=relation, type=BARE_TYPE, href=url)
    # Of posts without a creator the feed has to name somebody. Readers that know `source` do not take that name for the post's own.
    xml.add(xml.add(tree, "author"), "name", view.site_title)
    xml.add(tree, "generator", "Backissues")
    add_opensearch(tree, view)
    for entry in view.entries:
        _add_entry(tree, entry)
    return xml.written(tree)


def add_opensearch(tree: Element, view: FeedView) -> None:
    """Add how many posts there are, which of them these are, and what was asked."""
    xml.add(tree, "opensearch:totalResults", str(view.total))
    if view.start is not None:
        xml.add(tree, "opensearch:startIndex", str(view.start))
    xml.add(tree, "opensearch:itemsPerPage", str(view.asked.per_page))
    page = None if view.start is None else str(view.asked.page)
    xml.add(tree, "opensearch:Query", role="request", searchTerms=view.asked.text, startPage=page)
    if view.correction:
        total = str(view.correction.total)
        xml.add(tree, "opensearch:Query", role="correction", searchTerms=view.correction.query.text, totalResults=total)


def marked_up(text: str) -> str:
    """Return a text as HTML: a paragraph for each line."""
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())


def _add_entry(tree: Element, entry: Entry) -> None:
    document = entry.document
    element = xml.add(tree, "entry", xml_lang=xml.language(document.lang))
    xml.add(element, "id", entry.key)
    xml.add(element, "title", document.title)
    xml.add(element, "link", rel="alternate", href=entry.link)
    if entry.page != entry.link:
        xml.add(element, "link", rel="related", type="text/html", href=entry.page)
    if entry.published:
        xml.add(element, "published", entry.published)
    xml.add(element, "updated", entry.updated)
    for creator in document.creators:
        xml.add(xml.add(element, "author"), "name", creator)
    for label in document.categories:
        xml.add(element, "category", term=label)
    if entry.body and document.summary_only:  # the text of such a post is a summary, and who reads it has to know
        xml.add(element, "summary", marked_up(entry.body), type="html")
    elif entry.summary:
        xml.add(element, "summary", entry.summary)
    if entry.body and not document.summary_only:
        xml.add(element, "content", marked_up(entry.body), type="html")
    _add_source(element, document)


def _add_source(element: Element, document: Document) -> None:
    """Add the feed that the post is from. It stands there also where little is known of it: see the author of the feed."""
    source = xml.add(element, "source")
    feed = document.feeds[0] if document.feeds else None
    address, site = whole(feed.url if feed else None), whole(document.site.url)
    if address:
        xml.add(source, "id", address)
    xml.add(source, "title", document.site.title or (feed.title if feed else "") or document.site.key)
    if address:
        xml.add(source, "link", rel="self", href=address)
    if site:
        xml.add(source, "link", rel="alternate", href=site)
