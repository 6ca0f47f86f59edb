"""The lock files: everything pinned and hashed, no index named, no release with a known hole, no drift between the two."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-tantivy.lock")
SAFE = {
    "lxml": "6.1.0",
    "soupsieve": "2.8.4",
    "filelock": "3.20.3",
    "waitress": "3.0.1",
    "requests": "2.32.4",
    "urllib3": "2.6.3",
}
"""First releases without a published hole that touches us: CVE-2026-41066 (lxml), CVE-2026-49476 (soupsieve), CVE-2025-68146 and
CVE-2026-22701 (filelock), CVE-2024-49768 and -49769 (waitress), CVE-2024-47081 (requests), CVE-2025-66418,
CVE-2025-66471 and CVE-2026-21441 (urllib3)."""


def _pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def _wanted(root: Path, *extras: str) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    names = project["project"]["dependencies"] + [name for extra in extras for name in project["project"]["optional-dependencies"][extra]]
    return [Requirement(name) for name in names + project["build-system"]["requires"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes_and_no_index_is_named(root: Path, lock: str) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    assert [entry for entry in entries if not re.match(r"[a-z0-9._-]+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", entry)] == []
    assert not re.search(r"https?:|--index|--find-links|--trusted-host", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_pin_has_a_known_hole(root: Path, lock: str) -> None:
    pins = _pins(root / lock)
    assert not {name: pins[name] for name, first in SAFE.items() if Version(pins[name]) < Version(first)}


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("dev",)), (LOCKS[2], ("tantivy",))])
def test_the_lock_is_what_the_project_asks_for(root: Path, lock: str, extras: tuple[str, ...]) -> None:
    pins = _pins(root / lock)
    assert not [str(wanted) for wanted in _wanted(root, *extras) if not wanted.specifier.contains(pins.get(wanted.name.lower(), "0"))]


def test_what_runs_is_what_is_tested(root: Path) -> None:
    run, tested, fast = (_pins(root / lock) for lock in LOCKS)
    assert run.items() <= fast.items() <= tested.items()


def test_the_bounds_keep_unsafe_releases_out(root: Path) -> None:
    """Who installs without the lock file is kept from the same releases."""
    bounds = {wanted.name.lower(): wanted.specifier for wanted in _wanted(root)}
    for name, first in SAFE.items():
        if name in bounds:
            assert Version(first) in bounds[name]
            assert Version("0.1") not in bounds[name]
            assert not [text for text in re.findall(r">=([\d.]+)", str(bounds[name])) if Version(text) < Version(first)]
