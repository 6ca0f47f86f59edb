"""The results of `make bench`: how they are kept, and what its document says of them."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest

from benchmarks import report, results, spread, tables
from benchmarks.results import Machine, Pass, Run, Step
from benchmarks.spread import Spread


@pytest.mark.parametrize(
    ("given", "found"),
    [([], None), ([7], Spread(1, 7, 7, 7)), (range(1, 101), Spread(100, 50, 95, 99)), ([3, 1, 2], Spread(3, 2, 3, 3))],
)
def test_percentiles(given: list[float], found: Spread | None) -> None:
    shuffled = random.Random(1).sample(list(given), len(given))  # noqa: S311 - an order, not keys
    assert spread.of(shuffled) == found


MACHINE = Machine("A processor", 2, 8 * 2**30, "Linux 6", 0.1)
SLOW = Spread(100, 4.25, 20.5, 1234)


def _run(system: str, posts: int, **given: object) -> Run:
    step = Step(2.0, 3.0, 300 * 2**20, posts, reading_seconds=1.0)
    passes = tuple(
        Pass(clients, cold, kind, SLOW, SLOW, 12.0, 0, 5.0) for clients in (1, 16) for cold in (True, False) for kind in ("all", "rare")
    )
    values: dict[str, object] = {
        "texts": "made-up words",
        "words": 500,
        "date": "2026-01-02",
        "machine": MACHINE,
        "versions": {"Python": "3.11"},
        "steps": {"first": step, "again": step},
        "passes": passes,
        "disk_bytes": 5 * 2**20,
        "server_bytes": 2**26,
    }
    return Run(system, posts, **(values | given))  # type: ignore[arg-type] # by name


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    runs = [_run("reader", 1000), _run("whoosh", 1000, steps={}, passes=(), server_bytes=None, failure="it fell over")]
    results.write(tmp_path / "results.json", runs)
    assert results.read(tmp_path / "results.json") == runs
    assert results.read(tmp_path / "none.json") == []


def test_results_of_another_form_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text('{"form": 0, "runs": []}', encoding="utf-8")
    with pytest.raises(ValueError, match="another version of the benchmarks: delete it"):
        results.read(tmp_path / "results.json")


def test_a_run_takes_the_place_of_the_same_system_and_size() -> None:
    old = [_run("reader", 1000), _run("reader", 10_000), _run("whoosh", 1000)]
    new = _run("reader", 1000, date="2026-02-03")
    assert results.merged(old, new) == [*old[1:], new]


def test_the_document_shows_each_figure() -> None:
    text = report.text([_run("backissues-whoosh", 1000), _run("reader", 1000), _run("reader", 30_000)])
    assert "| posts | 1,000 | 30,000 |" in text
    assert "| Backissues | 500 | - |" in text, "posts per second of a first reindex"
    assert "| lemon24/reader | 500 | 15,000 |" in text
    assert "| lemon24/reader | 1,000 | 30,000 |" in text, "the same without reading"
    assert "| rare | lemon24/reader | 100 | 12 | 4.2 | 20 | 1,234 | 4.2 | 20 | 1,234 |" in text
    assert "| 16 | Backissues | 100 | 20 | 0 | 4.2 | 20 | 1,234 | 4.2 | 20 | 1,234 |" in text
    assert "There are no figures of Backissues (Tantivy), Datasette, plain Whoosh, raw Tantivy." in text
    assert "2 processors (A processor), 8 GiB, Linux 6" in text
    assert "Others were at work" not in text


def test_the_document_names_what_failed_and_shows_no_figure_of_it() -> None:
    text = report.text([_run("reader", 1000), _run("datasette", 1000, failure="first: it has 7 posts of 1,000")])
    assert "- Datasette, 1,000 posts: first: it has 7 posts of 1,000\n" in text
    assert "| Datasette |" not in text


def test_the_document_says_what_was_refused_and_that_others_were_at_work() -> None:
    busy = dataclasses.replace(MACHINE, load=3.14159)
    refused = Pass(16, True, "all", SLOW, None, 12.0, 7, 5.0, "503: overloaded")  # noqa: FBT003 - cold
    text = report.text([_run("datasette", 1000, machine=busy, passes=(refused,))])
    assert "| 16 | Datasette | 100 | 20 | 7 |" in text
    assert "- Datasette: 503: overloaded\n" in text
    assert "the load before the start was 3.1" in text


def test_a_document_of_nothing_is_no_error() -> None:
    assert report.text([]).startswith("# Benchmarks\n")


@pytest.mark.parametrize(("spent", "said"), [(None, "-"), (0.123, "0.12"), (4.25, "4.2"), (99.6, "100"), (1234, "1,234")])
def test_milliseconds(spent: float | None, said: str) -> None:
    assert tables.milliseconds(spent) == said
