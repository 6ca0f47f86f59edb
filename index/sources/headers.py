"""Headers: what we say of ourselves to a site, and what an answer's headers say, as far as it can be used."""

from __future__ import annotations

from email.message import Message
from importlib import metadata

from search.errors import UsageError

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, "
    "text/html;q=0.7, */*;q=0.5"
)
"""Feeds before pages; pages too, since they say where the feeds are."""

_VALIDATOR = 1024
"""Characters of the longest ETag or Last-Modified that is kept and sent back."""


def own(agent: str) -> dict[str, str]:
    """Return the headers of every request; `agent` is the setting. Raises UsageError where it cannot be sent."""
    return {"User-Agent": _agent(agent), "Accept": ACCEPT, "Accept-Encoding": "gzip, br", "Connection": "close"}


def validator(value: str | None) -> str | None:
    """Return an ETag or Last-Modified that can be sent back as it came, or None."""
    value = (value or "").strip()
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _VALIDATOR else None


def charset(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type names, lower case, or None. Nothing is assumed for text/* (RFC 7231 appendix B)."""
    message = Message()
    message["Content-Type"] = (content_type or "").encode("ascii", "ignore").decode()
    return message.get_content_charset() or None


def _agent(wanted: str) -> str:
    wanted = wanted.strip()
    if not wanted:
        return _name()
    if not (wanted.isascii() and wanted.isprintable()):
        raise UsageError("fetch.user_agent: only printable ASCII characters can be sent")
    return wanted


def _name() -> str:
    """Return our name, version and home page, as far as what is installed says them."""
    try:
        about = metadata.metadata("backissues")
    except metadata.PackageNotFoundError:  # a checkout that is run without being installed
        return "Backissues"
    homes = [url.strip() for name, _, url in (entry.partition(",") for entry in about.get_all("Project-URL") or ()) if name == "Homepage"]
    return f"Backissues/{about['Version']}" + "".join(f" (+{home})" for home in homes[:1])
