"""Shown: what a page says of the names of sources. They are paths of a computer and addresses with keys in them; a page is for all.

A file is called by its last name, an address by its host and path, also within the words of an error. The command `status` shows all.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from web.links import outward

_ADDRESS = re.compile(r"(?i)\bhttps?://[^\s'\"<>]+")
_PATH = re.compile(r"""(?:(?<=[\s'"(])|^)(?:[A-Za-z]:)?[/\\](?:[^:\n\0]*[/\\])?""")
"""A path that begins at the root, to its last slash before a colon; file names may have spaces."""


def shown_name(name: str) -> str:
    """Return what a file, folder, pattern or address is called on a page."""
    if _ADDRESS.match(name):
        return _bare(name)
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name[:1]


def shown_error(text: str) -> str:
    """Return the words of an error or of a history with every path and address in them as it is shown."""
    addresses: list[str] = []

    def hold(found: re.Match[str]) -> str:
        whole = found[0].rstrip(".,:;)")
        addresses.append(_bare(whole))
        return f"\0{found[0][len(whole) :]}"

    bare = _PATH.sub("", _ADDRESS.sub(hold, text.replace("\0", "")))
    return re.sub("\0", lambda _: addresses.pop(0), bare)


def public_url(url: str | None) -> str | None:
    """Return the address if a page may link it: http(s), without a password and without a query, which may hold a key."""
    if outward(url) is None or url is None:
        return None
    parts = urlsplit(url)
    return None if parts.query or "@" in parts.netloc else url


def _bare(address: str) -> str:
    """Return host and path of an address."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an unfinished IPv6 address
        return ""
    return f"{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
