"""Channels: which of them are states of one feed, and which site they belong to. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from index import links
from index.sighting import Channel
from search.facets import fold_key


def feed_key(channel: Channel) -> str:
    """Return the key of the feed that a channel is a state of: its self link, else its link and title; links in any spelling."""
    return links.canonical(channel.self_link) if channel.self_link else f"{channel.link and links.canonical(channel.link)} {channel.title}"


def site_key(channel: Channel, site: str) -> str:
    """Return the key that documents have for a site (`identity.site_of`): a feed without any address is one by its title."""
    return site if channel.link or channel.self_link else fold_key(channel.title)


def front_title(channel: Channel, site: str) -> str | None:
    """Return the title of the site where this is its own feed, else None.

    A tag's feed is titled by the tag, also where it has the site's link (WordPress): its self link tells it.
    """
    if channel.link is None or links.canonical(channel.link) != site or links.is_archive(channel.self_link or ""):
        return None
    return channel.title or None


def home(channel: Channel, site: str) -> str | None:
    """Return the address of the site, where the channel shows it."""
    if channel.link and links.canonical(channel.link) == site:
        return channel.link
    address = channel.link or channel.self_link
    if address is None or links.host(address) != site:
        return None
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"
