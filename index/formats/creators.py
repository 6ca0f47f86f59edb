"""Creators: who wrote an item, as names for people. Feeds put names and mail addresses into one element in every order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.clean import to_title
from search.facets import fold_key

_MAIL = re.compile(r"[^\s<>()\"@]{1,64}@[^\s<>()\"@]{1,255}")
_WITH_MAIL = re.compile(
    r"(?P<mail>[^\s@]+@[^\s@]+)\s*\((?P<name>[^()]+)\)|(?P<first>[^<>@]+?)\s*[<(](?:mailto:)?(?P<second>[^\s@]+@[^\s@]+)[>)]"
)
"""`jane@example.com (Jane Doe)`, `Jane Doe <jane@example.com>`."""

_BYLINE = re.compile(r"By\s+(?=[A-Z])|\s*\(mailto:\)?$")
"""What newspapers write before a name, and what feedparser leaves of a mail link when it takes the address out."""

_ROLES = frozenset(("noreply", "no-reply", "donotreply", "info", "webmaster", "admin", "editor", "contact", "feedback", "mail", "nobody"))
"""Local parts of addresses that name nobody (Blogger writes noreply@blogger.com)."""


def names(published: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of the pairs (name, mail address): text on one line, each once by folded key.

    Where there is an address only, its local part stands in, unless it is a role; addresses themselves are not kept.
    """
    found: dict[str, str] = {}
    for name, mail in published:
        text = _name(name) or _local(mail)
        if key := fold_key(text):
            found.setdefault(key, text)
    return tuple(found.values())


def _name(raw: str) -> str:
    mixed = _WITH_MAIL.fullmatch(raw.strip())
    if mixed:
        raw = mixed["name"] or mixed["first"]
    text = _BYLINE.sub("", to_title(raw, is_html="<" in raw or "&" in raw)).strip("\"' ,;")
    return _local(text) if _MAIL.fullmatch(text) else text


def _local(mail: str) -> str:
    if not _MAIL.fullmatch(mail.strip()):
        return ""
    local = mail.strip().partition("@")[0]
    return "" if local.casefold() in _ROLES else local
