"""lemon24/reader as its guide shows: each document is a feed; its search is SQLite's FTS5."""

from __future__ import annotations

from pathlib import Path

import command
import front
from reader import Reader, make_reader


def _open(data: Path) -> Reader:
    data.mkdir(parents=True, exist_ok=True)
    return make_reader(str(data / "reader.sqlite"), feed_root="")


def reindex(feeds: Path, data: Path) -> command.Indexed:
    """Read every document, update the search, count the posts that can be searched."""
    reader = _open(data)
    for path in sorted(feeds.glob("*.xml")):
        reader.add_feed(str(path), exist_ok=True)
    reader.update_feeds(scheduled=False)  # by default, a feed that was read within the hour would be passed by
    reader.update_search()
    return _searchable(reader)


def rebuild(data: Path) -> command.Indexed:
    """Throw the search away and make it again of the entries that are stored."""
    reader = _open(data)
    reader.disable_search()
    reader.enable_search()
    reader.update_search()
    return _searchable(reader)


def _searchable(reader: Reader) -> command.Indexed:
    """Return the number of entries; reader says of none of them whether it is in the search, so the checks ask for known words."""
    return command.Indexed(reader.get_entry_counts().total or 0)


def opened(data: Path) -> tuple[front.Search, None]:
    """Return what searches."""
    reader = _open(data)

    def search(asked: front.Asked) -> front.Found:
        if not asked.text:
            newest = reader.get_entries(limit=asked.size)
            hits = [{"title": entry.title or "", "url": entry.link or "", "date": str(entry.published)} for entry in newest]
            return front.Found(reader.get_entry_counts().total or 0, hits, {})
        hits = []
        for result in reader.search_entries(asked.text, limit=asked.size):
            entry = reader.get_entry(result)
            snippet = " ".join(content.value for content in result.content.values())
            hits.append({"title": entry.title or "", "url": entry.link or "", "date": str(entry.published), "snippet": snippet})
        return front.Found(reader.search_entry_counts(asked.text).total or 0, hits, {})

    return search, None


if __name__ == "__main__":
    command.run(command.Peer(reindex, command.behind_front(opened), rebuild))
