"""The environments of the peers: one for each, with the versions that its list pins, below build/."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import StepFailed

LISTS = Path(__file__).parent / "requirements"
VERSIONS = (
    "import importlib.metadata, json, platform, sqlite3, sys;"
    "print(json.dumps({'Python': platform.python_version(), 'SQLite': sqlite3.sqlite_version}"
    " | {name: importlib.metadata.version(name) for name in sys.argv[1:]}))"
)


def python(folder: Path, name: str) -> Path:
    """Return the interpreter of the environment, which is made first where it is missing or its list has changed.

    Raises StepFailed where that cannot be done, as without a network.
    """
    home, wanted = folder / name, (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    interpreter, mark = home / "bin" / "python", home / "made.txt"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print(f"making the environment {name}", flush=True)
        install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--requirement", str(LISTS / f"{name}.txt")]
        for step in ([sys.executable, "-m", "venv", "--clear", str(home)], [str(interpreter), *install]):
            if subprocess.run(step, check=False).returncode:  # noqa: S603 - our own interpreters
                raise StepFailed(f"its environment could not be made; what failed: {' '.join(step[:4])}")
        mark.write_text(wanted, encoding="utf-8")
    return interpreter


def versions(interpreter: Path, names: Sequence[str]) -> dict[str, str]:
    """Return the versions of the interpreter, of its SQLite and of these packages."""
    asked = [str(interpreter), "-c", VERSIONS, *names]
    said: dict[str, str] = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ours
    return said
