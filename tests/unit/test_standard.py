"""Standard input: copied once to a private file, or one line that says why not; nothing is left behind then."""

from __future__ import annotations

import io
import os
import pty
import stat
from pathlib import Path

import pytest

from index.sources import standard
from search.errors import SourceError

MIB = 1 << 20


def test_what_comes_is_in_a_private_file(tmp_path: Path) -> None:
    path = standard.spool(io.BytesIO(b"<rss/>" * 50_000), tmp_path, 1)
    assert path.parent == tmp_path
    assert path.read_bytes() == b"<rss/>" * 50_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_as_much_as_may_come_comes(tmp_path: Path) -> None:
    assert standard.spool(io.BytesIO(bytes(MIB)), tmp_path, 1).stat().st_size == MIB


def test_more_is_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^-: more than 1 MiB on standard input; raise index\.file_megabytes to read it$"):
        standard.spool(io.BytesIO(bytes(MIB + 1)), tmp_path, 1)
    assert not list(tmp_path.iterdir())


def test_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^-: there is nothing on standard input$"):
        standard.spool(io.BytesIO(), tmp_path, 1)
    assert not list(tmp_path.iterdir())


def test_no_stream_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="standard input is closed"):
        standard.spool(None, tmp_path, 1)


def test_a_terminal_is_refused_before_it_is_read(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        with os.fdopen(theirs, "rb", buffering=0) as terminal, pytest.raises(SourceError, match="is a terminal; send a file to it"):
            standard.spool(terminal, tmp_path, 1)  # type: ignore[arg-type]  # a raw stream reads the same
    finally:
        os.close(ours)
    assert not list(tmp_path.iterdir())


def test_a_stream_that_breaks_and_a_folder_that_is_gone_are_named(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceError, match=f"^-: standard input cannot be copied to {tmp_path}: Input/output error$"):
        standard.spool(Broken(), tmp_path, 1)
    assert not list(tmp_path.iterdir())
    with pytest.raises(SourceError, match="No such file or directory"):
        standard.spool(io.BytesIO(b"x"), tmp_path / "gone", 1)


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    class Interrupted(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        standard.spool(Interrupted(), tmp_path, 1)
    assert not list(tmp_path.iterdir())
