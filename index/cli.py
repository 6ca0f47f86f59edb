"""The commands that fill and look after the archive: reindex, status, inspect, forget, export. Each loads what it needs and no more."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from index import schema
from index.report import DONE, WITH_PROBLEMS, Report, listing
from search.capacity import outgrown
from search.errors import BackissuesError, EngineBusy, IndexMissing, UsageError
from search.opening import open_indexable, published
from search.options import with_settings
from search.settings import Settings
from search.sources import read as read_status
from search.sources import record
from search.visible import visible

if TYPE_CHECKING:
    from index.reindex import Request


@click.command()
@click.argument("sources", metavar="[SOURCE ...]", nargs=-1)
@click.option("--full", is_flag=True, help="Read every file and address again and build the index anew.")
@click.option("--history", is_flag=True, help="Walk the history of addresses again, also where it was read to its end.")
@click.option("--every", metavar="TIME", help="Keep running and begin again after this time: 90s, 30m, 2h or 1d.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@with_settings
def reindex(settings: Settings, /, sources: tuple[str, ...], *, full: bool, history: bool, every: str | None, as_json: bool,
            quiet: bool) -> None:  # fmt: skip
    """Read feeds from SOURCE and bring the index up to date.

    SOURCE is a file, a folder, a glob, an address, or - for standard input. Sources are remembered: without SOURCE, all of them are
    read again.
    """
    from index.cycles import cycles, seconds_of  # noqa: PLC0415 - as below
    from index.reindex import Request  # noqa: PLC0415 - loads the workers, which the help of the command need not wait for
    from index.sources.files import INPUT  # noqa: PLC0415 - as above
    from index.stopping import stoppable  # noqa: PLC0415 - as above

    if not sources and not (settings.data / schema.FILE).exists():
        raise UsageError("no source is remembered yet: backissues reindex SOURCE")
    if every is not None and INPUT in sources:
        raise UsageError("standard input (-) can be read once only, so it does not go with --every")
    printed = _Printed(as_json=as_json, quiet=quiet, line=every is not None)
    request = Request(sources, full, datetime.now(UTC), history)
    with stoppable():
        if every is not None:
            _repeat(settings, request, printed, cycles(seconds_of(every)))
            return
        try:
            report = _reindex(settings, request, printed)
        except KeyboardInterrupt as stop:
            raise BackissuesError("stopped; what was read is kept, and the next reindex goes on with it") from stop
    click.get_current_context().exit(report.exit_code)


def _repeat(settings: Settings, request: Request, printed: _Printed, numbers: Iterable[int]) -> None:
    """Run the request, and again and again what is left of it, until stopped. What goes wrong is said, and tried again."""
    again = replace(request, full=False, history=False, repeated=True)
    with suppress(KeyboardInterrupt):
        for _ in numbers:
            try:
                _reindex(settings, replace(request, now=datetime.now(UTC)), printed)
            except (BackissuesError, OSError) as error:
                if isinstance(error, BrokenPipeError) or not (request is again or isinstance(error, EngineBusy)):
                    raise
                _complain([f"problem: {error}; the next cycle tries again"])
            else:
                request = again


@dataclass(frozen=True, slots=True)
class _Printed:
    """How a report is printed; `line`: its JSON on one line, since others follow."""

    as_json: bool
    quiet: bool
    line: bool


def _reindex(settings: Settings, request: Request, printed: _Printed) -> Report:
    from index import reindex as pipeline  # noqa: PLC0415 - loads the workers, which the help of the command need not wait for

    with open_indexable(settings) as engine, _progress(shown=not printed.quiet) as tell:
        report = pipeline.reindex(settings, engine, request, partial(published, settings), tell)
    if printed.as_json:
        click.echo(json.dumps(report.record(), indent=None if printed.line else 2))
        return report
    if not printed.quiet:
        click.echo(report.summary())
        _complain(f"{name}: gone; its posts are kept" for name in report.gone)
        _complain(filter(None, [outgrown(report.index)]))
    _complain(f"problem: {problem.source}: {problem.detail}" for problem in report.problems)
    return report


@click.command()
@click.option("--feeds", is_flag=True, help="List every feed too.")
@click.option("--months", is_flag=True, help="Show the posts of each site by month too.")
@click.option("--skipped", is_flag=True, help="List every post that was left out, with its source and the reason, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_settings
def status(settings: Settings, /, *, feeds: bool, months: bool, skipped: bool, as_json: bool) -> None:
    """Say what is indexed: sites and feeds, what may be missing, sources and their errors, and the index."""
    known = read_status(settings.data)
    if known is None:
        raise IndexMissing("nothing is indexed yet: backissues reindex SOURCE")
    if skipped:
        from index.holdings import Holdings  # noqa: PLC0415 - loads what opens the archive

        with Holdings(settings.data) as holdings:
            for line in listing(holdings.skipped(), as_json=as_json):
                click.echo(line)
        return
    index = published(settings)
    if as_json:
        generation = {"engine": index.engine, "generation": index.generation, "documents": index.documents} if index else None
        click.echo(json.dumps(record(known) | {"index": generation}, indent=2))
        return
    from index.tables import Shown, overview  # noqa: PLC0415 - loads rich, which programs that ask for JSON need not wait for

    width = get_terminal_size().columns if sys.stdout.isatty() else None
    for line in overview(known, index, Shown(width, feeds, months)):
        click.echo(line)


@click.command()
@click.argument("post", metavar="ID_OR_URL")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_settings
def inspect(settings: Settings, /, post: str, *, as_json: bool) -> None:
    """Show a post as it is indexed, who published it, and what cleaning cut, per rule."""
    from index.inspection import inspect as look  # noqa: PLC0415 - loads the HTML parser

    found = look(settings, post)
    if as_json:
        click.echo(json.dumps(found.record(), indent=2))
        return
    for line in found.lines():
        click.echo(line)


@click.command()
@click.argument("source", required=False)
@click.option("--post", metavar="ID_OR_URL", help="Forget this post for good: no source brings it back.")
@with_settings
def forget(settings: Settings, /, source: str | None, *, post: str | None) -> None:
    """Forget SOURCE and the posts that only it had, or one post; the index is built anew without them."""
    from index.forget import forget_post, forget_source  # noqa: PLC0415 - loads the workers

    if (source is None) == (post is None):
        raise UsageError("name either a SOURCE or --post ID_OR_URL")
    if not (settings.data / schema.FILE).exists():
        raise IndexMissing("nothing is indexed yet, so there is nothing to forget")
    with open_indexable(settings) as engine, _progress(shown=True) as tell:
        done = forget_source(settings, engine, source, tell) if source else forget_post(settings, engine, post or "", tell)
    click.echo(f"forgot {visible(done.name)}: {done.posts:,} {'post is' if done.posts == 1 else 'posts are'} gone")
    _complain(f"problem: {problem.source}: {problem.detail}" for problem in done.problems)
    click.get_current_context().exit(WITH_PROBLEMS if done.problems else DONE)


@click.command()
@with_settings
def export(settings: Settings, /) -> None:
    """Write every post of the archive to standard output as JSON Lines, which reindex reads again."""
    from index import exporting  # noqa: PLC0415 - loads the HTML parser
    from index.holdings import Holdings  # noqa: PLC0415 - as above

    out = getattr(sys.stdout, "buffer", None)  # there is none where the caller closed standard output
    if out is None:
        raise UsageError("standard output is closed: backissues export > FILE")
    with Holdings(settings.data) as holdings, _progress(shown=not out.isatty()) as tell:
        for line in exporting.lines(holdings, settings.posts, tell):
            out.write(line.encode() + b"\n")
        out.flush()


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give what is told of progress: a bar on a terminal, nothing elsewhere."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _work, _done, _total: None
        return
    from index.progress import bar  # noqa: PLC0415 - rich takes 0.2 s to load, which a run without a terminal need not wait for

    with bar() as tell:
        yield tell


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(visible(line), err=True)
