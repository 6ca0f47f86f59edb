"""What tests feed to the archive: sightings, feed documents, and feed files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from index.archive import Archive
from index.backlog import Look
from index.formats.found import Found
from index.reading import Reading, Whole
from index.sighting import Channel, FeedDocument, Sighting
from index.sources import files
from index.sources.files import Listing, Root, Stamp
from index.taking import Rules
from index.withdrawal import withdrawals

NOW = "2024-06-01T00:00:00+00:00"
BLOG = Channel("Blog", "https://blog.example.org/feed/", "https://blog.example.org/")


def sighting(number: int, text: str = "", *, host: str = "blog.example.org", **given: object) -> Sighting:
    """Return the post of this number as its own blog shows it; `given` replaces single values."""
    values: dict[str, object] = {
        "guid": f"https://{host}/?p={number}",
        "link": f"https://{host}/{number}",
        "title": f"Post {number}",
        "title_is_html": False,
        "html": f"<p>{text or f'Text of post {number}'}</p>",
        "summary_only": False,
        "published": f"20{number % 100:02}-01-01T00:00:00+00:00",
    }
    return Sighting(**(values | given))  # type: ignore[arg-type] # values of a sighting, by name


def put(archive: Archive, file: str, *parts: FeedDocument, modified: str = NOW, comments: bool = False, fills_in: bool = False) -> None:
    """Have the archive take in a state of a file, in one part or several, as a run does."""
    root = Root(f"/feeds/{file}", "file")
    with archive.transaction():
        archive.ledger.remember(root)
        (entry,) = archive.ledger.enter(root, Listing((files.Found(root.name, root.name),)), NOW).entries
    moved = archive.rewriting
    taking = archive.taking(entry.file, NOW, Rules(comments=comments, fills_in=fills_in))
    for at, document in enumerate(parts, 1):
        keys = tuple(moved.keys(one, document.channel) for one in document.sightings)
        whole = Whole(Stamp(1, 1), "0") if at == len(parts) else None
        taking.take(Reading(Found("", document), modified, keys, withdrawals(document.withdrawn, document.channel, moved), whole))


def indexed(archive: Archive) -> None:
    """Have the archive believe that an index has all its posts, so that their ids are known to people."""
    pending = archive.backlog.pending(-1, full=True)
    archive.backlog.changed([Look(post, "", None, "") for post in pending.posts], pending.number)


def feed(*sightings: Sighting, channel: Channel = BLOG, complete: bool = False, problem: str | None = None) -> FeedDocument:
    """Return a document of the channel."""
    return FeedDocument(channel, sightings, complete=complete, problem=problem)


def rss(posts: Iterable[tuple[int, str]], *, site: str = "https://blog.example.org", section: str = "") -> str:
    """Return an RSS feed of posts, each a number and a text."""
    items = "".join(
        f"<item><title>Post {number}</title><link>{site}/{number}</link><guid isPermaLink='false'>{site}/?p={number}</guid>"
        f"<pubDate>Mon, 0{number % 9 + 1} Mar 2021 10:00:00 +0000</pubDate><category>tag{number % 3}</category>"
        f"<description>{escape(f'<p>{text}</p>')}</description></item>"
        for number, text in posts
    )
    self_link = f"<atom:link href='{site}{section}/feed/' rel='self' type='application/rss+xml'/>"
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
        f"<title>Blog{section}</title>{self_link}<link>{site}{section}/</link><language>en</language>{items}</channel></rss>"
    )


def save(path: Path, posts: Sequence[tuple[int, str]], **given: str) -> Path:
    """Write a feed file and return its path."""
    path.write_text(rss(posts, **given), encoding="utf-8")
    return path
