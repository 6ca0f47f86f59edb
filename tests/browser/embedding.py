"""The widget on a page of another site: examples/widget.html on one port, the archive that it asks on another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask

from search.document import Document
from search.settings import WebSettings
from tests.browser.archives import app, few_posts
from tests.browser.serving import ROOT, Place, thread
from tests.payloads import hostile_posts

PAGE = (ROOT / "examples" / "widget.html").read_text(encoding="utf-8")
ENDPOINT = "http://127.0.0.1:8000/"
"""The address of the archive in the example."""

EMBEDDED: Mapping[str, Callable[[], list[Document]]] = {
    "widget": few_posts,
    "widget-hostile": hostile_posts,
    "widget-busy": few_posts,
    "widget-barred": few_posts,
}
"""Pages with a widget, and the posts of their archives: one is busy now and then, one lets pages of other sites in."""


class Busy:
    """A site that has no time for each first search of an address, as the gate says it (web/gate.py)."""

    def __init__(self, site: Callable[..., Iterable[bytes]], origin: str) -> None:
        self._site = site
        self._headers = [("Access-Control-Allow-Origin", origin), ("Retry-After", "1"), ("Content-Type", "application/problem+json")]
        self._asked: set[str] = set()

    def __call__(self, environ: Mapping[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        address = environ["PATH_INFO"] + environ["QUERY_STRING"]
        if environ["PATH_INFO"] != "/search.json" or address in self._asked:
            return self._site(environ, start)
        self._asked.add(address)
        start("503 Service Unavailable", self._headers)
        return [b'{"title": "Busy", "status": 503}']


def _host() -> Flask:
    """Return the site of the page, which learns later where the archive is."""
    site = Flask(__name__)
    site.add_url_rule("/", "page", lambda: PAGE.replace(ENDPOINT, site.config["ARCHIVE"]))
    site.add_url_rule("/favicon.ico", "icon", lambda: ("", 204))
    return site


@contextmanager
def embedded(name: str) -> Iterator[Place]:
    """Open both sites; give the place of the page."""
    host = _host()
    with thread(host) as home:
        origin = home.rstrip("/")
        archive: Callable[..., Sequence[bytes]] = app(
            EMBEDDED[name](), WebSettings(origins=("https://example.org" if name == "widget-barred" else origin,))
        )
        with thread(Busy(archive, origin) if name == "widget-busy" else archive) as asked:
            host.config["ARCHIVE"] = asked
            yield Place(home, (asked,))
