"""Comment feeds: they have the shape of post feeds, and are told by how blog programs address comments.

What is told by a title alone is told only of feeds without items, where nothing can be lost by it.
"""

from __future__ import annotations

import re

from index.formats.items import Entry

_ADDRESS = re.compile(
    r"/comments/(?:feed|default|atom|rss)|/feeds/\d+/comments/|[?&]feed=(?:rss2-)?comments|[?&]feed=comments-|[?&]withcomments=1",
    re.IGNORECASE,
)
"""Addresses of the comment feeds of WordPress and Blogger."""

_COMMENT = re.compile(r"#comment-\d|#c\d{6,}$")
"""The place of one comment in its post: WordPress, Blogger."""

_TITLE = re.compile(
    r"(?:comments (?:on|for)|kommentare (?:zu|für)|commentaires sur|comentarios (?:en|para)|comentários sobre|commenti (?:su|a|per)|"
    r"reacties op|komentarze do|комментарии к)\s*:?\s.+|.+(?:的评论|的留言|的迴響|へのコメント)",
    re.IGNORECASE | re.DOTALL,
)

_LINK_TITLE = re.compile(
    r"\b(?:comments?|kommentare?|kommentar-feed|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|komentářů|"
    r"комментари\w*|yorum\w*|kommentarer|kommentit)\b|评论|留言|迴響|コメント|댓글",
    re.IGNORECASE,
)
"""What WordPress and others call such a feed in the head of a page: `Blog » Comments Feed`, `Kommentar-Feed`."""


def of_comments(address: str, title: str, entries: list[Entry]) -> bool:
    """Say whether a feed is one of comments. `address` is its self link as published, perhaps relative."""
    if entries:
        return all(_is_comment(entry) for entry in entries)
    return bool(_ADDRESS.search(address) or _TITLE.fullmatch(title.strip()))


def linked_as_comments(address: str, title: str) -> bool:
    """Say whether a link of a page leads to a feed of comments, by its address and by what the page calls it (WordPress, translated)."""
    return bool(_ADDRESS.search(address) or _LINK_TITLE.search(title))


def _is_comment(entry: Entry) -> bool:
    return any(_COMMENT.search(str(dict.get(entry, name, ""))) for name in ("id", "link"))
