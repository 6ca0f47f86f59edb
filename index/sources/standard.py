"""Standard input as a source: it is copied to a file once, since a stream cannot be read again to look at it twice."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from search.errors import SourceError

_MEBIBYTE = 1 << 20
_CHUNK = 1 << 16


def spool(stream: BinaryIO | None, folder: Path, megabytes: int) -> Path:
    """Copy a stream of at most `megabytes` MiB to a new file in `folder` that only its owner may read; who calls deletes it.

    Raises SourceError where there is no stream, nothing comes, too much comes, or the stream is a terminal; then no file is left.
    """
    if stream is None:
        raise SourceError("-: standard input is closed; send a file to it: backissues reindex - < feed.xml")
    if stream.isatty():
        raise SourceError("-: standard input is a terminal; send a file to it: backissues reindex - < feed.xml")
    with contextlib.ExitStack() as undoing:
        try:
            descriptor, name = tempfile.mkstemp(prefix="stdin-", dir=folder)
            undoing.callback(Path(name).unlink, missing_ok=True)
            with os.fdopen(descriptor, "wb") as file:
                _copy(stream, file, megabytes * _MEBIBYTE)
        except OSError as error:
            raise SourceError(f"-: standard input cannot be copied to {folder}: {error.strerror or error}") from error
        undoing.pop_all()
    return Path(name)


def _copy(stream: BinaryIO, file: BinaryIO, most: int) -> None:
    size = 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > most:
            raise SourceError(f"-: more than {most // _MEBIBYTE} MiB on standard input; raise index.file_megabytes to read it")
        file.write(piece)
    if not size:
        raise SourceError("-: there is nothing on standard input")
