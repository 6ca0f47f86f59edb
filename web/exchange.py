"""Exchange: what a request says, and answers that pages and programs get alike."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from web.desk import Pairs
from web.postview import PostView


def pairs() -> Pairs:
    """Return the arguments of the request in their order."""
    return request.args.items(multi=True)


def moved(view: PostView, post_id: str) -> Response | None:
    """Return the way to the id that the post has now, if it is another one."""
    return None if view.document.id == post_id else redirect(view.links.post(view.document.id), 301)
