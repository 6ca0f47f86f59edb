"""Guard: the headers that every answer carries, errors included."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from web.forms import is_for_programs

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""The headers and their values (interface.md); what people search for stays here (Referrer-Policy)."""


def guarded(response: Response) -> Response:
    """Return the answer with the headers that every answer carries."""
    response.headers.update(HEADERS)
    if is_for_programs(request.path):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
