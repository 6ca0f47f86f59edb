"""Brand: what a site's settings add to every page, and the answers that this needs: its style sheet and its logo."""

from __future__ import annotations

from pathlib import Path

from flask import Response, request
from werkzeug.exceptions import NotFound

from search.errors import UsageError
from search.settings import WebSettings
from web import logo, theme


class Brand:
    """The look that the settings give to the page."""

    def __init__(self, settings: WebSettings) -> None:
        """Take the settings. The logo is read when it is asked for, so that it can be changed while the server runs."""
        self._settings = settings

    def theme(self) -> Response:
        """Answer /theme.css."""
        return _kept(Response(theme.sheet(self._settings.accent), content_type="text/css; charset=utf-8"))

    def logo(self) -> Response:
        """Answer /logo. Raises NotFound where there is none."""
        if not self._settings.logo:
            raise NotFound
        try:
            picture = logo.read(Path(self._settings.logo))
        except UsageError as error:  # the file was there when the server started, and is of no use now
            raise NotFound from error
        return _kept(Response(picture.content, content_type=picture.content_type))


def _kept(response: Response) -> Response:
    """Return the answer in a way that browsers keep, and ask for again only by its tag."""
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
