"""Dialling: how a connection is made and read. Nothing else here opens a socket to a site.

The host is looked up once, each of its addresses is checked, and the connection goes to one that was checked. So neither a redirect
nor a second look-up (DNS rebinding) leads to another place. requests gets its connections from here through `Adapter`, in the way
in which urllib3 plugs in its own SOCKS connections.

A time-out of requests is for one wait, and a site that drips a byte from time to time never exceeds it. So the waits of looking up,
connecting, TLS, headers and body are all cut to what the deadline of the fetch leaves.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import allowed_gai_family

from index.sources.answers import Refusal
from index.sources.deadline import Deadline
from index.sources.networks import Networks
from index.sources.spool import MEBIBYTE, too_large

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to the addresses of the host, as numbers, best first. Raises OSError or UnicodeError where there are none."""

ADDRESSES = 4
"""Addresses of a host that are tried: two of each family, as big sites have them."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host by the resolver of the machine."""
    found = socket.getaddrinfo(host, port, family=allowed_gai_family(), type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Dialler:
    """What makes the connections of one fetch. `connect` and `read` are seconds for one wait."""

    networks: Networks
    resolve: Resolve
    deadline: Deadline
    connect: float
    read: float
    megabytes: int
    """MiB that an answer may have, as it is sent. Headers get one more."""

    def dial(self, host: str, port: int) -> socket.socket:
        """Return a connection to the host. Raises Refusal."""
        addresses = self._looked_up(host, port)
        permitted = [address for address in addresses if self.networks.permit(address)]
        if not permitted:
            way_out = "list it in fetch.private_addresses to allow it"
            raise Refusal(f"refused: not a public address ({addresses[0]}); {way_out}" if addresses else "no such host")
        failure: OSError | None = None
        for address in permitted[:ADDRESSES]:
            try:
                return self._connected(address, port)
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise self.deadline.late(self.connect, "no connection") from failure
        raise Refusal(f"no connection: {failure.strerror or failure}" if failure else "no connection") from failure

    def _looked_up(self, host: str, port: int) -> Sequence[str]:
        """Look up the host aside, since a look-up cannot be interrupted. The thread ends with its look-up, or with the program."""
        found: Future[Sequence[str]] = Future()
        try:
            host.encode("idna")
            Thread(target=_settle, args=(found, partial(self.resolve, host, port)), daemon=True).start()
            return found.result(self.deadline.left(self.connect))
        except TimeoutError as error:
            raise self.deadline.late(self.connect, "the host could not be looked up") from error
        except socket.gaierror as error:
            unsure = error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL)
            raise Refusal(f"the host could not be looked up: {error.strerror}" if unsure else "no such host") from error
        except (OSError, UnicodeError) as error:  # UnicodeError: an empty label, or one of more than 63 characters
            raise Refusal("no such host") from error

    def _connected(self, address: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET  # noqa: PLR2004 - the name of IPv6
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(self.deadline.left(self.connect))
            connection.connect((address, port))
            connection.settimeout(self.deadline.left(self.read))
        except BaseException:
            connection.close()
            raise
        return connection


class Adapter(HTTPAdapter):
    """The adapter of requests whose connections a `Dialler` makes. It serves one fetch."""

    def __init__(self, dialler: Dialler) -> None:
        """Take what connects."""
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)
        self._dialler = dialler
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str,
        proxies: dict[str, str] | None = None,
        cert: Any = None,  # noqa: ANN401 - as in requests
    ) -> HTTPConnectionPool:
        """Return the pool for the request, without a proxy: a proxy would look up the host again."""
        del proxies
        pool = super().get_connection_with_tls_context(request, verify, None, cert)
        pool.conn_kw["dialler"] = self._dialler
        return pool


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, dialler: Dialler, **given: Any) -> None:  # noqa: ANN401 - what urllib3 gives its connections
        super().__init__(*args, **given)
        self._dialler = dialler
        self.response_class = partial(_Response, dialler)  # type: ignore[assignment] # http.client does nothing with it but call it

    def _new_conn(self) -> socket.socket:
        return self._dialler.dial(self._dns_host, self.port)


class _SecureConnection(_Connection, HTTPSConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError as error:
            raise self._dialler.deadline.late(self._dialler.read, "no TLS connection") from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Response(http.client.HTTPResponse):
    """An answer whose every byte, from the status line on, is read by a `_Reader`."""

    def __init__(self, dialler: Dialler, sock: socket.socket, *args: Any, **given: Any) -> None:  # noqa: ANN401 - as in http.client
        super().__init__(sock, *args, **given)
        self.fp.close()
        self.fp = io.BufferedReader(_Reader(dialler, sock))

    def _safe_read(self, amt: int) -> bytes:
        """Read that many bytes; urllib3 calls it for chunks, whose length it takes as sent: `-1` would read all that comes."""
        if amt < 0:
            raise http.client.IncompleteRead(b"")
        return super()._safe_read(amt)  # type: ignore[misc,no-any-return] # the stubs leave it out


class _Reader(io.RawIOBase):
    """The bytes that come through a socket: none waited for longer than the deadline leaves, and no more than an answer may have.

    urllib3 and http.client read some lines whole, however long: the length of a chunk, what follows the last chunk.
    """

    def __init__(self, dialler: Dialler, sock: socket.socket) -> None:
        super().__init__()
        self._dialler = dialler
        self._socket = sock
        self._bytes = sock.makefile("rb", buffering=0)
        self._left = (dialler.megabytes + 1) * MEBIBYTE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - as in io
        self._socket.settimeout(self._dialler.deadline.left(self._dialler.read))
        try:
            count = self._bytes.readinto(buffer)
        except TimeoutError as error:
            raise self._dialler.deadline.late(self._dialler.read, "nothing came") from error
        self._left -= count or 0
        if self._left < 0:
            raise too_large(self._dialler.megabytes)
        return count

    def close(self) -> None:
        self._bytes.close()
        super().close()


def _settle(future: Future[Sequence[str]], call: Callable[[], Sequence[str]]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits for it
        future.set_exception(error)
