"""Inspection: one post as it is indexed, who published it, and what cleaning cut from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.documents import rank, to_document
from index.holdings import Held, Holdings
from index.rewriting import rewriting
from search.disclosure import disclosed
from search.document import Document
from search.record import document_record
from search.settings import PostText, Settings
from search.visible import visible

STANDING = ("foreign copy", "partly its own", "its own")
"""What the standing of a sighting (`identity.Keys.own`) is called."""

_WITHHELD: dict[PostText, str] = {"full": "", "snippet": "; post_text shows the beginning", "none": "; post_text shows none"}


@dataclass(frozen=True, slots=True)
class Inspected:
    """The document, and its sightings in the order of their weight: the first one gave the text."""

    document: Document
    """With as much of the text as the setting `post_text` allows."""
    sightings: tuple[Held, ...]
    characters: int
    """Of the whole text."""
    post_text: PostText

    def record(self) -> dict[str, Any]:
        """Return it as JSON values."""
        document = self.document
        sightings = [
            {"file": held.file, "feed": held.channel.title, "guid": held.sighting.guid, "link": held.sighting.link,
             "standing": STANDING[held.own], "summary_only": held.sighting.summary_only, "read": held.read}
            for held in self.sightings
        ]  # fmt: skip
        return document_record(document) | {
            "body": document.body if self.post_text == "full" else None,
            "beginning": document.body if self.post_text == "snippet" else None,
            "post_text": self.post_text,
            "guid": document.guid,
            "aliases": list(document.aliases),
            "summary_only": document.summary_only,
            "sources": list(document.sources),
            "cuts": [{"rule": cut.rule, "count": cut.count} for cut in document.cuts],
            "sightings": sightings,
        }

    def lines(self) -> Iterator[str]:
        """Yield it as lines for people; nothing that a post says can give the terminal an order."""
        document = self.document
        facts = {
            "id": " ".join((document.id, *document.aliases)),
            "title": document.title,
            "url": document.url,
            "guid": document.guid,
            "creator": ", ".join(document.creators),
            "tags": ", ".join(document.categories),
            "date": f"{document.date.isoformat()} ({document.date_source})" if document.date else "undated",
            "updated": document.updated.isoformat() if document.updated else None,
            "language": document.lang,
            "site": document.site.key,
            "feeds": "; ".join(f"{feed.title} {feed.url or ''}".strip() for feed in document.feeds),
            "text": f"{self.characters:,} characters{', a summary only' if document.summary_only else ''}{_WITHHELD[self.post_text]}",
            "cut": ", ".join(f"{cut.rule} ({cut.count})" for cut in document.cuts) or "nothing",
        }
        yield from (f"{name:9}{visible(value)}" for name, value in facts.items() if value)
        for held in self.sightings:
            yield f"{'seen in':9}{visible(held.file)} ({STANDING[held.own]}{', summary' if held.sighting.summary_only else ''})"
        yield ""
        yield from map(visible, document.body.splitlines())


def inspect(settings: Settings, name: str) -> Inspected:
    """Return the post with this id or address. Raises PostNotFound or ArchiveError."""
    moved = rewriting(settings.links.rewrite)
    with Holdings(settings.data) as holdings:
        post = holdings.posts([holdings.find(name, moved)])[0]
    document = to_document(post, settings.posts, moved)
    return Inspected(disclosed(document, settings.post_text), tuple(rank(post.sightings)), len(document.body), settings.post_text)
