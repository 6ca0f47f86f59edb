"""What tests do with exports: write an archive out, and take what was written into another one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from index import exporting
from index.archive import Archive
from index.documents import to_document
from index.formats import jsonlines
from index.holdings import Holdings
from search.document import Document
from search.settings import PostSettings
from tests.feeding import put

SETTINGS = PostSettings()


def export(data: Path) -> bytes:
    """Return the export of the archive in that folder."""
    with Holdings(data) as holdings:
        return "".join(f"{line}\n" for line in exporting.lines(holdings, SETTINGS, lambda *_news: None)).encode()


def take_in(data: Path, exported: bytes) -> None:
    """Read an export into the archive in that folder, part by part."""
    with Archive(data) as archive:
        if exported:
            put(archive, "posts.jsonl", *jsonlines.read(io.BytesIO(exported), "/exports/posts.jsonl"))


def documents(data: Path) -> dict[str, Document]:
    """Return the documents of the archive in that folder by id, without what names the files that they came from."""
    found: dict[str, Document] = {}
    with Holdings(data) as holdings:
        for post in holdings.posts([number for _, number in holdings.after(0, 100_000)]):
            found[post.id] = replace(to_document(post, SETTINGS), sources=(), aliases=())
    return found
