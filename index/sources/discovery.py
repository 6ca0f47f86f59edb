"""Discovery: which address to read when the one that was given is that of a site. Pure decisions: nothing is fetched here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from index import links
from index.formats.comments import linked_as_comments
from index.formats.found import WebPage

_HERE = ("feed/", "feed", "rss", "atom.xml", "feed.xml", "index.xml", "rss.xml", "feed.json", "feeds/posts/default")
"""Where blog programs put the feed, below the address of the blog: WordPress, Ghost and Tumblr, Jekyll, Hugo, JSON Feed, Blogger."""

_BELOW = ("feed/", "feed.xml", "atom.xml", "index.xml", "rss.xml", "rss")
_ROOT = ("feed/", "feed.xml", "atom.xml", "rss.xml")
"""The same for an address with a path: the likeliest below it and at the host's root, ten in all, for each costs a request."""

_FILE = re.compile(r"[^/]*\.(?:html?|php\d?|aspx?|jsp|shtml|cgi)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a page's feeds to read, and why, in one line."""

    feeds: tuple[str, ...]
    reason: str


def usual_places(address: str) -> tuple[str, ...]:
    """Return where the feed of a site usually is, the likeliest first, each once; nothing where the address is not http(s)."""
    link = links.absolute(address)
    if link is None:
        return ()
    parts = urlsplit(link)
    folder = _FILE.sub("", parts.path).strip("/")
    paths = [f"/{folder}/{place}" for place in _BELOW] + [f"/{place}" for place in _ROOT] if folder else [f"/{place}" for place in _HERE]
    return tuple(dict.fromkeys(urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in paths))


def choose(page: WebPage) -> Choice:
    """Return which of the feeds of a page to read: the first that is no feed of comments. Pages put the likeliest first.

    The others are the same posts in another format, or part of them: one for each tag, category or author.
    """
    posts = [feed for feed in page.feeds if not linked_as_comments(feed, "")]
    count = len(page.feeds)
    if not posts:
        return Choice((), "the page names only feeds of comments" if count else "the page names no feed")
    return Choice((posts[0],), "the page names one feed" if count == 1 else f"the likeliest of the {count} feeds that the page names")
