"""Routes: which address is answered by what. Each takes the request apart, asks the desk and prints the view."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BackissuesError
from web import errors
from web.desk import Desk, Pairs
from web.errors import Failure
from web.formats import html, json, suggestions
from web.formats.html import Html
from web.postview import PostView

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""Headers of every answer, errors included (interface.md); what people search for stays here (Referrer-Policy)."""


class Routes:
    """The addresses and their answers."""

    def __init__(self, desk: Desk, pages: Html) -> None:
        """Take what answers and what prints pages."""
        self._desk = desk
        self._pages = pages

    def blueprint(self) -> Blueprint:
        """Return the addresses, ready to be mounted."""
        site = Blueprint("backissues", __name__, static_folder="static", static_url_path="/static")
        site.add_url_rule("/", "home", self.search_page)
        site.add_url_rule("/search", "search", self.search_page)
        site.add_url_rule("/advanced", "advanced", self.advanced_page)
        site.add_url_rule("/help", "help", self.help_page)
        site.add_url_rule("/search.json", "search_json", self.search_json)
        site.add_url_rule("/facet/<name>.json", "facet_json", self.facet_json)
        site.add_url_rule("/suggest", "suggest", self.suggest)
        site.add_url_rule("/suggest.json", "suggest_json", self.suggest_json)
        site.add_url_rule("/post/<post_id>", "post", self.post_page)
        site.add_url_rule("/post/<post_id>.json", "post_json", self.post_json)
        site.add_url_rule("/healthz", "health", self.health)
        site.add_url_rule("/robots.txt", "robots", self.robots)
        return site

    def search_page(self) -> Response:
        """Answer / and /search."""
        return _html(self._pages.search(self._desk.browse(_pairs(), html.FACET_VALUES)))

    def advanced_page(self) -> AnyResponse:
        """Answer /advanced: the form, or the way to the search that it was sent for."""
        draft = self._desk.draft(_pairs(), html.FACET_VALUES)
        if draft.complete:
            return redirect(self._desk.address(draft, html.FACET_VALUES), 303)
        return _html(self._pages.advanced(self._desk.advanced(draft, html.FACET_VALUES)))

    def help_page(self) -> Response:
        """Answer /help."""
        return _html(self._pages.help(self._desk.help()))

    def search_json(self) -> Response:
        """Answer /search.json."""
        return _json(json.search(self._desk.search(_pairs())))

    def facet_json(self, name: str) -> Response:
        """Answer /facet/<name>.json."""
        return _json(json.facet(self._desk.facet(name, _pairs())))

    def suggest(self) -> Response:
        """Answer /suggest, as browsers ask it."""
        return Response(suggestions.opensearch(self._desk.suggest(_pairs())), content_type=suggestions.TYPE)

    def suggest_json(self) -> Response:
        """Answer /suggest.json."""
        return _json(suggestions.answer(self._desk.suggest(_pairs())))

    def post_page(self, post_id: str) -> AnyResponse:
        """Answer /post/<id>."""
        view = self._desk.post(post_id, "html")
        return _moved(view, post_id) or _html(self._pages.post(view))

    def post_json(self, post_id: str) -> AnyResponse:
        """Answer /post/<id>.json."""
        view = self._desk.post(post_id, "json")
        return _moved(view, post_id) or _json(json.post(view))

    def health(self) -> Response:
        """Answer /healthz: the process answers, so the status is 200; what it says is about the index."""
        return _json(json.health(self._desk.health()))

    def robots(self) -> Response:
        """Answer /robots.txt: no robot needs every combination of filters."""
        base = self._desk.links("html").base_path
        barred = "".join(f"Disallow: {base}/{name}\n" for name in ("search", "advanced", "facet/", "suggest"))
        return Response(f"User-agent: *\n{barred}", mimetype="text/plain")

    def failed_by_us(self, error: BackissuesError) -> Response:
        """Answer with an error of ours."""
        return self._failed(errors.of_ours(error))

    def failed_by_http(self, error: HTTPException) -> Response:
        """Answer with an error of HTTP, or with 500 for a bug, which Flask has written to the log."""
        return self._failed(errors.of_http(error))

    def _failed(self, failed: Failure) -> Response:
        if request.path.endswith((".json", "/suggest")):
            response = Response(json.failure(failed), status=failed.status, content_type=json.PROBLEM_TYPE)
        else:
            response = Response(self._pages.failure(failed), status=failed.status, content_type=html.TYPE)
        response.headers.extend(failed.headers)
        return response


def guarded(response: AnyResponse) -> AnyResponse:
    """Return the answer with the headers that every answer carries."""
    response.headers.update(HEADERS)
    return response


def _pairs() -> Pairs:
    return request.args.items(multi=True)


def _html(page: str) -> Response:
    return Response(page, content_type=html.TYPE)


def _json(answer: str) -> Response:
    return Response(answer, content_type=json.TYPE)


def _moved(view: PostView, post_id: str) -> AnyResponse | None:
    """Return the way to the id that the post has now, if it is another one."""
    return None if view.document.id == post_id else redirect(view.links.post(view.document.id), 301)
