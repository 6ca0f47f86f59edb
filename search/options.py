"""The options of every command: --data, --engine and --config become one Settings value."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from search.settings import Settings, read

P = ParamSpec("P")


def with_settings(command: Callable[Concatenate[Settings, P], None]) -> Callable[..., None]:
    """Give a click command the three options and pass their Settings as its first argument."""

    @click.option("--data", type=click.Path(path_type=Path), envvar="BACKISSUES_DATA", help="Folder of the archive and the indexes.")
    @click.option("--engine", envvar="BACKISSUES_ENGINE", help="Engine of the index.")
    @click.option("--config", type=click.Path(path_type=Path), envvar="BACKISSUES_CONFIG", help="Settings file (TOML).")
    @functools.wraps(command)
    def wrapped(data: Path | None, engine: str | None, config: Path | None, *args: P.args, **kwargs: P.kwargs) -> None:
        command(read(config, data=data, engine=engine), *args, **kwargs)

    return wrapped
