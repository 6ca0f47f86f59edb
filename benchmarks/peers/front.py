"""A small HTTP front for what has none of its own: the addresses of Backissues, a thread for each client, JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FACET_SIZE = 20
"""Values of a facet, as Backissues lists by default."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: a text (`word`, `two words`, `"two words"`, `wor*`, or empty for all posts, newest first), a tag or an empty text."""

    text: str
    tag: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many posts there are, the best of them, and the counts of values by facet: `tag`, `creator`, `site` and `year`."""

    total: int
    hits: Sequence[Mapping[str, str]]
    facets: Mapping[str, Mapping[str, int]]


Search = Callable[[Asked], Found]
Suggest = Callable[[str], list[str]]


def serve(search: Search, suggest: Suggest | None, port: int) -> None:
    """Answer until the process is ended."""
    server = Server(("127.0.0.1", port), _handler(search, suggest))
    print(f"Serving on http://127.0.0.1:{server.server_port}/", file=sys.stderr, flush=True)
    server.serve_forever()


class Server(ThreadingHTTPServer):
    """A thread for each client."""

    daemon_threads = True
    request_queue_size = 128  # of the five by default, 16 clients who come at once would wait a second for a second try


def _handler(search: Search, suggest: Suggest | None) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else an answer waits up to 40 ms for the client's acknowledgement of its own head

        def do_GET(self) -> None:
            """Answer /search.json and /suggest.json."""
            address = urlsplit(self.path)
            given = {name: values[0] for name, values in parse_qs(address.query).items()}
            try:
                said = _answer(search, suggest, address.path, given)
            except Exception as error:  # noqa: BLE001 - whatever a library does, the client is told, counts it and names it
                self._send(500, {"failed": f"{type(error).__name__}: {error}"})
            else:
                self._send(200 if said else 404, said)

        def log_message(self, *_said: object) -> None:
            """Say nothing: a line for each request would be measured too."""

        def _send(self, status: int, said: Mapping[str, object]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _answer(search: Search, suggest: Suggest | None, path: str, given: Mapping[str, str]) -> dict[str, object]:
    """Return what is answered, or nothing where there is no such address."""
    if path == "/suggest.json" and suggest:
        return {"suggestions": suggest(given.get("q", ""))}
    if path != "/search.json":
        return {}
    began = time.perf_counter()
    found = search(Asked(given.get("q", ""), given.get("tag", ""), int(given.get("per_page", 10))))
    return _said(found, 1000 * (time.perf_counter() - began))


def _said(found: Found, milliseconds: float) -> dict[str, object]:
    facets = {
        name: {"values": [{"value": value, "count": count} for value, count in counts.items()]} for name, counts in found.facets.items()
    }
    return {"total": found.total, "took_ms": milliseconds, "hits": list(found.hits), "facets": facets}


def largest(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the most frequent values of a facet."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_SIZE])
