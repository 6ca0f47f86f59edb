"""A FeedView as RSS 2.0. The posts are those of Atom; readers that know both take Atom."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element

from web.formats import xml
from web.formats.atom import OPENSEARCH, add_opensearch, marked_up
from web.forms import DESCRIPTION, FORMS
from web.syndication import UNDATED, Entry, FeedView, sorted_date, whole

TYPE = FORMS["rss"].content_type
BARE_TYPE = FORMS["rss"].media_type
SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opensearch": OPENSEARCH,
}


def feed(view: FeedView) -> str:
    """Return the feed."""
    tree = xml.root("rss", SPACES)
    tree.set("version", "2.0")
    channel = xml.add(tree, "channel")
    xml.add(channel, "title", view.title)
    xml.add(channel, "link", view.html_url)
    xml.add(channel, "description", view.about)
    xml.add(channel, "generator", "Backissues")
    if view.updated != UNDATED:
        xml.add(channel, "lastBuildDate", _date(datetime.fromisoformat(view.updated)))
    xml.add(channel, "atom:link", rel="self", type=BARE_TYPE, href=view.self_url)
    xml.add(channel, "atom:link", rel="search", type=DESCRIPTION, href=view.search_url)
    for relation, url in view.paging:
        xml.add(channel, "atom:link", rel=relation, type=BARE_TYPE, href=url)
    add_opensearch(channel, view)
    for entry in view.entries:
        _add_item(channel, entry)
    return xml.written(tree)


def _add_item(channel: Element, entry: Entry) -> None:
    document = entry.document
    item = xml.add(channel, "item")
    xml.add(item, "title", document.title)
    xml.add(item, "link", entry.link)
    xml.add(item, "guid", entry.key, isPermaLink="false")
    when = sorted_date(entry)
    if when:
        xml.add(item, "pubDate", _date(when))
    for creator in document.creators:
        xml.add(item, "dc:creator", creator)
    for label in document.categories:
        xml.add(item, "category", label)
    if xml.language(document.lang):
        xml.add(item, "dc:language", document.lang)
    if entry.body and document.summary_only:
        xml.add(item, "description", marked_up(entry.body))
    elif entry.summary:
        xml.add(item, "description", escape(entry.summary, quote=False))  # a description is HTML (RSS Best Practices Profile)
    if entry.body and not document.summary_only:
        xml.add(item, "content:encoded", marked_up(entry.body))
    source = document.feeds[0] if document.feeds else None
    address = whole(source.url if source else None)
    if source and address:
        xml.add(item, "source", document.site.title or source.title, url=address)


def _date(moment: datetime) -> str:
    return format_datetime(moment)
