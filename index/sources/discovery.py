"""Discovery: which addresses to try when the one that was given is that of a site. Pure decisions: nothing is fetched here."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from index import links
from index.formats.comments import linked_as_comments
from index.formats.found import WebPage

_HERE = ("feed/", "feed", "rss", "atom.xml", "feed.xml", "index.xml", "rss.xml", "feed.json", "feeds/posts/default")
"""Where blog programs put the feed, below the address of the blog: WordPress, Ghost and Tumblr, Jekyll, Hugo, JSON Feed, Blogger."""

_BELOW = ("feed/", "feed.xml", "atom.xml", "index.xml", "rss.xml", "rss")
_ROOT = ("feed/", "feed.xml", "atom.xml", "rss.xml")
"""The same for an address with a path: the likeliest below it and at the host's root, ten in all, for each costs a request."""

_TRIED = 3
"""Feeds of one page that are tried: the same posts as RSS, Atom and JSON."""

_FILE = re.compile(r"[^/]*\.(?:html?|php\d?|aspx?|jsp|shtml|cgi)$", re.IGNORECASE)


def usual_places(address: str) -> tuple[str, ...]:
    """Return where the feed of a site usually is, the likeliest first, each once; nothing where the address is not http(s)."""
    link = links.absolute(address)
    if link is None:
        return ()
    parts = urlsplit(link)
    folder = _FILE.sub("", parts.path).strip("/")
    paths = [f"/{folder}/{place}" for place in _BELOW] + [f"/{place}" for place in _ROOT] if folder else [f"/{place}" for place in _HERE]
    return tuple(dict.fromkeys(urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in paths))


def choose(page: WebPage) -> tuple[str, ...]:
    """Return the feeds of a page that may be read for its site: the likeliest, and what to try where that is none.

    Only one is to be read: the others are the same posts in another format. Feeds of comments are none of the site's own, and feeds of
    a tag, category or author hold a part of its posts only; such a one is returned only where the page puts it first, as its own.
    """
    posts = [feed for feed in page.feeds if not linked_as_comments(feed, "")]
    return tuple([*posts[:1], *(feed for feed in posts[1:] if not links.is_archive(feed))][:_TRIED])
