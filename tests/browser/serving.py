"""Addresses to visit: the command on a folder of data, and applications of our own making in a thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from werkzeug.serving import WSGIRequestHandler, make_server

COMMAND = [sys.executable, "-c", "import backissues; backissues.main()"]
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """A site to visit: its address, and the other addresses that its pages may ask."""

    home: str
    asked: tuple[str, ...] = ()


class Quiet(WSGIRequestHandler):
    """What answers a request in a thread, without a line about each; over HTTP/1.0, so that no connection stays open."""

    def log(self, kind: str, message: str, *arguments: object) -> None:
        """Say nothing: a server that fails answers 500, which a visit does not expect."""


def reindexed(folder: Path, *sources: Path) -> Path:
    """Return the folder after the command has read the sources into it."""
    command = [*COMMAND, "reindex", *map(str, sources), "--data", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=100)  # noqa: S603 - our own command
    return folder


@contextmanager
def command(data: Path) -> Iterator[str]:
    """Run `backissues serve`; give the address that it says."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, "serve", "--port", "0", "--data", str(data)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr
        yield next(word for word in process.stderr.readline().split() if word.startswith("http://"))
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def thread(app: Callable[..., Sequence[bytes]]) -> Iterator[str]:
    """Serve a WSGI application; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    running = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        running.join(10)
        server.server_close()
