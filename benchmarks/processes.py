"""Commands and servers that are measured: their time, and the memory of all their processes."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

EVERY_SECONDS = 0.05
"""How often memory is looked at: a peak that is shorter may be missed."""
PAGE = resource.getpagesize()


class StepFailed(Exception):
    """A step of the work could not be done; the text says why."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took: seconds on the clock, seconds of processors, and the most bytes that its processes held at one time.

    The bytes are resident ones; what processes share counts for each of them. None where the system has no /proc.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int | None
    stdout: str


def run(command: Sequence[str], environment: Mapping[str, str], patience: float) -> Ran:
    """Run the command to its end. Raises StepFailed where it fails or takes more than `patience` seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603 - our own commands
        try:
            with _watched(process.pid) as peak:
                stdout, stderr = process.communicate(timeout=patience)
                seconds = time.perf_counter() - began
        except subprocess.TimeoutExpired:
            raise StepFailed(f"it took more than {patience:g} seconds") from None
        finally:
            if process.poll() is None:
                stop(process)
    if process.returncode:
        raise StepFailed(f"exit code {process.returncode}: {_last(stderr)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(seconds, spent, max(peak) if peak else None, stdout)


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], log: Path, patience: float) -> Iterator[tuple[str, int]]:
    """Run a server; give its address, which is the first http:// that it prints, and its process. Raises StepFailed where none comes."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)  # noqa: S603 - our own commands
    try:
        yield _address(process, log, patience), process.pid
    finally:
        stop(process)


def stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """End the process and wait for it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def held(pid: int) -> int | None:
    """Return the resident bytes of the process and all below it, or None where the system has no /proc."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except (FileNotFoundError, ProcessLookupError):  # it has just ended, or there is no /proc
        return None
    return own + sum(held(int(child)) or 0 for child in children)


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Look at the memory of the process again and again; the list has what was seen."""
    seen: list[int] = []
    done = Event()

    def watch() -> None:
        while not done.wait(EVERY_SECONDS):
            bytes_held = held(pid)
            if bytes_held:
                seen.append(bytes_held)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _address(process: subprocess.Popen[bytes], log: Path, patience: float) -> str:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        said = log.read_text(encoding="utf-8", errors="replace")
        address = next((word for word in said.split() if word.startswith("http://")), None)
        if address:
            return address.rstrip("/")
        if process.poll() is not None:
            raise StepFailed(f"the server ended with exit code {process.returncode}: {_last(said)}")
        time.sleep(0.01)
    raise StepFailed(f"the server said no address within {patience:.0f} seconds")


def _last(said: str) -> str:
    """Return the last line: in Python that of the error."""
    lines = said.strip().splitlines()
    return lines[-1] if lines else "it said nothing"
