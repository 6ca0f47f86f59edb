"""Spool: the file that the body of an answer is written to as it comes, so that a large one takes no memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.sources.answers import Refusal
from search.errors import SourceError

MEBIBYTE = 1 << 20


def spooled(chunks: Iterable[bytes], folder: Path, megabytes: int) -> tuple[str, int]:
    """Write the chunks into a new file in `folder`; return its path and size in bytes.

    Raises Refusal where they are more than `megabytes` MiB or nothing, SourceError where they cannot be written, and what the
    iteration raises. Then there is no file.
    """
    with _told(folder):
        descriptor, path = tempfile.mkstemp(prefix="fetched-", dir=folder)
    try:
        return path, _written(chunks, descriptor, folder, megabytes)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise


def too_large(megabytes: int) -> Refusal:
    """Return the refusal of an answer of more than `megabytes` MiB."""
    return Refusal(f"larger than {megabytes} MiB; raise fetch.megabytes to read it")


def _written(chunks: Iterable[bytes], descriptor: int, folder: Path, megabytes: int) -> int:
    size = 0
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        for chunk in chunks:
            size += len(chunk)
            if size > megabytes * MEBIBYTE:
                raise too_large(megabytes)
            rest = memoryview(chunk)
            while rest:
                with _told(folder):
                    rest = rest[file.write(rest) :]
    if not size:
        raise Refusal("the answer is empty")
    return size


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(f"{folder}: what was fetched cannot be written: {error.strerror or error}") from error
