"""WordPress exports for tests: items as WordPress writes them, with single elements replaced or left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from index.formats import wxr
from index.sighting import FeedDocument, Sighting, Skipped, Withdrawn

NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
HEAD = (
    "<title>Bench &amp; Branch</title><link>https://blog.example.org</link><pubDate>Sat, 01 Jun 2024 10:00:00 +0000</pubDate>"
    "<language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://blog.example.org</wp:base_blog_url>"
    "<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_email><![CDATA[a@b.org]]>"
    "</wp:author_email><wp:author_display_name><![CDATA[Ada Example]]></wp:author_display_name></wp:author>"
    "<wp:category><wp:cat_name><![CDATA[Wood]]></wp:cat_name></wp:category><image><title>No title</title></image>"
)


def item(number: int, *more: str, **given: str | None) -> str:
    """Return one item; `given` are the values of elements (None: without it), as XML, `more` is put at the end."""
    values: dict[str, str | None] = {
        "title": f"Post {number}",
        "link": f"https://blog.example.org/{number}/",
        "pubDate": "Mon, 01 Mar 2021 10:00:00 +0000",
        "dc:creator": "<![CDATA[ada]]>",
        "guid": f"https://blog.example.org/?p={number}",
        "description": "",
        "content:encoded": f"<![CDATA[Text of post {number}]]>",
        "excerpt:encoded": "<![CDATA[]]>",
        "wp:post_id": str(number),
        "wp:post_date": "<![CDATA[2021-03-01 11:00:00]]>",
        "wp:post_date_gmt": "<![CDATA[2021-03-01 10:00:00]]>",
        "wp:status": "<![CDATA[publish]]>",
        "wp:post_type": "<![CDATA[post]]>",
        "wp:post_password": "<![CDATA[]]>",
    }
    values |= {_element(name): value for name, value in given.items()}
    elements = "\n".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value is not None)
    return f"<item>\n{elements}\n{''.join(more)}</item>\n"


def export(*items: str, head: str = HEAD, namespaces: str = NAMESPACES, version: str = "1.0") -> str:
    """Return the export of these items."""
    declaration = f'<?xml version="{version}" encoding="UTF-8" ?>\n<!-- generated -->\n'
    return f'{declaration}<rss version="2.0" {namespaces}>\n<channel>{head}\n{"".join(items)}</channel>\n</rss>\n'


def parts(source: str | bytes, *, pages: bool = False, location: str = "export.xml") -> list[FeedDocument]:
    """Return the documents of an export."""
    return list(wxr.read(io.BytesIO(source if isinstance(source, bytes) else source.encode()), location, pages=pages))


def sightings(documents: Iterable[FeedDocument]) -> list[Sighting]:
    """Return the posts of the parts."""
    return [one for document in documents for one in document.sightings]


def skipped(documents: Iterable[FeedDocument]) -> list[Skipped]:
    """Return what the parts left out."""
    return [one for document in documents for one in document.skipped]


def withdrawn(documents: Iterable[FeedDocument]) -> list[Withdrawn]:
    """Return what is not public."""
    return [one for document in documents for one in document.withdrawn]


def said(documents: Iterable[FeedDocument]) -> Iterator[str]:
    """Yield all that the parts say, but for what names the posts that are not public."""
    for document in documents:
        yield repr((document.channel, document.sightings, document.skipped, document.problem))


def _element(name: str) -> str:
    """Return the element that a keyword means: `wp_status` is `wp:status`; a password is given as `guarded`."""
    prefix, _, local = name.partition("_")
    if name == "guarded":
        return "wp:post_password"
    return f"{prefix}:{local}" if prefix in ("wp", "dc", "content", "excerpt") and local else name
