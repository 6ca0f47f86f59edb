"""Programs: the answers for programs. Each takes the request apart, asks the desk and prints the view."""

from __future__ import annotations

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from web.desk import Desk
from web.exchange import moved, origin, pairs
from web.formats import atom, csv, json, opensearch, robots, rss, suggestions
from web.openapi import Description


class Programs:
    """What the addresses for programs answer."""

    def __init__(self, desk: Desk) -> None:
        """Take what answers."""
        self._desk = desk
        self._description = Description(desk.settings)

    def search(self) -> Response:
        """Answer /search.json."""
        return _json(json.search(self._desk.search(pairs())))

    def atom(self) -> Response:
        """Answer /search.atom."""
        return Response(atom.feed(self._desk.syndicate(pairs(), "atom", origin())), content_type=atom.TYPE)

    def rss(self) -> Response:
        """Answer /search.rss."""
        return Response(rss.feed(self._desk.syndicate(pairs(), "rss", origin())), content_type=rss.TYPE)

    def csv(self) -> Response:
        """Answer /search.csv. The name of the file is always the same: nothing of a request becomes one."""
        view = self._desk.syndicate(pairs(), "csv", origin())
        headers = {"Link": csv.links(view), "Content-Disposition": "attachment; filename=search.csv"}
        return Response(csv.table(view), content_type=csv.TYPE, headers=headers)

    def opensearch(self) -> Response:
        """Answer /opensearch.xml."""
        return Response(opensearch.description(self._desk.description(origin())), content_type=opensearch.TYPE)

    def facet(self, name: str) -> Response:
        """Answer /facet/<name>.json."""
        return _json(json.facet(self._desk.facet(name, pairs())))

    def suggest(self) -> Response:
        """Answer /suggest, as browsers ask it."""
        return Response(suggestions.opensearch(self._desk.suggest(pairs())), content_type=suggestions.TYPE)

    def suggest_json(self) -> Response:
        """Answer /suggest.json."""
        return _json(suggestions.answer(self._desk.suggest(pairs())))

    def post(self, post_id: str) -> AnyResponse:
        """Answer /post/<id>.json."""
        view = self._desk.post(post_id, "json")
        return moved(view, post_id) or _json(json.post(view))

    def openapi(self) -> Response:
        """Answer /openapi.json. It says nothing of the index, so it answers without one."""
        return _json(self._description.text())

    def health(self) -> Response:
        """Answer /healthz: the process answers, so the status is 200; what it says is about the index."""
        return _json(json.health(self._desk.health()))

    def robots(self) -> Response:
        """Answer /robots.txt."""
        return Response(robots.rules(self._desk.links("html").base_path), mimetype="text/plain")


def _json(answer: str) -> Response:
    return Response(answer, content_type=json.TYPE)
