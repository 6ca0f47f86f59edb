"""What `make` says on a machine that cannot run the program: one line with the way out. And that set-up steps are not repeated."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

OLD = '#!/bin/sh\ncase "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac\n'
NO_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) echo "No module named ensurepip" >&2; exit 1;; *) exit 0;; esac\n'


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A folder with the files that make looks at."""
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-tantivy.lock", "pyproject.toml"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def _make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = [shutil.which("make") or "make", *arguments]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own Makefile


def _python(checkout: Path, script: str) -> str:
    path = checkout / "python-here"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return f"PYTHON={path}"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (OLD, "Backissues needs Python 3.11 or later; {} is Python 3.9.2. Name a newer one: make PYTHON=python3.12 run"),
        (NO_VENV, "{} cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_named_with_the_way_out(checkout: Path, script: str, said: str) -> None:
    result = _make(checkout, "run", _python(checkout, script))
    assert result.returncode
    assert result.stdout.strip() == said.format(checkout / "python-here")
    assert not (checkout / ".venv").exists()


def test_no_python_is_said_so(checkout: Path) -> None:
    result = _make(checkout, "test", "PYTHON=no-such-python")
    assert "There is no no-such-python here. Install Python 3.11 or later" in result.stdout


def _set_up(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    for moment, step in enumerate(("made", "runtime", "dev")):
        (checkout / ".venv" / step).touch()
        os.utime(checkout / ".venv" / step, (4e9 + moment, 4e9 + moment))


@pytest.mark.parametrize("target", ["run", "test"])
def test_a_second_run_installs_nothing(checkout: Path, target: str) -> None:
    _set_up(checkout)
    assert "pip" not in _make(checkout, "--dry-run", target).stdout.replace("pip-compile", "")


@pytest.mark.parametrize(
    ("given", "sources", "data"),
    [((), "examples", "data/examples"), (("SOURCES=a b",), "a b", "data"), (("SOURCES=a", "DATA=else where"), "a", "else where")],
)
def test_run_reads_the_examples_or_what_is_named(checkout: Path, given: tuple[str, ...], sources: str, data: str) -> None:
    _set_up(checkout)
    reindex, serve = _make(checkout, "--dry-run", "run", *given).stdout.strip().splitlines()
    assert f'backissues reindex {sources} --data "{data}" --engine whoosh' in reindex
    assert serve.endswith(f'backissues serve --data "{data}" --engine whoosh --port 8000')


def test_run_installs_the_library_of_the_other_engine(checkout: Path) -> None:
    _set_up(checkout)
    install, _done, reindex, serve = _make(checkout, "--dry-run", "run", "ENGINE=tantivy").stdout.strip().splitlines()
    assert install.endswith("--no-deps --require-hashes --requirement requirements-tantivy.lock")
    assert "--engine tantivy" in reindex
    assert "--engine tantivy" in serve


def test_bench_takes_sizes_systems_and_other_options(checkout: Path) -> None:
    _set_up(checkout)
    given = ("SIZES=1000 30000", "SYSTEMS=reader", "BENCH=--made")
    assert "benchmarks.bench --sizes 1000 30000 --systems reader --made" in _make(checkout, "--dry-run", "bench", *given).stdout
    assert _make(checkout, "--dry-run", "bench").stdout.split()[-1] == "benchmarks.bench"
