"""Guids: which texts are absolute URIs that can name a post everywhere. Pure; `index` compares posts by it, `web` writes feeds by it."""

from __future__ import annotations

import ipaddress
import re

_URI = re.compile(r"(?:urn|tag):\S|[a-z][a-z0-9+.-]*://[^\s/]", re.IGNORECASE)
"""An absolute URI that can be the same everywhere; `post:17` looks like one and is not."""


def is_uri(guid: str) -> bool:
    """Return whether the guid is an absolute URI."""
    return bool(_URI.match(guid))


def is_public(name: str) -> bool:
    """Return whether a host, without its port, is the same everywhere: the `localhost` of a test blog is not."""
    try:
        return ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return "." in name and not name.endswith((".local", ".localhost", ".test", ".invalid"))
