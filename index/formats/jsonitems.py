"""JSON items: one item of a JSON Feed (https://www.jsonfeed.org/version/1.1/, and 1.0 before it) to one Sighting."""

from __future__ import annotations

import re

from index import links
from index.formats import dates
from index.formats.creators import names
from index.formats.items import Surroundings, language, plain
from index.formats.jsonvalues import Record, name_of, record_of, records_of, text_of, texts_of
from index.sighting import Sighting

_CONTENTS = ("content_html", "content_text")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|quot|apos|nbsp|[lr][ds]quo|[mn]dash|hellip);")
"""What shows that a title was escaped as for HTML, although titles are plain text (Grav does it, and a plugin of WordPress)."""


def is_item(record: Record) -> bool:
    """Say whether an object has the shape of an item: the names of its members decide, not their values.

    It has a text by the names that only JSON Feed has, or it is a link with a title, and an id or a date.
    """
    if is_feed(record):
        return False
    named = "title" in record or "summary" in record
    return any(name in record for name in _CONTENTS) or ("url" in record and named and ("id" in record or "date_published" in record))


def is_feed(record: Record) -> bool:
    """Say whether an object could be a whole feed, of JSON Feed or of another format."""
    return "items" in record or "version" in record


def sighting(item: Record, feed: Surroundings) -> Sighting | None:
    """Return the item as published, or None where it says nothing: no id, link, title or text."""
    title = text_of(item.get("title")).strip()
    text, summary_only = _text(item)
    guid = name_of(item.get("id")) or None
    link = _link(item, guid, feed.bases)
    if not (guid or link or title or text):
        return None
    return Sighting(
        guid=guid,
        link=link,
        title=title,
        title_is_html=escaped(title),
        html=text,
        summary_only=summary_only,
        creators=people(item) or feed.authors,
        categories=texts_of(item.get("tags")),
        published=dates.iso(text_of(item.get("date_published"))),
        updated=dates.iso(text_of(item.get("date_modified"))),
        lang=language(text_of(item.get("language"))) or feed.lang,
    )


def escaped(title: str) -> bool:
    """Say whether a title is text that was escaped as for HTML. One with a `<` was not."""
    return "<" not in title and bool(_REFERENCE.search(title))


def people(record: Record) -> tuple[str, ...]:
    """Return the names of the authors of an item or a feed: `authors` since version 1.1, `author` before."""
    for some in (records_of(record.get("authors")), [record_of(record.get("author"))]):
        found = names((text_of(one.get("name")), text_of(one.get("url")).removeprefix("mailto:")) for one in some)
        if found:
            return found
    return ()


def _text(item: Record) -> tuple[str, bool]:
    """Return the text as HTML, and whether it is only a summary."""
    html, text, summary = (text_of(item.get(name)) for name in (*_CONTENTS, "summary"))
    if html.strip():
        return html, False
    return (plain(text), False) if text.strip() else (plain(summary.strip()), True)


def _link(item: Record, guid: str | None, bases: tuple[str | None, ...]) -> str | None:
    """Return the post's own page. Of a link blog's post that is `url`; `external_url`, what it is about, stands in last."""
    given = (text_of(item.get("url")), text_of(item.get("external_url")))
    own, about = (links.absolute(address, *bases) for address in given)
    return own or links.absolute(guid) or about
