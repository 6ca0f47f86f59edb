"""Progress: a bar with an ETA on a terminal's standard error while long work is done; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """A progress bar that appears with the first news. `shown` is false where nobody looks."""

    def __init__(self, *, shown: bool) -> None:
        """Show nothing yet."""
        self._shown = shown and sys.stderr.isatty()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    @property
    def tell(self) -> Callable[[str, int, int], None]:
        """What the work calls: what is done, how much of it is, how much there is."""
        return self._tell

    def __enter__(self) -> Self:
        """Return the bar."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def _tell(self, work: str, done: int, total: int) -> None:
        if not self._shown:
            return
        if self._bar is None:
            self._bar = _bar()
        if work not in self._tasks:
            self._tasks[work] = self._bar.add_task(work, total=total)
        self._bar.update(self._tasks[work], completed=done, total=total)


def _bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - 0.2 s that a run without a terminal, or with nothing to do, need not wait
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar
