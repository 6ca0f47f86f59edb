"""Guids: which of them can be the same everywhere, and whose host they name. Pure."""

from __future__ import annotations

import re

from index import links
from search.guids import is_public, is_uri

_TAG_URI = re.compile(r"tag:(?:[^\s,@:/]+@)?([a-z0-9.-]+),[0-9]{4}(?:-[0-9]{2}){0,2}:", re.IGNORECASE)
"""A tag URI (RFC 4151) and the host that it was made in the name of."""


def counts_everywhere(guid: str) -> bool:
    """Return whether a guid names a post on all sites; any other one does so within its site."""
    return is_uri(guid) and not _nowhere(guid)


def host(guid: str | None) -> str | None:
    """Return the host that a guid names: that of an address, that in whose name a tag URI was made; None for any other guid."""
    if guid is None:
        return None
    tagged = _TAG_URI.match(guid)
    address = links.absolute(f"http://{tagged[1]}/") if tagged else _address(guid)
    return links.host(address) if address else None


def _address(guid: str) -> str | None:
    return links.absolute(guid) if guid.lower().startswith(("http://", "https://")) else None


def _nowhere(guid: str) -> bool:
    """Return whether the guid's host is no public name: the `http://localhost/?p=1` of a test blog is not one post everywhere."""
    address = _address(guid)
    if address is None:
        return False
    return not is_public(re.sub(r":\d+$", "", links.host(address)))
