"""The web application: wiring only."""

from __future__ import annotations

from functools import partial

from flask import Flask
from werkzeug.exceptions import HTTPException

from search.disclosure import disclosing
from search.errors import BackissuesError
from search.port import Searchable
from search.settings import Settings
from web.desk import Desk
from web.formats.html import Html
from web.freshness import Freshness, edition
from web.gate import Gate
from web.guard import guarded
from web.links import base_path
from web.public import Public
from web.routes import Routes

REQUEST_BYTES = 65_536
"""Nothing is uploaded here; Flask by itself takes bodies of any size (reliability, limits to ship)."""


def create_app(settings: Settings, searchable: Searchable) -> Flask:
    """Return the application that searches `searchable`. It opens and closes nothing."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = REQUEST_BYTES
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # every method but GET and HEAD is 405
    app.url_map.merge_slashes = False  # no redirect is made from what a request says
    searchable = Public(disclosing(searchable, settings.post_text))
    routes = Routes(Desk(settings, searchable, Gate(settings.web.searches_at_once)), Html(settings), Freshness(settings, edition()))
    app.register_blueprint(routes.blueprint())
    if base_path(settings):  # some proxies pass the whole path on, others cut the base off
        app.register_blueprint(routes.blueprint(), url_prefix=base_path(settings), name="based")
    app.register_error_handler(BackissuesError, routes.failed_by_us)
    app.register_error_handler(HTTPException, routes.failed_by_http)
    app.after_request(partial(guarded, settings.web.origins))
    return app
