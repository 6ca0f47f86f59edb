"""Texts of feeds, and of what leads to them."""

TEXTS: dict[str, str] = {
    "feed.everything": "All posts",
    "feed.title": "{what} · {title}",
    "feed.about": "Posts of {title}, the newest first: {what}",
    "feed.excluded": "not {value}",
    "feed.after": "from {day}",
    "feed.before": "before {day}",
    "feed.atom": "Atom",
    "feed.rss": "RSS",
    "feed.csv": "CSV",
    "subscribe": "Subscribe to this search",
    "opensearch.about": "Search the posts of {title}",
}
"""Texts by key, as in `web/strings.py`."""
