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

LONGEST = 1_000
"""Characters of a name that are looked at: the patterns take quadratic time (200 kB of spaces or brackets: minutes)."""

_NOBODY = frozenset(("", "unknown"))
"""No name, and what Blogger writes for authors who hide theirs."""


def names(published: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of the pairs (name, mail address): text on one line, each once by folded key.

    Where no pair has a name, the local parts of the addresses stand in, unless they are roles; addresses themselves are not kept.
    """
    pairs = list(published)
    return _distinct(_name(name) for name, _ in pairs) or _distinct(_local(part) for pair in pairs for part in pair)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(fold_key(text), text)
    return tuple(text for key, text in found.items() if key not in _NOBODY)


def _name(raw: str) -> str:
    raw = " ".join(raw.split())[:LONGEST]
    mixed = _WITH_MAIL.fullmatch(raw)
    if mixed:
        raw = mixed["name"] or mixed["first"]
    text = _BYLINE.sub("", to_title(raw, is_html="<" in raw or "&" in raw)).strip("\"' ,;")
    return "" if _MAIL.fullmatch(text) else text


def _local(mail: str) -> str:
    if not _MAIL.fullmatch(mail.strip()):
        return ""
    local = mail.strip().partition("@")[0]
    return "" if local.casefold() in _ROLES else local
