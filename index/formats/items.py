"""Items: one entry as feedparser gives it to one Sighting.

Entries are read as plain dicts (`dict.get`): feedparser's own look-up answers `updated` with `published` and warns.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index import links
from index.formats import dates
from index.formats.creators import names
from index.sighting import Sighting
from search import subtags
from search.facets import fold_key

Entry = dict[str, Any]

_HTML = ("text/html", "application/xhtml+xml")
_KIND = "#kind"
"""End of the scheme of Google's categories that say what an entry is (Blogger: every one is a `post`)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What items take from their feed where they are silent: bases of links from near to far, language, authors."""

    bases: tuple[str | None, ...]
    lang: str | None
    authors: tuple[str, ...] = ()
    atom: bool = False
    """In RSS, `dc:date` is the date of publication; in Atom, `updated` is what it says."""
    absolute: frozenset[str] | None = None
    """The ids that may stand in for a link; None for all that are addresses."""


def sighting(entry: Entry, feed: Surroundings) -> Sighting:
    """Return the item as published."""
    title, title_is_html = text_of(entry, "title")
    body, summary_only = _body(entry)
    source = _source(entry) if feed.atom else None
    published = date_of(entry, "published") or date_of(entry, "created")
    updated = date_of(entry, "updated")
    if not published and not feed.atom:
        published = updated
    return Sighting(
        guid=_get(entry, "id").strip() or None,
        link=link_of(entry, feed.bases, absolute=feed.absolute),
        title=title,
        title_is_html=title_is_html,
        html=body,
        summary_only=summary_only,
        creators=authors(entry) or (feed.authors if source is None else authors(source)),
        categories=_categories(entry),
        published=published,
        updated=updated,
        lang=_own_lang(entry, feed.lang if source else None) or (feed.lang if source is None else _own_lang(source, feed.lang)),
    )


def language(raw: object) -> str | None:
    """Return the code of the language of what looks like a language tag (`en-US`, `pt_BR`), else None."""
    return subtags.primary(raw) if isinstance(raw, str) else None


def plain(raw: str) -> str:
    """Return plain text as HTML that says the same, its lines kept."""
    return html.escape(raw, quote=False).replace("\n", "<br>\n")


def date_of(entry: Entry, name: str) -> str | None:
    """Return the date of that name (`published`, `updated`, `created`) as ISO 8601, or None."""
    return dates.iso(_get(entry, name), dict.get(entry, f"{name}_parsed"))


def text_of(entry: Entry, name: str) -> tuple[str, bool]:
    """Return the text of that name as published, and whether it is HTML."""
    detail = _get_all(entry, f"{name}_detail")
    return _get(entry, name).strip(), any(part.get("type") in _HTML for part in detail)


def _get(entry: Entry, name: str) -> str:
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""


def _get_all(entry: Entry, name: str) -> list[Entry]:
    """Return the dicts of that name: one, a list of them, or none."""
    value = dict.get(entry, name)
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def _body(entry: Entry) -> tuple[str, bool]:
    """Return the fullest text of the item as HTML, and whether it is all a summary."""
    contents = [text for text in map(_html, _get_all(entry, "content")) if text.strip()]
    details = _get_all(entry, "summary_detail") or [{"value": _get(entry, "summary"), "type": _HTML[0]}]
    fullest = max((*contents, *map(_html, details)), key=len)
    # Only of a podcast: `itunes:subtitle`, the first line of its description.
    return (fullest if fullest.strip() else "".join(map(_html, _get_all(entry, "subtitle_detail")))), not contents


def _html(part: Entry) -> str:
    value, kind = _get(part, "value"), _get(part, "type").casefold()
    if kind in _HTML or kind in ("application/xml", "text/xml", ""):
        return value
    return plain(value) if kind.startswith("text/") else ""  # what remains is a picture or a download


def href(entry: Entry, rel: str) -> str:
    """Return the first link of that relation as published, or nothing."""
    return next((_get(part, "href") for part in _get_all(entry, "links") if part.get("rel") == rel), "")


def link_of(entry: Entry, bases: Iterable[str | None], absolute: frozenset[str] | None = None) -> str | None:
    """Return the page that an item or a feed belongs to, as an absolute address, or None. `absolute`: ids that may stand in for it."""
    link = _get(entry, "link")
    if link and link == _get(entry, "id"):
        return (
            links.absolute(link) if absolute is None or link in absolute else None
        )  # feedparser puts a guid in the place of a link; `post-17` is no relative address
    candidates = (_get(entry, "feedburner_origlink"), link, href(entry, "alternate"))
    return next(filter(None, (links.absolute(candidate, *bases) for candidate in candidates)), None)


def authors(entry: Entry) -> tuple[str, ...]:
    """Return the names of the authors of an item or a feed."""
    raw = _get(entry, "author")
    people = [(_get(person, "name"), _get(person, "email")) for person in _get_all(entry, "authors") if person]
    # feedparser takes addresses to end after four letters: of `a@b.photo (Ann)` it leaves the name `o (Ann`.
    return names((raw, "") if mail and mail in raw else (name, mail) for name, mail in people or [(raw, "")])


def _categories(entry: Entry) -> tuple[str, ...]:
    """Return the categories as published, each once: many feeds give them as `category` and as `dc:subject`."""
    found: dict[str, str] = {}
    for tag in _get_all(entry, "tags"):
        label = (_get(tag, "label") or _get(tag, "term")).strip()
        if label and not _get(tag, "scheme").endswith(_KIND):
            found.setdefault(fold_key(label), label)
    return tuple(found.values())


def _source(entry: Entry) -> Entry | None:
    """Return the feed that an entry of Atom says it is from (RFC 4287, 4.2.11); planets copy entries with it."""
    source = dict.get(entry, "source")
    return source if isinstance(source, dict) else None


def _own_lang(entry: Entry, outer: str | None = None) -> str | None:
    """Return the language that the item or its parts give, but not `outer`, which they have inherited."""
    parts = (*_get_all(entry, "content"), *_get_all(entry, "summary_detail"), *_get_all(entry, "title_detail"), entry)
    return next((lang for lang in (language(dict.get(part, "language")) for part in parts) if lang and lang != outer), None)
