"""Pages: the answers for people, as HTML. Each takes the request apart, asks the desk and prints the view."""

from __future__ import annotations

from flask import Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from web.desk import Desk
from web.exchange import is_home, moved, pairs
from web.formats import html
from web.formats.html import Html


class Pages:
    """What the addresses of pages answer."""

    def __init__(self, desk: Desk, printer: Html) -> None:
        """Take what answers and what prints."""
        self._desk = desk
        self._printer = printer

    def search(self) -> Response:
        """Answer / and /search."""
        return _page(self._printer.search(self._desk.browse(pairs(), html.FACET_VALUES), kept=is_home()))

    def facet(self, name: str) -> Response:
        """Answer /facet/<name>."""
        return _page(self._printer.facet(self._desk.values(name, pairs(), html.FACET_VALUES)))

    def advanced(self) -> AnyResponse:
        """Answer /advanced: the form, or the way to the search that it was sent for."""
        draft = self._desk.draft(pairs(), html.FACET_VALUES)
        if draft.complete:
            return redirect(self._desk.address(draft, html.FACET_VALUES), 303)
        return _page(self._printer.advanced(self._desk.advanced(draft, html.FACET_VALUES)))

    def help(self) -> Response:
        """Answer /help."""
        return _page(self._printer.help(self._desk.help()))

    def post(self, post_id: str) -> AnyResponse:
        """Answer /post/<id>."""
        view = self._desk.post(post_id, "html", pairs())
        return moved(view, post_id) or _page(self._printer.post(view))

    def sources(self) -> Response:
        """Answer /sources."""
        return _page(self._printer.sources(self._desk.sources(pairs())))


def _page(text: str) -> Response:
    return Response(text, content_type=html.TYPE)
