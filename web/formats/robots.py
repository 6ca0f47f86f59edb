"""The rules for robots (RFC 9309): no robot needs every combination of filters, and those that walk them all have taken sites down."""

from __future__ import annotations

ALLOWED = ("search.atom", "search.rss")
"""Feeds are for programs: those who subscribe to one may keep to these rules too. Of several rules that fit, the longest holds."""
BARRED = ("?*", "search", "advanced", "facet/", "suggest", "post/*?*")
"""Beginnings of addresses. What is left are the page of the newest posts, and each post once.
Robots that know no `*` take `/?` for `/`, which would bar all; with `/?*` they bar too little."""


def rules(base_path: str) -> str:
    """Return the rules for a page that is mounted below that path."""
    lines = ["User-agent: *"]
    lines += [f"Allow: {base_path}/{name}" for name in ALLOWED]
    lines += [f"Disallow: {base_path}/{name}" for name in BARRED]
    return "".join(f"{line}\n" for line in lines)
