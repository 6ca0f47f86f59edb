"""Texts of every page: its frame, its search form and its footer."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "language": "en",
    "title_of_search": "{words} · {title}",
    "title_of_post": "{post} · {title}",
    "skip": "Skip to results",
    "search_label": "Search the archive",
    "search_placeholder": 'Words, "a phrase", -not, tag:name',
    "search_button": "Search",
    "untitled": "Untitled post",
    "tags": "Tags",
    "pages": "Pages",
    "previous": "Previous",
    "next": "Next",
    "indexed": "indexed",
    "as_json": "JSON",
    "ways": "More ways to search",
}

COUNTED: dict[str, tuple[str, str]] = {
    "posts": ("{n} post", "{n} posts"),
}
