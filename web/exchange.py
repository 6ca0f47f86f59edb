"""Exchange: what a request says, and answers that pages and programs get alike."""

from __future__ import annotations

import re

from flask import redirect, request
from werkzeug.wrappers import Response

from web.desk import Pairs
from web.postview import PostView

_HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)


def pairs() -> Pairs:
    """Return the arguments of the request in their order."""
    return request.args.items(multi=True)


def origin() -> str:
    """Return scheme and host by which the server was asked; nothing where the host that was named cannot be one."""
    return f"{request.scheme}://{request.host}" if _HOST.fullmatch(request.host) else ""


def is_home() -> bool:
    """Return whether the first page was asked for, and nothing of it: no other address is the one that robots keep."""
    return (request.endpoint or "").rpartition(".")[2] == "home" and not request.query_string


def moved(view: PostView, post_id: str) -> Response | None:
    """Return the way to the id that the post has now, if it is another one."""
    return None if view.document.id == post_id else redirect(view.links.post(view.document.id, query=view.query), 301)
