"""Failures: what the errors of the HTTP libraries mean, in one line for people. Nothing that a site sent stands in it but numbers."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3

_NAMED: tuple[tuple[type[BaseException], str], ...] = (
    (http.client.RemoteDisconnected, "the connection was closed without an answer"),
    (ConnectionResetError, "the connection was broken off"),
    (BrokenPipeError, "the connection was broken off"),
    (http.client.BadStatusLine, "the answer is not HTTP"),
    (http.client.UnknownProtocol, "the answer is not HTTP"),
    (http.client.LineTooLong, "the headers of the answer are too large"),
    (urllib3.exceptions.InvalidHeader, "the headers of the answer contradict each other"),
    (urllib3.exceptions.LocationParseError, "not an address that can be asked"),
    (requests.exceptions.InvalidURL, "not an address that can be asked"),
    (TimeoutError, "no answer in time"),
    (urllib3.exceptions.ProtocolError, "the answer is cut off or damaged"),
)
"""Errors and what they say, the more telling ones first. http.client has no class of its own for too many headers: see below."""

_INSIDE = 12
"""Errors that are looked at inside an error: the libraries wrap each other's about five deep."""


def detail(error: BaseException) -> str:
    """Return what an error of requests, urllib3, http.client or ssl means, in one line."""
    chain = list(_chain(error))
    for inside in chain:
        if isinstance(inside, ssl.SSLCertVerificationError):
            return f"TLS: {inside.verify_message}"
        if isinstance(inside, ssl.SSLError):
            return f"TLS: {(inside.reason or 'the connection cannot be made').replace('_', ' ').lower()}"
        if isinstance(inside, urllib3.exceptions.IncompleteRead) and inside.expected is not None:
            return _cut_off(inside)
        if type(inside) is http.client.HTTPException:
            return "the headers of the answer are too large"
    for kind, meaning in _NAMED:
        if any(isinstance(inside, kind) for inside in chain):
            return meaning
    return f"the answer cannot be read ({type(chain[-1]).__name__})"


def _cut_off(error: urllib3.exceptions.IncompleteRead) -> str:
    got, missing = error.partial, error.expected
    return f"the answer is cut off after {got:,} of {got + missing:,} bytes"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and those that it was made from: as its arguments, its `reason`, its cause or its context."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < _INSIDE:
        inside = waiting.pop(0)
        if id(inside) in seen:
            continue
        seen.add(id(inside))
        yield inside
        nearby = (*inside.args, getattr(inside, "reason", None), inside.__cause__, inside.__context__)
        waiting += [each for each in nearby if isinstance(each, BaseException)]
