"""The front door: the `backissues` command. It knows where each subcommand lives and loads only the one that is asked for."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass

import click

from search.errors import BackissuesError, outcome


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subcommand lives: the click command in `module` has the subcommand's name. `says` is its first line of help."""

    module: str
    says: str


COMMANDS: dict[str, Place] = {
    "reindex": Place("index.cli", "Read feeds from SOURCE and bring the index up to date."),
    "status": Place("index.cli", "Say what is indexed: sites and feeds, what may be missing, sources and their errors, and the index."),
    "inspect": Place("index.cli", "Show a post as it is indexed, who published it, and what cleaning cut, per rule."),
    "forget": Place("index.cli", "Forget SOURCE and the posts that only it had, or one post; the index is built anew without them."),
    "export": Place("index.cli", "Write every post of the archive to standard output as JSON Lines, which reindex reads again."),
    "search": Place("search.cli", "Search the posts for QUERY."),
    "serve": Place("web.cli", "Serve the search page and its JSON until stopped."),
}
"""The subcommands. Their first lines stand here too, so that `--help` loads none of them; a test says that they are the same."""


class _Lazy(click.Group):
    """A group that imports a subcommand's module when the subcommand is run or asked for its help."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the click command of that name, or None."""
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[name].module), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.says) for name, place in COMMANDS.items()])


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
    except OSError as error:  # a full disk, a folder that may not be written: no bug of ours, and the system says what it is
        click.echo(f"backissues: {error.filename or 'the system refuses'}: {error.strerror or error}", err=True)
        sys.exit(1)
