"""The pictures of docs/benchmarks.md: how figures grow with the archive. Run in an environment with matplotlib."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

from benchmarks import results
from benchmarks.results import Run
from benchmarks.systems import SYSTEMS
from benchmarks.tables import MIB
from benchmarks.work import ALL

mpl.use("svg")
from matplotlib import pyplot as plt

COLOURS = ("#0b3d91", "#3f8efc", "#c1440e", "#7a4e9e", "#3a7d44", "#777777")
"""In the order of the systems: two blues are Backissues."""


def main(source: Path, folder: Path) -> None:
    """Draw the three pictures."""
    # The same figures make the same file: text stays text, names inside are made of a fixed salt, no date.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "benchmarks", "font.family": "sans-serif", "font.size": 10})
    runs = [run for run in results.read(source) if not run.failure]
    _draw(folder / "benchmarks-reindex.svg", runs, "posts per second", lambda run: run.posts / run.steps["first"].seconds)
    _draw(folder / "benchmarks-search.svg", runs, "milliseconds, p95", _p95)
    _draw(folder / "benchmarks-memory.svg", runs, "MiB", lambda run: (run.steps["first"].peak_bytes or 0) / MIB or None)


def _p95(run: Run) -> float | None:
    found = (one.spread for one in run.passes if (one.clients, one.kind, one.cold) == (1, ALL, True))
    return next((spread.p95 for spread in found if spread), None)


def _draw(path: Path, runs: list[Run], unit: str, figure: Callable[[Run], float | None]) -> None:
    drawing, axes = plt.subplots(figsize=(7.5, 3.8), layout="constrained")
    for system, colour in zip(SYSTEMS, COLOURS, strict=True):
        points = sorted((run.posts, value) for run in runs if run.system == system.name and (value := figure(run)))
        if points:
            axes.plot(*zip(*points, strict=True), label=system.title, color=colour, marker="o")
    sizes = sorted({run.posts for run in runs})
    axes.set(xscale="log", yscale="log", xlabel="posts", ylabel=unit)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_locator(mpl.ticker.LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _place: f"{value:,g}"))
    axes.grid(color="#dddddd")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    drawing.savefig(path, metadata={"Date": None})
    plt.close(drawing)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
