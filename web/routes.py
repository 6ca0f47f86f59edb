"""Routes: which address is answered by what, and what an error answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BackissuesError
from web import errors
from web.brand import Brand
from web.conditional import Conditional
from web.desk import Desk
from web.errors import Failure
from web.formats import html, json
from web.formats.html import Html
from web.forms import is_for_programs
from web.freshness import Freshness
from web.pages import Pages
from web.programs import Programs

Route = tuple[str, str, Callable[..., AnyResponse]]
"""An address, its name and the method that answers it."""

PAGES: tuple[Route, ...] = (
    ("/", "home", Pages.search),
    ("/search", "search", Pages.search),
    ("/facet/<name>", "facet", Pages.facet),
    ("/advanced", "advanced", Pages.advanced),
    ("/help", "help", Pages.help),
    ("/post/<post_id>", "post", Pages.post),
    ("/sources", "sources", Pages.sources),
)
"""Addresses for people."""

ALWAYS_NEW = ("health", "sources")
"""Names of addresses whose answers do not follow from the index alone; the others say whether theirs are still the same."""

PROGRAMS: tuple[Route, ...] = (
    ("/search.json", "search_json", Programs.search),
    ("/search.atom", "search_atom", Programs.atom),
    ("/search.rss", "search_rss", Programs.rss),
    ("/search.csv", "search_csv", Programs.csv),
    ("/opensearch.xml", "opensearch", Programs.opensearch),
    ("/facet/<name>.json", "facet_json", Programs.facet),
    ("/suggest", "suggest", Programs.suggest),
    ("/suggest.json", "suggest_json", Programs.suggest_json),
    ("/post/<post_id>.json", "post_json", Programs.post),
    ("/openapi.json", "openapi", Programs.openapi),
    ("/healthz", "health", Programs.health),
    ("/robots.txt", "robots", Programs.robots),
)
"""Addresses for programs."""

LOOKS: tuple[Route, ...] = (
    ("/theme.css", "theme", Brand.theme),
    ("/logo", "logo", Brand.logo),
)
"""Addresses that pages load."""


class Routes:
    """The addresses and their answers."""

    def __init__(self, desk: Desk, printer: Html, freshness: Freshness) -> None:
        """Take what answers, what prints pages, and what tags answers."""
        self._pages = Pages(desk, printer)
        self._programs = Programs(desk)
        self._brand = Brand(desk.settings.web)
        self._printer = printer
        self._conditional = Conditional(freshness, desk.index)

    def blueprint(self) -> Blueprint:
        """Return the addresses, ready to be mounted."""
        site = Blueprint("backissues", __name__, static_folder="static", static_url_path="/static")
        answers = (
            *((rule, name, partial(answer, self._pages)) for rule, name, answer in PAGES),
            *((rule, name, partial(answer, self._programs)) for rule, name, answer in PROGRAMS),
        )
        for rule, name, answer in answers:
            answering = answer if name in ALWAYS_NEW else self._conditional.answered(answer)
            # Below a base path the first page answers without a slash too, as a redirect would be made from the host that a request names.
            site.add_url_rule(rule, name, answering, strict_slashes=rule != "/")
        for rule, name, look in LOOKS:  # the settings and a file make these, not the index
            site.add_url_rule(rule, name, partial(look, self._brand))
        return site

    def failed_by_us(self, error: BackissuesError) -> Response:
        """Answer with an error of ours."""
        return self._failed(errors.of_ours(error))

    def failed_by_http(self, error: HTTPException) -> Response:
        """Answer with an error of HTTP, or with 500 for a bug, which Flask has written to the log."""
        return self._failed(errors.of_http(error))

    def _failed(self, failed: Failure) -> Response:
        if is_for_programs(request.path):
            response = Response(json.failure(failed), status=failed.status, content_type=json.PROBLEM_TYPE)
        else:
            response = Response(self._printer.failure(failed), status=failed.status, content_type=html.TYPE)
        response.headers.extend(failed.headers)
        return response
