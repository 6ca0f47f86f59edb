"""The write lock: one writer for a data folder (law 4)."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from search.errors import EngineBusy

NAME = "write.lock"


class WriteLock:
    """The lock file of a data folder, held from the making of the object to `release`.

    The system lets go of it when the process dies. Processes that this one spawns do not hold it; forked ones would, and so nothing
    here forks while it is held.
    """

    def __init__(self, data: Path) -> None:
        """Take the lock. Raises EngineBusy where another holds it, at once."""
        data.mkdir(parents=True, exist_ok=True)
        # Not bound to a thread: a writer may be closed by another thread than the one that opened it.
        self._lock = FileLock(data / NAME, timeout=0, mode=0o600, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise EngineBusy(f"another reindex is running for {data}; wait for it to end") from error

    def release(self) -> None:
        """Let go of the lock. Doing it twice is no error."""
        self._lock.release()
