"""The peer of the ranking: SQLite's FTS5, which comes with Python, on the same titles and texts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence

_WORD = re.compile(r"\w+")


def ranker(documents: Sequence[tuple[str, str, str]]) -> Callable[[str, int], Iterable[str]]:
    """Return what ranks these (id, title, text) for a query text, any of whose words may match; the title counts twice."""
    store = sqlite3.connect(":memory:")
    store.execute("CREATE VIRTUAL TABLE posts USING fts5(title, body, tokenize='porter unicode61')")
    store.executemany("INSERT INTO posts (rowid, title, body) VALUES (?, ?, ?)", [(n, *one[1:]) for n, one in enumerate(documents)])

    def ranked(text: str, wanted: int) -> Iterable[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return []
        rows = store.execute("SELECT rowid FROM posts WHERE posts MATCH ? ORDER BY bm25(posts, 2, 1) LIMIT ?", (words, wanted))
        return [documents[number][0] for (number,) in rows]

    return ranked
