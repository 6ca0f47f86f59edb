"""Guard: the headers that every answer carries, errors included."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from web import origins
from web.forms import is_for_programs

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""The headers and their values (interface.md); what people search for stays here (Referrer-Policy)."""


def guarded(allowed: tuple[str, ...], response: Response) -> Response:
    """Return the answer with the headers that every answer carries, and with those for pages of the sites that may read it."""
    response.headers.update(HEADERS)
    if is_for_programs(request.path):
        response.headers["X-Robots-Tag"] = "noindex"
    for name, value in origins.headers(allowed, request.headers.get("Origin")).items():
        response.headers.add(name, value)  # there may be another Vary
    return response
