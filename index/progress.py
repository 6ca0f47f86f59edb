"""Progress: a bar with an ETA on a terminal's standard error while long work is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from index import reindex


@contextmanager
def bar() -> Iterator[reindex.Progress]:
    """Show a bar for each kind of work as it is told of, and take them away at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def tell(work: str, done: int, total: int) -> None:
            if work not in tasks:
                tasks[work] = shown.add_task(work, total=total or None)
            shown.update(tasks[work], completed=done, total=total or None)

        yield tell
