"""Texts of suggestions."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "suggested.title": "Title, {posts}",
    "suggested.tag": "Tag, {posts}",
    "suggested.creator": "Creator, {posts}",
    "suggested.site": "Site, {posts}",
}
