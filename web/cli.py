"""`backissues serve`: the search page on one address, until it is told to stop."""

from __future__ import annotations

import logging
import signal
from pathlib import Path
from types import FrameType
from typing import Any

import click
from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from search.errors import BackissuesError
from search.opening import open_live
from search.options import with_settings
from search.settings import Settings
from web import logo, strings
from web.app import create_app
from web.links import base_path

LIMITS = {
    "connection_limit": 1000,
    "asyncore_use_poll": True,
    "channel_timeout": 10,
    "cleanup_interval": 5,
    "max_request_header_size": 65_536,  # a q of 4,096 characters is legal, and takes up to 49,152 in a URL
    "max_request_body_size": 65_536,
    "expose_tracebacks": False,
}
"""Limits of waitress: 900 half-open connections leave it answering; its defaults stop at 100 (reliability, limits to ship)."""

PROXY = {"trusted_proxy_count": 1, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}}
"""What is believed of the proxy of the setting `web.trusted_proxy`. From anybody else waitress takes these headers away, and it takes
X-Forwarded-Prefix from nobody: where the page is mounted is the setting `web.base_path`, never what a request says."""

WAITING = 4
"""Threads beyond those that search: without them no search would wait for its turn or be told 503, and /healthz would wait behind all."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65_535), help="Port to listen at; 0 takes a free one.")
@with_settings
def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the search page and its JSON until stopped."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that searches wait is usual; who waits too long gets 503
    if settings.web.logo:
        logo.read(Path(settings.web.logo))  # what is wrong with it is said now, not to readers
    searchable = open_live(settings)
    try:
        server = _listen(create_app(settings, searchable), host, port, settings)
        signal.signal(signal.SIGTERM, _stop)
        where = f"[{host}]" if ":" in host else host
        click.echo(strings.text("serving", url=f"http://{where}:{server.effective_port}{base_path(settings)}/"), err=True)
        server.run()
    finally:
        searchable.close()


def _listen(app: Flask, host: str, port: int, settings: Settings) -> BaseWSGIServer:
    """Return a server that listens there. Raises BackissuesError where it cannot."""
    proxy: dict[str, Any] = {"trusted_proxy": settings.web.trusted_proxy, **PROXY} if settings.web.trusted_proxy else {}
    try:
        return create_server(app, host=host, port=port, threads=settings.web.searches_at_once + WAITING, **LIMITS, **proxy)
    except ValueError as error:  # what waitress makes of a name that no address is known for
        raise BackissuesError(f"{host}: no address is known by this name; choose another with --host") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise BackissuesError(f"{host}:{port}: cannot listen there: {why}; choose another with --port or --host") from error


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End the server's loop, which then closes its connections."""
    raise SystemExit(0)
