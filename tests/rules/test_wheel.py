"""The built package: what it holds, and that its command works beside folders of the same names as our packages."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

LEFT_OUT = shutil.ignore_patterns(".*", "data", "build", "tests", "docs", "examples", "*.egg-info", "__pycache__")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(root, folder / "source", ignore=LEFT_OUT)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "--wheel-dir", folder, folder / "source"], check=True, capture_output=True)  # noqa: S603 - builds what is here
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command, in a virtual environment that borrows the libraries of this one but not the checkout."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", place / "bin" / "python", "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", wheel], check=True, capture_output=True)  # noqa: S603 - installs what was built here
    return place / "bin" / "backissues"


@pytest.fixture
def decoys(tmp_path: Path) -> Path:
    """A folder with packages named like ours, which must not be imported."""
    for name in ("search", "index", "web"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('a decoy was imported')\n", encoding="utf-8")
    (tmp_path / "backissues.py").write_text("raise SystemExit('a decoy was imported')\n", encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"backissues.py", "search", "index", "web"}


def test_every_module_and_page_is_in_the_wheel(wheel: Path, root: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = [path for room in ("search", "index", "web") for path in (root / room).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert not {str(path.relative_to(root)) for path in files} - packed


def _run(command: Path, decoys: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BACKISSUES", "COV"))}
    result = subprocess.run(  # noqa: S603 - the command that was just installed
        [command, *arguments], cwd=decoys, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_installed_command_ignores_decoys(command: Path, decoys: Path) -> None:
    assert _run(command, decoys, "--version").startswith("backissues, version ")


def test_the_installed_command_finds_a_post(command: Path, decoys: Path, root: Path) -> None:
    """The whole way, worker processes included: read the examples, find a post in them."""
    _run(command, decoys, "reindex", str(root / "examples"), "--quiet")
    assert "A rain barrel that does not leak" in _run(command, decoys, "search", "rain barrels")
