"""The front door: the `backissues` command. It knows where each subcommand lives and loads only the one that is asked for."""

from __future__ import annotations

import importlib
import sys

import click

from search.errors import BackissuesError, outcome

COMMANDS = {
    "reindex": "index.cli",
    "status": "index.cli",
    "inspect": "index.cli",
    "forget": "index.cli",
    "search": "search.cli",
    "serve": "web.cli",
}
"""Module of each subcommand; the click command in it has the subcommand's name."""


class _Lazy(click.Group):
    """A group that imports a subcommand's module when the subcommand is looked up."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the click command of that name, or None."""
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[name]), name)
        return command if isinstance(command, click.Command) else None


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="backissues")
def backissues() -> None:
    """Full-text search for feed archives: read feeds, keep every post, find the post."""


def main() -> None:
    """Run the command; an error of ours is one line and its exit code."""
    try:
        backissues()
    except BackissuesError as error:
        click.echo(f"backissues: {error}", err=True)
        sys.exit(outcome(error).exit_code)
