"""Logo: the picture of the setting `web.logo`, read from its file. What is no picture of its kind is refused before anything is served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search.errors import UsageError
from search.settings import LOGOS

LOGO_BYTES = 262_144
"""A picture beside a name needs no more, and every reader of a page loads it."""
SVG_HEAD = 4096
"""Bytes within which the root of an SVG begins; comments of drawing programs stand before it."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and what it is sent as: with `nosniff` browsers believe nothing else."""

    content: bytes
    content_type: str


def read(path: Path) -> Logo:
    """Return the picture in the file. Raises UsageError where there is none."""
    kind = path.suffix.lower()
    try:
        if not path.is_file():  # a pipe would never end
            raise UsageError(f"web.logo: {path}: there is no such file")
        with path.open("rb") as file:
            content = file.read(LOGO_BYTES + 1)
    except OSError as error:
        raise UsageError(f"web.logo: {path}: cannot be read: {error.strerror}") from error
    if len(content) > LOGO_BYTES:
        raise UsageError(f"web.logo: {path}: is larger than {LOGO_BYTES // 1024} KiB")
    if kind not in LOGOS or not _is(content, LOGOS[kind]):
        raise UsageError(f"web.logo: {path}: is no picture of the kind that its name says")
    return Logo(content, LOGOS[kind])


def _is(content: bytes, content_type: str) -> bool:
    match content_type:
        case "image/svg+xml":
            return b"<svg" in content[:SVG_HEAD]
        case "image/png":
            return content.startswith(b"\x89PNG\r\n\x1a\n")
        case "image/jpeg":
            return content.startswith(b"\xff\xd8\xff")
        case "image/gif":
            return content.startswith((b"GIF87a", b"GIF89a"))
        case _:
            return content.startswith(b"RIFF") and content[8:12] == b"WEBP"
