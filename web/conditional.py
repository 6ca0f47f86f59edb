"""Conditional: answers that a program has already are not made again (ETag, `If-None-Match`, 304)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from search.page import IndexInfo
from web.freshness import Freshness


class Conditional:
    """Puts tags on answers, and answers 304 where the tag that is asked with still holds."""

    def __init__(self, freshness: Freshness, index: Callable[[], IndexInfo | None]) -> None:
        """Take what makes tags, and what gives the state of the index that answers."""
        self._freshness = freshness
        self._index = index

    def answered(self, answer: Callable[..., AnyResponse]) -> Callable[..., AnyResponse]:
        """Return what answers like `answer`, but only where it has to."""

        def conditionally(**parts: str) -> AnyResponse:
            index = self._index()
            if index is None:
                return answer(**parts)
            tag = self._freshness.tag(index, _address())
            if _is_held(tag):
                return _tagged(Response(status=HTTPStatus.NOT_MODIFIED), tag)
            response = answer(**parts)
            # Where the index was changed meanwhile, nobody can say which of the two answered.
            if response.status_code == HTTPStatus.OK and self._index() == index:
                _tagged(response, tag)
            return response

        return conditionally


def _is_held(tag: str) -> bool:
    """Return whether the request names the tag. `*` names none: of what was never sent nothing can be unchanged."""
    held = request.if_none_match
    return not held.star_tag and held.contains_weak(tag)


def _tagged(response: AnyResponse, tag: str) -> AnyResponse:
    """Return the answer with its tag: a weak one, as JSON says how long it took. It is kept, and asked for again each time."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _address() -> str:
    """Return the whole address, just as it was asked for."""
    environ = request.environ
    return f"{request.scheme}://{request.host}{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}"
