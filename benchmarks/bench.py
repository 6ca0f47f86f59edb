"""`make bench`: the same work by Backissues and by what one would take instead, at several sizes, side by side.

Writes build/bench/results.json after each system, so that a run that is ended loses only that one, and docs/benchmarks.md from all
results there. Ends with 1 where a system failed or did not do the same work; which, the document says.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import archive, machine, questions, report, results, venvs
from benchmarks.madeposts import MadePosts
from benchmarks.processes import StepFailed
from benchmarks.realposts import RealPosts
from benchmarks.results import Machine, Run
from benchmarks.systems import ROOT, SYSTEMS, System
from benchmarks.work import Site, Work

BUILD = ROOT / "build" / "bench"
ENVIRONMENTS = BUILD / "venvs"
REAL = ROOT.parent / "shared" / "data" / "posts"


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description="Measure Backissues beside its peers.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000], help="numbers of posts; 1000 10000 by default")
    names = [system.name for system in SYSTEMS]
    parser.add_argument("--systems", nargs="+", choices=names, default=names, metavar="NAME", help=f"some of {', '.join(names)}")
    parser.add_argument(
        "--posts-from", type=Path, default=REAL if REAL.is_dir() else None, help="folder of real posts, SITE/feed-page-*.xml"
    )
    parser.add_argument("--made", action="store_true", help="made-up words, even where there are real posts")
    parser.add_argument("--seconds", type=float, default=4, help="after which a pass over the questions ends; 4 by default")
    parser.add_argument("--patience", type=float, default=1800, help="seconds that one command may take; 1800 by default")
    parser.add_argument("--results", type=Path, default=BUILD / "results.json", help="file that results are added to")
    parser.add_argument("--forget", action="store_true", help="begin a new file of results")
    parser.add_argument("--report", action="store_true", help="write the document from the file and measure nothing")
    parser.add_argument("--keep", action="store_true", help="leave archives and data in build/bench")
    given = parser.parse_args(arguments)
    if min(given.sizes) < 200:  # noqa: PLR2004 - fewer posts have no words of all kinds
        parser.error("a size is 200 posts or more")
    return given


def main(arguments: list[str]) -> int:
    """Measure and write; return the exit code."""
    given = parsed(arguments)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))  # so that servers and commands that run are ended too
    runs = [] if given.forget else results.read(given.results)
    failed = False
    for run in () if given.report else _measured(given, machine.seen()):
        runs = results.merged(runs, run)
        results.write(given.results, runs)
        failed |= bool(run.failure)
    docs = ROOT / "docs"
    (docs / "benchmarks.md").write_text(report.text(runs), encoding="utf-8")
    print("wrote docs/benchmarks.md", flush=True)
    failed |= not _drawn(given.results, docs)
    return int(failed)


def _drawn(source: Path, docs: Path) -> bool:
    """Draw the pictures of the document; say so where that cannot be done."""
    try:
        python = venvs.python(ENVIRONMENTS, "plots")
    except StepFailed as error:
        print(f"no pictures were drawn, so those in docs/ do not belong to these figures: {error}", flush=True)
        return False
    subprocess.run([str(python), "-m", "benchmarks.plots", str(source), str(docs)], cwd=ROOT, check=True)  # noqa: S603 - our own module
    return True


def _measured(given: argparse.Namespace, where: Machine) -> Iterator[Run]:
    """Yield the run of each system at each size."""
    texts = RealPosts(given.posts_from) if given.posts_from and not given.made else MadePosts()
    print(f"posts are {texts.name}", flush=True)
    chosen = [system for system in SYSTEMS if system.name in given.systems and _there(system)]
    commit = {"commit": said} if (said := _commit()) else {}
    for posts in given.sizes:
        feeds, data = BUILD / "archives" / str(posts), BUILD / "data"
        shutil.rmtree(feeds, ignore_errors=True)
        archive.write(feeds, texts, posts)
        found = questions.sample(texts, posts)
        asked, prefixes = questions.questions(found), questions.prefixes(found)
        for system in chosen:
            home = data / f"{system.name}-{posts}"
            site = Site(texts, feeds, home, ENVIRONMENTS, asked, prefixes, given.seconds, given.patience)
            date = f"{datetime.now(UTC):%Y-%m-%d}"
            run = Run(system.name, posts, texts.name, found.words, date, where, commit if system.engine else {})
            yield done(system, site, run)
            archive.remove_new(feeds)
            if not given.keep:
                shutil.rmtree(home, ignore_errors=True)
        if not given.keep:
            shutil.rmtree(feeds)


def done(system: System, site: Site, run: Run) -> Run:
    """Do the work; a step that failed is named in the run."""
    began = time.perf_counter()
    work = Work(system, site, run, lambda said: print(f"  {said}", flush=True))
    print(f"{system.name}, {run.posts:,} posts", flush=True)
    try:
        work.do()
    except StepFailed as error:
        print(f"  FAILED: {error}", flush=True)
        return replace(work.run, failure=str(error))
    print(f"  done in {time.perf_counter() - began:.0f} s", flush=True)
    return work.run


def _commit() -> str:
    """Return the commit of the checkout, with a mark where files are changed; empty where git does not say."""
    git = shutil.which("git")
    said = subprocess.run([git, "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False) if git else None  # noqa: S603 - git
    return said.stdout.strip() if said else ""


def _there(system: System) -> bool:
    if missing := system.missing():
        print(f"{system.name} is left out: {missing}", flush=True)
    return not missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
