"""Packed files for tests, made in memory, and what is read of them."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile

from index.formats import packed
from index.formats.packed import PackLimits

FEEDS = {"a.xml": b"<rss/>", "deep/b.json": b"{}" * 40_000, "empty.xml": b"", "zweites/\u00fc.xml": b"\x00\xff" * 300}
MIB = 1 << 20
SMALL = PackLimits(free_bytes=MIB, member_bytes=2 * MIB, total_bytes=5 * MIB)


def contents(data: bytes, limits: PackLimits = PackLimits()) -> list[tuple[str, bytes | str]]:  # noqa: B008 - frozen
    """Return the members with their bytes, or with their problem as text."""
    file = io.BytesIO(data)
    meter = packed.meter(file, limits)
    return [(member.path, member.file.read() if member.file else str(member.problem)) for member in packed.members(file, meter)]


def tarred(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


def head_of(kind: bytes, name: str = "special", **more: object) -> bytes:
    info = tarfile.TarInfo(name)
    info.type = kind
    for key, value in more.items():
        setattr(info, key, value)
    return info.tobuf(tarfile.GNU_FORMAT)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return out.getvalue()


def checked(header: bytes) -> bytes:
    """Return the header of a tar member with its checksum put right."""
    blank = header[:148] + b" " * 8 + header[156:]
    return blank[:148] + b"%06o\0 " % sum(blank) + blank[156:]


def noise(seed: int, count: int) -> bytes:
    """Return bytes that cannot be packed any smaller."""
    return random.Random(seed).randbytes(count)  # noqa: S311 - bytes of a test
