from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from search.errors import EngineBusy
from search.writelock import NAME, WriteLock


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    data = tmp_path / "not" / "there" / "yet"
    lock = WriteLock(data)
    with pytest.raises(EngineBusy, match="another reindex is running"):
        WriteLock(data)
    lock.release()
    lock.release()
    WriteLock(data).release()


def test_other_folders_are_free(tmp_path: Path) -> None:
    one, other = WriteLock(tmp_path / "one"), WriteLock(tmp_path / "other")
    one.release()
    other.release()


def test_a_started_process_does_not_hold_the_lock(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        WriteLock(tmp_path).release()
        child.communicate(b"\n")


def test_nobody_else_may_write_the_lock_file(tmp_path: Path) -> None:
    WriteLock(tmp_path).release()
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
