"""Sites for tests: web servers on 127.0.0.0/8 that do just what they are told, well or badly."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from index.sources.http import Client
from search.settings import FetchSettings

NOW = datetime(2024, 6, 1, 12, 0, 0, tzinfo=UTC)
LOOPBACK = "127.0.0.0/8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: path with query, and headers by lower-case name."""

    path: str
    headers: Mapping[str, str]


Play = Callable[[Asked], Iterable[bytes | float]]
"""What a site does about a request: it sends bytes, and waits seconds. At the end it closes the connection."""


class Site:
    """A server that plays `plays` by path; other paths are 404. It runs from entering to leaving."""

    def __init__(self, plays: Mapping[str, bytes | Play], host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self._plays = plays
        self._tls = tls
        self._closing = Event()
        self._threads: list[Thread] = []
        self._listener = socket.create_server((host, 0))
        self.host, self.port = self._listener.getsockname()

    def url(self, path: str = "/", host: str | None = None, scheme: str | None = None) -> str:
        return f"{scheme or ('https' if self._tls else 'http')}://{host or self.host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)
        assert not [thread for thread in self._threads if thread.is_alive()], "a site does not end"

    def _begin(self, work: Callable[..., None], *given: object) -> None:
        thread = Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._begin(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(3)
            if self._tls is None:
                self._play(connection)
            else:
                with self._tls.wrap_socket(connection, server_side=True) as secured:
                    self._play(secured)

    def _play(self, connection: socket.socket) -> None:
        asked = _read(connection)
        if asked is None:
            return
        self.asked.append(asked)
        play = self._plays.get(asked.path, answer(404))
        for step in [play] if isinstance(play, bytes) else play(asked):
            if isinstance(step, bytes):
                connection.sendall(step)
            elif self._closing.wait(step):
                return


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """Return an answer with its Content-Length, unless that header or Transfer-Encoding is given. Underscores in names are hyphens."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    if not named.keys() & {"Content-Length", "Transfer-Encoding"}:
        named["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + body


def redirect(status: int, location: str) -> bytes:
    return answer(status, location=location)


def chunked(*chunks: bytes) -> bytes:
    """Return chunks as HTTP/1.1 sends them, without the last one, which is empty."""
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


def numbers(host: str, _port: int) -> list[str]:
    """Resolve what is a network address in any spelling that the machine understands; no name is looked up."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(address[0]) for *_, address in found]


def client(folder: Path, *, private: tuple[str, ...] = (LOOPBACK,), total: int = 1, **given: object) -> Client:
    """Return a client that may ask the sites of tests, of small limits: 1 MiB, and one second in all. `given` replaces what it gets."""
    settings = FetchSettings(total_seconds=total, megabytes=1, private_addresses=private)
    values: dict[str, object] = {"settings": settings, "folder": folder, "now": lambda: NOW, "resolve": numbers}
    return Client(**(values | given))  # type: ignore[arg-type] # what a client takes, by name


def _read(connection: socket.socket) -> Asked | None:
    """Return the request, or None where the other side closes before it has sent one. What begins like TLS is taken for whole."""
    head = b""
    while b"\r\n\r\n" not in head and not head.startswith(b"\x16"):
        some = connection.recv(65536)
        if not some:
            return None
        head += some
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Asked(" ".join(first.split(" ")[1:-1]), {name.lower(): value for name, _, value in pairs})
