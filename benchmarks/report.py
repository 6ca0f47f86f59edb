"""docs/benchmarks.md out of the results: what was measured, how, and the figures side by side. Every figure that was taken is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from benchmarks.questions import KINDS
from benchmarks.results import Pass, Run, Step
from benchmarks.systems import SYSTEMS, System
from benchmarks.tables import MIB, NOTHING, mebibytes, milliseconds, seconds, table
from benchmarks.work import ALL, CLIENTS

QUIET = 0.5
"""Load before the start from which the document says that others were at work."""
HEAD = """# Benchmarks

This page is written by `make bench`; do not change it by hand. It does the same work with Backissues and with what one would take instead,
one after the other on one machine, and [benchmarks/README.md](../benchmarks/README.md) says how it does it.

    make bench                                    # 1,000 and 10,000 posts, about ten minutes on two cores
    make bench SIZES="1000 10000 30000 100000"

"""
FRONT = "What has no HTTP of its own is asked through the same small front (`http.server`, a thread for each client)."
INDEXING = """## Indexing

Every command is a process of its own, started anew, and its start counts. *First*: all posts are new. *Nothing new*: the same command
again. *One new post*: a document with one post has come. *Rebuild*: the index is made again of the posts that the system keeps, without
parsing a feed. *Nothing new* and *one new post* are the middle of up to three times. After each, the number of posts in the
index is checked. Scripts read feeds in one process; the time without reading flatters Tantivy, which writes in threads of its own while
the feeds are read.

![Posts per second of a first reindex, by number of posts](benchmarks-reindex.svg)

"""
SEARCHING = """## Searching, one client

Milliseconds at the client for a JSON answer over HTTP with the ten best posts and all facets that the system has. *Cold*: the server has
just been started and is asked each question for the first time. *Warm*: the same questions again. Files may be in the memory of the
system in both. A pass ends after some seconds, so slow systems were asked less often: *asked* says how often. *Found* is how many posts
the first ten questions of a kind find, in the mean: systems make not quite the same words of a text, so they find not quite the same
posts. pNN is the smallest time that NN % of the answers do not exceed; of fewer than 100 answers, p99 is the slowest or nearly so.

![p95 of a cold search, by number of posts](benchmarks-search.svg)

"""
TOGETHER = """## Searching, many clients

Questions of all kinds; each client asks again when it has its answer. *Per second* is of the cold ones. *Refused* counts questions that
got no answer, cold and warm; why, is said below the table. Clients and server share the processors: below a few milliseconds it is the
clients that are measured.

"""
SUGGESTING = """## Suggestions

Milliseconds for beginnings of words of titles, of 2 to 8 letters. Backissues answers with titles, tags, creators and sites, the plain
engines with words of titles; the others have none.

"""
MEMORY = """## Memory and disk

MiB. *Reindex* is the most that all processes of the first reindex held at one time, looked at every 50 ms; what they share counts for
each. *Server* is the most that the server held after its questions. *Disk* is all that the system keeps after the first reindex: the
index, and the posts where it keeps them. *Ready* is seconds from the start of the server to its first answer.

![Most memory of a first reindex, by number of posts](benchmarks-memory.svg)

"""


def text(runs: Iterable[Run]) -> str:
    """Return the document."""
    good = sorted((run for run in runs if not run.failure), key=lambda run: (_place(run), run.posts))
    failed = [run for run in runs if run.failure]
    sizes = sorted({run.posts for run in good})
    parts = [
        HEAD,
        _where(list(runs)),
        _failures(failed),
        _systems(good),
        INDEXING,
        _indexing(good, sizes),
        SEARCHING,
        _searching(good, sizes),
    ]
    return "".join([*parts, _clients(good, sizes), _suggestions(good, sizes), MEMORY, _memory(good, sizes)]).rstrip() + "\n"


def _place(run: Run) -> int:
    return [system.name for system in SYSTEMS].index(run.system)


def _system(run: Run) -> System:
    return SYSTEMS[_place(run)]


def _where(runs: list[Run]) -> str:
    """Say where, when and on what it was measured; more than once where runs differ."""
    lines = ["## Where it was measured\n\n"]
    for machine in dict.fromkeys(replace(run.machine, load=0) for run in runs):
        of = [run for run in runs if replace(run.machine, load=0) == machine]
        dates = sorted({run.date for run in of})
        when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
        sizes = ", ".join(f"{posts:,}" for posts in sorted({run.posts for run in of}))
        load = max(run.machine.load for run in of)
        lines.append(
            f"- {when}: {sizes} posts on {machine.processors} processors ({machine.processor}), "
            f"{machine.memory_bytes / MIB / 1024:.0f} GiB, {machine.system}.\n"
        )
        if load >= QUIET:
            lines.append(f"  **Others were at work:** the load before the start was {load:.1f}. These figures are too slow.\n")
    for texts in dict.fromkeys(run.texts for run in runs):
        words = [run.words for run in runs if run.texts == texts]
        lines.append(f"- Posts are {texts}, {sum(words) / len(words):.0f} words in the mean, as WordPress serves them page by page.\n")
    return "".join(lines) + "\n"


def _failures(failed: list[Run]) -> str:
    if not failed:
        return ""
    lines = [f"- {_system(run).title}, {run.posts:,} posts: {run.failure}\n" for run in failed]
    return "## What failed\n\nNo figures are shown of these, for they did not do the same work.\n\n" + "".join(lines) + "\n"


def _systems(runs: list[Run]) -> str:
    rows = []
    for run in {run.system: run for run in runs}.values():
        versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
        rows.append([f"**{_system(run).title}**", f"{_system(run).does} ({versions})"])
    said = "".join(f"- {title}: {does}\n" for title, does in rows)
    there = {run.system for run in runs}
    missing = [system.title for system in SYSTEMS if system.name not in there]
    without = f" There are no figures of {', '.join(missing)}." if missing else ""
    return f"## What is compared\n\n{said}\n{FRONT}{without}\n\n"


def _by_size(runs: list[Run], sizes: list[int], figure: Callable[[Run], str]) -> str:
    """Return a table with a row for each system and a column for each size."""
    of = {(run.system, run.posts): run for run in runs}
    rows = []
    for system in SYSTEMS:
        found = [of.get((system.name, posts)) for posts in sizes]
        if any(found):
            rows.append([system.title, *(figure(run) if run else NOTHING for run in found)])
    return table(["posts", *(f"{posts:,}" for posts in sizes)], rows)


def _indexing(runs: list[Run], sizes: list[int]) -> str:
    def of_step(name: str, figure: Callable[[Run, Step], str]) -> Callable[[Run], str]:
        return lambda run: figure(run, run.steps[name]) if name in run.steps else NOTHING

    tables: dict[str, Callable[[Run], str]] = {
        "First reindex, posts per second": of_step("first", lambda run, step: f"{run.posts / step.seconds:,.0f}"),
        "First reindex without the time in which feeds are read and cleaned, where that is known, posts per second": of_step(
            "first", lambda run, step: f"{run.posts / (step.seconds - step.reading_seconds):,.0f}" if step.reading_seconds else NOTHING
        ),
        "First reindex, milliseconds of processors for each post": of_step(
            "first", lambda run, step: milliseconds(1000 * step.processor_seconds / run.posts)
        ),
        "Nothing new, seconds": of_step("again", lambda _run, step: seconds(step.seconds)),
        "One new post, seconds": of_step("one", lambda _run, step: seconds(step.seconds)),
        "Rebuild, posts per second": of_step("rebuild", lambda _run, step: f"{step.posts / step.seconds:,.0f}"),
    }
    return "".join(f"{title}:\n\n{_by_size(runs, sizes, figure)}\n" for title, figure in tables.items())


def _of(run: Run, clients: int, kind: str, *, cold: bool) -> Pass | None:
    return next((one for one in run.passes if (one.clients, one.kind, one.cold) == (clients, kind, cold)), None)


def _spread(one: Pass | None) -> list[str]:
    spread = one.spread if one else None
    return [milliseconds(figure) for figure in ((spread.p50, spread.p95, spread.p99) if spread else (None, None, None))]


SPREADS = ["cold p50", "p95", "p99", "warm p50", "p95", "p99"]


def _searching(runs: list[Run], sizes: list[int]) -> str:
    kinds = "".join(f"- {kind}: {what}\n" for kind, what in KINDS.items())
    parts = [f"Questions are drawn from the archive, the same for all:\n\n{kinds}\n"]
    for posts in sizes:
        here = [run for run in runs if run.posts == posts]
        parts.append(f"### {posts:,} posts\n\n")
        rows = [[kind, *row] for kind in (ALL, *KINDS) for run in here if (row := _of_kind(run, kind))]
        parts.append(table(["kind", "system", "asked", "found", *SPREADS], rows, words=2) + "\n")
        rows = [[_system(run).title, *_engine(run, cold=True), *_engine(run, cold=False)] for run in here]
        parts.append("The part inside the engine, of all kinds, as each says itself:\n\n" + table(["system", *SPREADS], rows) + "\n")
    return "".join(parts)


def _of_kind(run: Run, kind: str) -> list[str] | None:
    cold, warm = (_of(run, 1, kind, cold=which) for which in (True, False))
    if not cold or not cold.spread:
        return None
    found = NOTHING if cold.found is None else f"{cold.found:,.0f}"
    return [_system(run).title, f"{cold.spread.count:,}", found, *_spread(cold), *_spread(warm)]


def _engine(run: Run, *, cold: bool) -> list[str]:
    one = _of(run, 1, ALL, cold=cold)
    spread = one.engine if one else None
    return [milliseconds(figure) for figure in ((spread.p50, spread.p95, spread.p99) if spread else (None, None, None))]


def _clients(runs: list[Run], sizes: list[int]) -> str:
    parts = [TOGETHER]
    for posts in sizes:
        rows = []
        for clients in CLIENTS:
            for run in (run for run in runs if run.posts == posts):
                cold, warm = (_of(run, clients, ALL, cold=which) for which in (True, False))
                if cold and cold.spread:
                    refused = cold.refused + (warm.refused if warm else 0)
                    counts = [f"{cold.spread.count:,}", f"{cold.spread.count / cold.seconds:,.0f}", f"{refused:,}"]
                    rows.append([f"{clients}", _system(run).title, *counts, *_spread(cold), *_spread(warm)])
        here = table(["clients", "system", "asked", "per second", "refused", *SPREADS], rows, words=2)
        refusals = _refusals([run for run in runs if run.posts == posts])
        parts.append(f"### {posts:,} posts, many clients\n\n{here}\n{refusals}")
    return "".join(parts)


def _refusals(runs: list[Run]) -> str:
    lines = dict.fromkeys(f"- {_system(run).title}: {one.refusal}\n" for run in runs for one in run.passes if one.refusal)
    return "".join([*lines, "\n"]) if lines else ""


def _suggestions(runs: list[Run], sizes: list[int]) -> str:
    rows = []
    for posts in sizes:
        for run in (run for run in runs if run.posts == posts):
            cold, warm = (_of(run, 1, "suggest", cold=which) for which in (True, False))
            if cold and cold.spread:
                rows.append([f"{posts:,}", _system(run).title, f"{cold.spread.count:,}", *_spread(cold), *_spread(warm)])
    return f"{SUGGESTING}{table(['posts', 'system', 'asked', *SPREADS], rows, words=2)}\n"


def _memory(runs: list[Run], sizes: list[int]) -> str:
    tables: dict[str, Callable[[Run], str]] = {
        "Reindex": lambda run: mebibytes(run.steps["first"].peak_bytes),
        "Server": lambda run: mebibytes(run.server_bytes),
        "Disk": lambda run: mebibytes(run.disk_bytes),
        "Ready, seconds": lambda run: seconds(run.ready_seconds),
    }
    return "".join(f"{title}:\n\n{_by_size(runs, sizes, figure)}\n" for title, figure in tables.items())
